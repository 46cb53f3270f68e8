import { formatChange } from "@/components/format/format-score";
import styles from "./delta.module.css";

/** A change of a score: a triangle, a sign and a colour. @param tenths in tenths of a point */
export function Delta({ tenths }: { tenths: number }) {
  if (tenths === 0) return <span className={styles.same}>0.0</span>;
  return (
    <span className={tenths > 0 ? styles.up : styles.down}>
      <span aria-hidden="true">{tenths > 0 ? "▲ " : "▼ "}</span>
      {formatChange(tenths)}
    </span>
  );
}
