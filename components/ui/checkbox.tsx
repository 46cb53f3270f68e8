import type { InputHTMLAttributes, ReactNode } from "react";
import styles from "./field.module.css";

/** A box to tick. @param children its label; without one give `aria-label` */
export function Checkbox({
  children,
  ...rest
}: Omit<InputHTMLAttributes<HTMLInputElement>, "type"> & { children?: ReactNode }) {
  return (
    <label className={styles.tick}>
      <input {...rest} type="checkbox" />
      {children && <span>{children}</span>}
    </label>
  );
}
