import { Trend } from "@/components/charts/trend";
import { formatDay } from "@/components/format/format-day";
import { formatScore } from "@/components/format/format-score";
import type { Posture } from "@/lib/services/posture/summarize-posture";
import styles from "../overview.module.css";
import { datedScores } from "./dated-scores";

/** Ninety days, or since the first verdict. A single day is a point and a sentence: one reading is not a trend. */
export function SoundingTrend({ posture: { days, from, to } }: { posture: Posture }) {
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return null;
  if (first === last) {
    const { low, high, score } = last.scores;
    return (
      <figure className={styles.single}>
        <svg
          viewBox="0 0 560 120"
          role="img"
          aria-label={`Posture on ${formatDay(new Date(to))}: ${formatScore(score)}`}
        >
          <line x1="0" x2="560" y1="60" y2="60" stroke="var(--ink)" strokeDasharray="2 3" />
          {low !== null && high !== null && (
            <rect
              x="271"
              width="18"
              y={60 - (high - (score ?? high)) / 4}
              height={(high - low) / 4}
              fill="var(--range)"
            />
          )}
          <circle cx="280" cy="60" r="4" fill="var(--series)" />
          <text x="292" y="54" fill="var(--ink)" fontSize="12" fontWeight="600">
            {formatScore(score)}
          </text>
          <text x="280" y="114" fill="var(--ink-3)" fontSize="11" textAnchor="middle">
            {formatDay(new Date(to))}
          </text>
        </svg>
        <figcaption>
          This is the first day that was judged: the datum of everything that follows. The line begins tomorrow, and
          with it what moved the score.
        </figcaption>
      </figure>
    );
  }
  const label = `Posture from ${formatDay(new Date(from))} to ${formatDay(new Date(to))}: ${formatScore(first.scores.score)} to ${formatScore(last.scores.score)}, now between ${formatScore(last.scores.low)} and ${formatScore(last.scores.high)}.`;
  return <Trend days={datedScores(days)} label={label} />;
}
