import type { ReactNode } from "react";
import styles from "./bars.module.css";

export type Bar = {
  key: string;
  name: ReactNode;
  n: number;
  /** What the bar says in figures, at its end. */
  says: ReactNode;
  /** `unknown` is hatched; `fail` only for what fails. */
  tone: "series" | "fail" | "unknown";
};

/** Parts of one whole as bars over one scale, which begins at nothing and ends at the whole. */
export function Bars({ label, bars }: { label: string; bars: readonly Bar[] }) {
  const whole = bars.reduce((sum, { n }) => sum + n, 0);
  return (
    <table className={styles.bars} aria-label={label}>
      <tbody>
        {bars.map(({ key, name, n, says, tone }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td className={styles.cell} aria-hidden="true">
              {n > 0 && <i className={`${styles[tone]}`} style={{ width: `${(100 * n) / whole}%` }} />}
            </td>
            <td className="num strong">{says}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
