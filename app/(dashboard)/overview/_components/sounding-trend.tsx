import { Trend } from "@/components/charts/trend";
import { formatDay } from "@/components/format/format-day";
import { formatScore } from "@/components/format/format-score";
import type { Posture } from "@/lib/services/posture/summarize-posture";
import type { ReplayView } from "@/lib/services/replay/read-replay";
import styles from "../overview.module.css";
import { datedScores } from "./dated-scores";

/**
 * Ninety days, or since the first verdict. A single day is a point and a sentence: one reading is not a trend. Days that
 * were replayed are said to be.
 */
export function SoundingTrend({ posture, replay }: { posture: Posture; replay: ReplayView | null }) {
  const until = replay?.state === "here" ? replay.until : null;
  return (
    <div>
      <Drawn posture={posture} />
      {until !== null && posture.from < until && (
        <p className={styles.replayed}>
          Days before {formatDay(new Date(until))} were replayed from the model organization’s past.
        </p>
      )}
    </div>
  );
}

function Drawn({ posture: { days, from, to } }: { posture: Posture }) {
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return null;
  if (first === last) return <FirstDay day={last} to={to} />;
  const label = `Posture from ${formatDay(new Date(from))} to ${formatDay(new Date(to))}: ${formatScore(first.scores.score)} to ${formatScore(last.scores.score)}, now between ${formatScore(last.scores.low)} and ${formatScore(last.scores.high)}.`;
  return <Trend days={datedScores(days)} label={label} />;
}

/** Where a score lies on the one day, from 100 at the top to 0: tenths of a point to pixels. */
const depth = (tenths: number): number => 8 + ((1000 - tenths) * 84) / 1000;

function FirstDay({ day: { scores, sight }, to }: { day: Posture["days"][number]; to: string }) {
  const { low, high } = scores;
  const score = sight === "no_score" ? null : scores.score;
  const range = low === null || high === null ? "" : `between ${formatScore(low)} and ${formatScore(high)}`;
  const date = formatDay(new Date(to));
  return (
    <figure className={styles.single}>
      <svg
        viewBox="0 0 560 120"
        role="img"
        aria-label={`Posture on ${date}: ${score === null ? range : formatScore(score)}`}
      >
        {score !== null && (
          <line x1="0" x2="560" y1={depth(score)} y2={depth(score)} stroke="var(--ink)" strokeDasharray="2 3" />
        )}
        {low !== null && high !== null && (
          <rect
            x="271"
            width="18"
            y={depth(high)}
            height={depth(low) - depth(high)}
            fill={score === null ? "url(#hatch)" : "var(--range)"}
            stroke={score === null ? "var(--unknown)" : undefined}
            strokeDasharray="2 1.4"
          />
        )}
        {score === null ? (
          <text x="300" y={depth(((low ?? 0) + (high ?? 0)) / 2) + 4} fill="var(--ink-2)" fontSize="12">
            {range}
          </text>
        ) : (
          <>
            <circle cx="280" cy={depth(score)} r="4" fill="var(--series)" />
            <text x="294" y={depth(score) - 6} fill="var(--ink)" fontSize="12" fontWeight="600">
              {formatScore(score)}
            </text>
          </>
        )}
        <text x="280" y="114" fill="var(--ink-3)" fontSize="11" textAnchor="middle">
          {date}
        </text>
      </svg>
      <figcaption>
        {score === null
          ? "This is the first day, and too little of it was seen for a score. The line begins once half is judged."
          : "This is the first day that was judged: the datum of everything that follows. The line begins tomorrow, and with it what moved the score."}
      </figcaption>
    </figure>
  );
}
