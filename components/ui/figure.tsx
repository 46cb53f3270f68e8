import { printScore } from "@/components/format/format-score";
import { type Judged, shareOf } from "@/lib/engine/score";
import styles from "./figure.module.css";
import { Waterline } from "./waterline";

/**
 * A score over its coverage: there is no figure without one.
 * @param tenths in tenths of a point; null where too little was seen for a score
 * @param between what it lies between where too little was seen, in tenths of a point: rounded outward
 * @param unit set small after the decimal, as "%" where the figure is a share
 * @param size `sounding` once a page, `figure` in a row, `small` in a matrix or over a small multiple
 */
export function Figure({
  tenths,
  judged,
  between,
  unit = "",
  size = "figure",
}: {
  tenths: number | null;
  judged: Judged;
  between?: { low: number | null; high: number | null };
  unit?: string;
  size?: "sounding" | "figure" | "small";
}) {
  return (
    <span className={styles.stand}>
      {tenths === null && between?.low != null && between.high != null ? (
        <span className={`${styles[size]} ${styles.between}`}>
          {Math.floor(between.low / 10)} <small>to</small> {Math.ceil(between.high / 10)}
        </span>
      ) : tenths === null ? (
        <span className={`${styles[size]} ${styles.none}`}>Not seen</span>
      ) : (
        <span className={styles[size]}>
          {printScore(tenths).whole}
          <small>
            {printScore(tenths).decimal}
            {unit && ` ${unit}`}
          </small>
        </span>
      )}
      <Waterline seen={shareOf(judged)} of="judged" kind={size === "sounding" ? "figure" : "thin"} />
    </span>
  );
}
