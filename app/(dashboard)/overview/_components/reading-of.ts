import { formatCount } from "@/components/format/format-count";
import { formatDay } from "@/components/format/format-day";
import { formatScore } from "@/components/format/format-score";
import type { MovementCause } from "@/lib/model/movement";
import type { Exposure } from "@/lib/services/exposure/list-exposure";
import type { Posture } from "@/lib/services/posture/summarize-posture";

const fixes: readonly MovementCause[] = ["fixed_by_us", "fixed_outside"];

/** The reading of the overview: whether it became better and by what, and whether anyone gets in that should not. */
export function readingOf(posture: Posture, exposure: Exposure): string {
  return `${standing(posture)} ${publicNow(exposure)}`;
}

function standing({ now, days, change, attribution, from, to }: Posture): string {
  if (!now || now.sight === "no_score" || now.scores.score === null) {
    return "Too little is in sight for a score: less than half could be judged.";
  }
  if (days.length === 1) return `Posture is ${formatScore(now.scores.score)} on the first day.`;
  if (change === null || !attribution) {
    return `Posture is ${formatScore(now.scores.score)}. Too little was in sight to say how it changed.`;
  }
  const span = `since ${formatDay(new Date(from))}`;
  if (change === 0) return `No change in ${daysBetween(from, to)} days, ${span}.`;
  const points = formatScore(Math.abs(change));
  const fixed = attribution.bars.filter(({ cause }) => fixes.includes(cause)).reduce((sum, bar) => sum + bar.tenths, 0);
  const by = change > 0 && fixed > 0 ? `, ${formatScore(Math.min(fixed, 1000))} by fixing` : "";
  return `${change > 0 ? "Up" : "Down"} ${points} points in ${daysBetween(from, to)} days${by}.`;
}

function publicNow({ counts }: Exposure): string {
  if (counts.pass + counts.fail + counts.unknown + counts.waived === 0) return "No bucket was judged here.";
  const unknown = counts.unknown > 0 ? ` ${formatCount(counts.unknown)} cannot be judged.` : "";
  if (counts.fail === 0) {
    return counts.unknown > 0
      ? `No bucket is known to be public.${unknown}`
      : "No bucket is public that should not be.";
  }
  const one = counts.fail === 1;
  return `${one ? "One bucket is" : `${formatCount(counts.fail)} buckets are`} public that should not be.${unknown}`;
}

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
