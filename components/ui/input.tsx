import type { InputHTMLAttributes } from "react";
import styles from "./field.module.css";

/** A field of one line: text, e-mail, password, date, number, search. @param size `filter` in a bar of filters */
export function Input({
  size = "form",
  className,
  ...rest
}: Omit<InputHTMLAttributes<HTMLInputElement>, "size"> & { size?: "form" | "filter" }) {
  return <input {...rest} className={[styles.control, styles[size], className].filter(Boolean).join(" ")} />;
}
