import { formatShare } from "@/components/format/format-share";
import styles from "./waterline.module.css";

/**
 * The line a figure floats on: solid for what was seen, hatched for what was not.
 * @param seen share from 0 to 1
 * @param of what it is a share of, as in "judged"
 * @param kind `page` under the scope bar, `figure` under the figure of a page, `thin` under figures in a row
 */
export function Waterline({
  seen,
  of,
  kind = "thin",
}: {
  seen: number;
  of: string;
  kind?: "page" | "figure" | "thin";
}) {
  // What is not seen is never thinner than a line one can see.
  const dark = seen >= 1 ? 0 : Math.max(0.75, (1 - seen) * 100);
  return (
    <span className={`${styles.water} ${styles[kind]}`} role="img" aria-label={`${formatShare(seen)} ${of}`}>
      {dark > 0 && <i style={{ width: `${dark}%` }} />}
    </span>
  );
}
