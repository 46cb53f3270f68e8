import type { MovementState } from "@/lib/model/movement";
import type { SeverityCounts, VerdictCounts } from "./score";

/** Verdicts of one severity that moved. */
export type Moved = { severity: number; from: MovementState; to: MovementState; n: number };

const counted: Readonly<Record<MovementState, keyof VerdictCounts | null>> = {
  none: null,
  pass: "pass",
  fail: "fail",
  not_applicable: "notApplicable",
  unknown: "unknown",
  waived: "waived",
};

/** Counts that are being moved, by severity. */
export type CountsBySeverity = Map<number, SeverityCounts>;

/** @returns counts of one's own to move, by severity */
export const movable = (counts: readonly SeverityCounts[]): CountsBySeverity =>
  new Map(counts.map((one) => [one.severity, { ...one }]));

/**
 * Applies a movement to counts.
 * @param times −1 to take it back
 */
export function move(counts: CountsBySeverity, { severity, from, to, n }: Moved, times: 1 | -1 = 1): void {
  let of = counts.get(severity);
  if (!of) {
    of = { severity, pass: 0, fail: 0, notApplicable: 0, unknown: 0, waived: 0, notJudged: 0 };
    counts.set(severity, of);
  }
  const left = counted[from];
  const entered = counted[to];
  if (left) of[left] -= n * times;
  if (entered) of[entered] += n * times;
}
