import type { ReactNode } from "react";
import styles from "./notice.module.css";

/**
 * Something a reader must know before the rest of the page.
 * @param kind `unseen` for what could not be read (hatched), `refused` for what was not done
 * @param live announced when it appears: receipts and refusals, never polling
 */
export function Notice({
  kind = "plain",
  title,
  children,
  action,
  live = false,
}: {
  kind?: "plain" | "unseen" | "refused";
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  live?: boolean;
}) {
  return (
    <div className={`${styles.notice} ${styles[kind]}`} role={live ? "status" : undefined}>
      {kind === "unseen" && <span className={`hatch ${styles.edge}`} aria-hidden="true" />}
      <div className={styles.text}>
        {title && <p className="strong">{title}</p>}
        {children && <div className={title ? "soft" : undefined}>{children}</div>}
      </div>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
