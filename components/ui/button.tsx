import type { ButtonHTMLAttributes } from "react";
import styles from "./button.module.css";

/** One filled button a page, `go`: the next safe step. Filled is never red: danger is stated in words beside it. */
export type ButtonKind = "plain" | "go";

export type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "inert"> & {
  kind?: ButtonKind;
  size?: "base" | "big" | "small";
  /** Why it cannot be pressed: shown on its own line under the button, which is then dashed. */
  inert?: string | undefined;
};

/** The classes of a button, for links that look like one. */
export const buttonClass = (kind: ButtonKind = "plain", size: "base" | "big" | "small" = "base"): string =>
  [styles.button, kind === "go" && styles.go, size !== "base" && styles[size]].filter(Boolean).join(" ");

export function Button({
  kind = "plain",
  size = "base",
  inert,
  className,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  const button = (
    <button
      {...rest}
      type={inert === undefined ? type : "button"}
      aria-disabled={inert === undefined ? undefined : true}
      className={className ? `${buttonClass(kind, size)} ${className}` : buttonClass(kind, size)}
      onClick={inert === undefined ? onClick : undefined}
    />
  );
  if (inert === undefined) return button;
  return (
    <span className={styles.held}>
      {button}
      <span className={styles.why}>{inert}</span>
    </span>
  );
}
