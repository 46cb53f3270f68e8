import { formatDay } from "@/components/format/format-day";
import { addDays } from "@/lib/engine/trend";
import styles from "./chart.module.css";
import { dayNumber } from "./dated-score";

/**
 * The scale bar under a time axis: weeks from the first day on, black and white by turns, and the days at their ends.
 * @param few only the first and the last day are named
 */
export function WeekBar(props: { x: (day: number) => number; from: string; to: string; y: number; few: boolean }) {
  const { x, from, to, y, few } = props;
  const left = x(dayNumber(from));
  const right = x(dayNumber(to));
  const weeks: string[] = [];
  for (let day = from; day < to; day = addDays(day, 7)) weeks.push(day);
  return (
    <>
      {weeks.map((day, i) => (
        <rect
          key={day}
          className={i % 2 === 0 ? styles.weekOdd : styles.weekEven}
          x={x(dayNumber(day))}
          y={y + 0.5}
          width={Math.min(x(dayNumber(addDays(day, 7))), right) - x(dayNumber(day))}
          height="3"
        />
      ))}
      <text className={styles.axis} x={left} y={y + 18}>
        {formatDay(new Date(from), "short")}
      </text>
      {!few &&
        weeks
          .filter((_, i) => i > 0 && i % 2 === 0)
          .filter((day) => right - x(dayNumber(day)) > 60 && x(dayNumber(day)) - left > 50)
          .map((day) => (
            <text key={day} className={styles.axis} x={x(dayNumber(day))} y={y + 18} textAnchor="middle">
              {formatDay(new Date(day), "short")}
            </text>
          ))}
      <text className={styles.axis} x={right} y={y + 18} textAnchor="end">
        {formatDay(new Date(to), "short")}
      </text>
    </>
  );
}
