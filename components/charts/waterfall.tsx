import { scaleLinear } from "d3-scale";
import type { ReactNode } from "react";
import { formatChange, formatScore } from "@/components/format/format-score";
import styles from "./waterfall.module.css";

/** What a change is made of: its words, how much of it in tenths of a point, and whether it is about what is seen. */
export type Step = { id: string; title: string; says: ReactNode; tenths: number; sight: boolean };

/**
 * From one score to another: bars that sum to the change, and the last row says so. Its two ends are levels, not bars.
 * What was lost sight of or is seen again is hatched, whichever way it moves the score.
 * @param from @param to in tenths of a point
 */
export function Waterfall(props: {
  label: string;
  from: number;
  to: number;
  fromTitle: string;
  toTitle: string;
  steps: readonly Step[];
}) {
  const { label, from, to, fromTitle, toTitle, steps } = props;
  let level = from;
  const drawn = steps.map((step) => {
    const start = level;
    level += step.tenths;
    return { ...step, start, end: level };
  });
  const levels = [from, to, ...drawn.map(({ end }) => end)];
  const span = [Math.min(...levels), Math.max(...levels)] as const;
  const room = Math.max(2, (span[1] - span[0]) * 0.04);
  const x = scaleLinear([span[0] - room, span[1] + room], [0, 100]);
  return (
    <table className={styles.fall} aria-label={label}>
      <tbody>
        <tr className={styles.end}>
          <th scope="row">{fromTitle}</th>
          <td className={styles.bar}>
            <i className={styles.level} style={{ left: `${x(from)}%` }} />
          </td>
          <td className="num">{formatScore(from)}</td>
        </tr>
        {drawn.map(({ id, title, says, tenths, sight, start, end }) => (
          <tr key={id}>
            <th scope="row">
              <b>{title}</b> <span className={styles.says}>{says}</span>
            </th>
            <td className={styles.bar}>
              <i
                className={sight ? `hatch ${styles.sight}` : tenths < 0 ? styles.down : styles.up}
                style={{ left: `${x(Math.min(start, end))}%`, width: `${Math.abs(x(end) - x(start))}%` }}
              />
            </td>
            <td className={`num strong ${sight || tenths === 0 ? "" : tenths < 0 ? styles.less : styles.more}`}>
              {formatChange(tenths)}
            </td>
          </tr>
        ))}
        <tr className={styles.end}>
          <th scope="row">
            <b>{toTitle}</b>{" "}
            <span className={styles.says}>
              {steps.length === 0 ? "nothing moved" : `the bars sum to ${formatChange(to - from)}`}
            </span>
          </th>
          <td className={styles.bar}>
            <i className={styles.level} style={{ left: `${x(to)}%` }} />
          </td>
          <td className="num">{formatScore(to)}</td>
        </tr>
      </tbody>
    </table>
  );
}
