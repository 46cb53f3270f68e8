import type { SelectHTMLAttributes } from "react";
import styles from "./field.module.css";

/** A choice of one, by the browser's own list. @param size `filter` in a bar of filters */
export function Select({
  size = "form",
  className,
  children,
  ...rest
}: Omit<SelectHTMLAttributes<HTMLSelectElement>, "size"> & { size?: "form" | "filter" }) {
  return (
    <select {...rest} className={[styles.control, styles.select, styles[size], className].filter(Boolean).join(" ")}>
      {children}
    </select>
  );
}
