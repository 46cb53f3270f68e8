import type { ReactNode } from "react";
import styles from "./empty-state.module.css";

/**
 * Nothing to list. `clean`: everything was looked at and nothing is open. `unseen`: nothing could be looked at. `none`:
 * nothing matches what was asked. They must not look alike.
 * @param title one sentence that is true
 * @param children what was checked or is missing
 * @param action the next step
 */
export function EmptyState({
  kind,
  title,
  children,
  action,
}: {
  kind: "clean" | "unseen" | "none";
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={`${styles.empty} ${styles[kind]}`}>
      {kind === "clean" && <Calm />}
      {kind === "unseen" && <div className={`hatch ${styles.dark}`} aria-hidden="true" />}
      <h2>{title}</h2>
      {children && <div className={styles.text}>{children}</div>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}

/** Waves, a wall, calm water. */
const Calm = () => (
  <svg className={styles.calm} viewBox="0 0 560 60" aria-hidden="true" preserveAspectRatio="xMinYMid meet">
    {[12, 30, 48].map((y) => (
      <g key={y} fill="none" stroke="var(--series)" strokeWidth="1.2" opacity="0.75">
        <path d={`M0 ${y}q10 -9 20 0${"t20 0".repeat(9)}`} />
        <path d={`M216 ${y}H560`} />
      </g>
    ))}
    <rect x="203" y="0" width="7" height="60" fill="var(--ink)" />
  </svg>
);
