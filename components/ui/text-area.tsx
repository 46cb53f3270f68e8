import type { TextareaHTMLAttributes } from "react";
import styles from "./field.module.css";

/** A field of several lines. */
export function TextArea({ className, ...rest }: TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return <textarea {...rest} className={[styles.control, styles.area, className].filter(Boolean).join(" ")} />;
}
