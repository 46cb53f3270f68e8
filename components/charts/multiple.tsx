import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { useId } from "react";
import styles from "./chart.module.css";
import { type DatedScore, dayNumber, runs } from "./dated-score";

const width = 260;
const height = 92;

/**
 * One of many small trends that share one scale: the line, its datum, green above it and red below, and the share that
 * was not seen from the bottom.
 * @param scale of the scores, in tenths of a point
 * @param from @param to of the days, for all multiples the same
 */
export function Multiple(props: {
  days: readonly DatedScore[];
  scale: readonly [number, number];
  from: string;
  to: string;
  label: string;
}) {
  const { days, scale, from, to, label } = props;
  const id = useId();
  const single = dayNumber(from) === dayNumber(to);
  const x = scaleLinear([dayNumber(from) - (single ? 1 : 0), dayNumber(to)], [0, width]);
  const y = scaleLinear(scale, [height - 4, 4]);
  const at = ({ day }: DatedScore): number => x(dayNumber(day));
  const lines = runs(days);
  const datum = lines[0]?.[0]?.score;
  const last = days.at(-1);
  return (
    <svg
      className={styles.multiple}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {datum !== undefined && (
        <defs>
          <clipPath id={`${id}o`}>
            <rect width={width} height={y(datum)} />
          </clipPath>
          <clipPath id={`${id}u`}>
            <rect y={y(datum)} width={width} height={height - y(datum)} />
          </clipPath>
        </defs>
      )}
      {[scale[0], (scale[0] + scale[1]) / 2, scale[1]].map((one) => (
        <line key={one} className={styles.grid} x2={width} y1={y(one)} y2={y(one)} vectorEffect="non-scaling-stroke" />
      ))}
      {datum !== undefined &&
        lines.map((run) => {
          const shape = area<DatedScore>(at, y(datum), (d) => y(d.score ?? 0))(run) ?? "";
          return (
            <g key={run[0]?.day}>
              <path className={styles.over} d={shape} clipPath={`url(#${id}o)`} />
              <path className={styles.under} d={shape} clipPath={`url(#${id}u)`} />
            </g>
          );
        })}
      {last && last.unseen > 0 && (
        <path
          fill="url(#hatch)"
          d={area<DatedScore>(at, height, (d) => height - d.unseen * height)(days as DatedScore[]) ?? ""}
        />
      )}
      {datum !== undefined && (
        <line className={styles.datum} x2={width} y1={y(datum)} y2={y(datum)} vectorEffect="non-scaling-stroke" />
      )}
      {lines.map((run) => (
        <path
          key={run[0]?.day}
          className={styles.serie}
          d={line<DatedScore>(at, (d) => y(d.score ?? 0))(run) ?? ""}
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}
