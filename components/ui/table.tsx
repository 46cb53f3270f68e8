import type { ReactNode } from "react";
import styles from "./table.module.css";

/**
 * A ruled table with a head that stays. Write `thead` and `tbody` as they are; figures take the class `num`, names in
 * mono that may be cut take `clip`.
 * @param label what the table holds, for those who hear it
 * @param tight rows of 28 instead of 32
 * @param stacked rows become two lines below 700 px: give each cell a `data-label`
 */
export function Table({
  label,
  tight = false,
  stacked = false,
  fixed = false,
  children,
}: {
  label: string;
  tight?: boolean;
  stacked?: boolean;
  fixed?: boolean;
  children: ReactNode;
}) {
  const classes = [styles.table, tight && styles.tight, stacked && styles.stacked, fixed && styles.fixed];
  return (
    <div className={stacked ? undefined : styles.scroll}>
      <table className={classes.filter(Boolean).join(" ")} aria-label={label}>
        {children}
      </table>
    </div>
  );
}
