import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { formatDay } from "@/components/format/format-day";
import { formatScore } from "@/components/format/format-score";
import { formatShare } from "@/components/format/format-share";
import styles from "./chart.module.css";
import { bounds, type DatedScore, dayNumber, runs } from "./dated-score";
import { WeekBar } from "./week-bar";

/**
 * A score over days: the line, the range low and high water leave, the datum it began at, and from the bottom the share
 * that was not seen, as high as the chart is for all of it. The line stops where less than half was judged.
 * @param days at least two
 * @param label what it shows, in a sentence
 */
export function Trend({ days, label }: { days: readonly DatedScore[]; label: string }) {
  return (
    <figure>
      <Drawing days={days} label={label} width={836} height={262} className={styles.wide} />
      <Drawing days={days} label={label} width={358} height={220} className={styles.narrow} />
      <details className={styles.table}>
        <summary>As a table</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <section tabIndex={0} aria-label={`${label} As a table`}>
          <table>
            <thead>
              <tr>
                <th scope="col">Day</th>
                {["Score", "Low", "High", "Not judged"].map((title) => (
                  <th key={title} scope="col" className="num">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.toReversed().map((day) => (
                <tr key={day.day}>
                  <th scope="row">{formatDay(new Date(day.day))}</th>
                  <td className="num">{day.shown ? formatScore(day.score) : "not seen"}</td>
                  <td className="num">{formatScore(day.low)}</td>
                  <td className="num">{formatScore(day.high)}</td>
                  <td className="num">{formatShare(day.unseen)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  );
}

const margin = { left: 34, right: 58, top: 12, bottom: 24 };

function Drawing(props: {
  days: readonly DatedScore[];
  label: string;
  width: number;
  height: number;
  className: string | undefined;
}) {
  const { days, label, width, height, className } = props;
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return null;
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const x = scaleLinear([dayNumber(first.day), dayNumber(last.day)], [margin.left, right]);
  const scale = bounds(
    days.flatMap(({ low, high }) => [low, high]).filter((one) => one !== null),
    50,
  );
  const y = scaleLinear(scale, [bottom - 30, margin.top]);
  const at = ({ day }: DatedScore): number => x(dayNumber(day));
  const lines = runs(days);
  const datum = lines[0]?.[0];
  const end = last.shown ? last.score : null;
  const water = (day: DatedScore): number => bottom - day.unseen * (bottom - margin.top);
  return (
    <svg className={className} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {y.ticks(4).map((tick) => (
        <g key={tick}>
          <line className={styles.grid} x1={margin.left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text className={styles.axis} x={margin.left - 8} y={y(tick) + 4} textAnchor="end">
            {tick / 10}
          </text>
        </g>
      ))}
      {lines.map((run) => (
        <path
          key={run[0]?.day}
          className={styles.band}
          d={
            area<DatedScore>(
              at,
              (d) => y(d.low ?? 0),
              (d) => y(d.high ?? 0),
            )(run) ?? ""
          }
        />
      ))}
      {unseenRuns(days).map((run) => (
        <path
          key={run[0]?.day}
          className={styles.range}
          fill="url(#hatch)"
          d={
            area<DatedScore>(
              at,
              (d) => y(d.low ?? scale[0]),
              (d) => y(d.high ?? scale[1]),
            )(run) ?? ""
          }
        />
      ))}
      {datum && (
        <>
          <line className={styles.datum} x1={margin.left} x2={right} y1={y(datum.score)} y2={y(datum.score)} />
          <text className={styles.datumText} x={margin.left + 6} y={y(datum.score) + 14}>
            Datum {formatScore(datum.score)}, {formatDay(new Date(datum.day))}
          </text>
        </>
      )}
      {lines.map((run) => (
        <path key={run[0]?.day} className={styles.serie} d={line<DatedScore>(at, (d) => y(d.score ?? 0))(run) ?? ""} />
      ))}
      {end !== null && (
        <>
          <circle className={styles.point} cx={right} cy={y(end)} r="3.5" />
          <text className={styles.value} x={right + 8} y={y(end) + 4}>
            {formatScore(end)}
          </text>
        </>
      )}
      <Bound at={last.high} word="high" x={right + 8} y={apart(y, last.high, end, -1)} />
      <Bound at={last.low} word="low" x={right + 8} y={apart(y, last.low, end, 1)} />
      <path fill="url(#hatch)" d={area<DatedScore>(at, bottom, water)(days as DatedScore[]) ?? ""} />
      <path className={styles.seabedLine} d={line<DatedScore>(at, water)(days as DatedScore[]) ?? ""} />
      <text className={styles.axis} x={right + 8} y={bottom - 8}>
        {formatShare(last.unseen)}
      </text>
      <text className={styles.axis} x={right + 8} y={bottom + 4}>
        not judged
      </text>
      <WeekBar x={x} from={first.day} to={last.day} y={bottom} few={width < 500} />
    </svg>
  );
}

const Bound = ({ at, word, x, y }: { at: number | null; word: string; x: number; y: number }) =>
  at === null ? null : (
    <text className={styles.axis} x={x} y={y}>
      {word} {formatScore(at)}
    </text>
  );

/** Labels at the end of the line stand at least 13 px from the figure's. */
function apart(y: (of: number) => number, at: number | null, end: number | null, side: 1 | -1): number {
  const own = y(at ?? 0) + 4;
  if (end === null) return own;
  const figure = y(end) + 4;
  return side < 0 ? Math.min(own, figure - 13) : Math.max(own, figure + 13);
}

/** Days that follow each other without a score, with the days beside them so that the hatch meets the line. */
function unseenRuns(days: readonly DatedScore[]): DatedScore[][] {
  const found: DatedScore[][] = [];
  days.forEach((day, i) => {
    if (day.shown) return;
    const before = days[i - 1];
    if (!before || before.shown) found.push(before ? [before, day] : [day]);
    else found.at(-1)?.push(day);
    const after = days[i + 1];
    if (after?.shown) found.at(-1)?.push(after);
  });
  return found;
}
