import { type MovementCause, movementCauses } from "@/lib/model/movement";
import { type Moved, movable, move } from "./move-counts";
import { exactScore, type SeverityCounts, scoresOf } from "./score";

/** Verdicts of one severity that moved on a day, for one cause. Days compare as text: `YYYY-MM-DD`. */
export type CountedMovement = Moved & { day: string; cause: MovementCause };

/** How much of the change a cause is: in tenths of a point as printed, and how many verdicts it moved. */
export type Bar = { cause: MovementCause; tenths: number; verdicts: number };

export type Attribution = {
  /** Scores at both ends, in tenths of a point as printed. */
  from: number;
  to: number;
  /** In the order of the causes. They sum to `to` − `from`, exactly. */
  bars: readonly Bar[];
  /** What the counts are after every movement: equal to those at the end, or the counters are still being folded. */
  end: readonly SeverityCounts[];
};

/**
 * What moved a score: movements are applied day by day in the order of the causes, and a cause's bar is the score after
 * it minus the score before it. Bars are exact until they are printed; then each is rounded down, and what is missing
 * to the printed change is given to the largest remainders.
 * @returns null where there is no score at either end
 */
export function attribute(start: readonly SeverityCounts[], movements: readonly CountedMovement[]): Attribution | null {
  const bySeverity = movable(start);
  const exact = new Map<MovementCause, { points: number; verdicts: number }>();
  const current = () => [...bySeverity.values()];
  const from = scoresOf(start).score;
  let before = exactScore(start);
  for (const step of inOrder(movements)) {
    for (const movement of step) move(bySeverity, movement);
    const [{ cause } = { cause: undefined }] = step;
    if (cause === undefined || before === null) continue;
    // Without anything judged there is no score: what it was stands until there is one again.
    const after: number = exactScore(current()) ?? before;
    const bar = exact.get(cause) ?? { points: 0, verdicts: 0 };
    const verdicts = step.reduce((sum, movement) => sum + verdictsOf(movement), 0);
    exact.set(cause, { points: bar.points + after - before, verdicts: bar.verdicts + verdicts });
    before = after;
  }
  const to = scoresOf(current()).score;
  if (from === null || to === null) return null;
  return { from, to, bars: printed(exact, to - from), end: current() };
}

/** Movements of one day and one cause at a time. */
function inOrder(movements: readonly CountedMovement[]): CountedMovement[][] {
  const steps = Map.groupBy(movements, ({ day, cause }) => `${day}/${movementCauses.indexOf(cause) + 10}`);
  return [...steps].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, step]) => step);
}

/** A change of severity leaves one severity and enters another: two rows, one verdict. */
const verdictsOf = ({ cause, to, n }: CountedMovement): number =>
  cause === "severity_changed" && to === "none" ? 0 : n;

/** Largest remainder: https://en.wikipedia.org/wiki/Quota_method. Never moves a bar that is exactly nothing. */
function printed(
  exact: ReadonlyMap<MovementCause, { points: number; verdicts: number }>,
  total: number,
): readonly Bar[] {
  const bars = movementCauses.flatMap((cause) => {
    const bar = exact.get(cause);
    // Sums of quotients are off by the last bits: what is a whole number but for them is one.
    const points = bar ? Math.round(bar.points * 1e6) / 1e6 : 0;
    const tenths = Math.floor(points);
    return bar ? [{ cause, verdicts: bar.verdicts, tenths, remainder: points - tenths }] : [];
  });
  let missing = total - bars.reduce((sum, { tenths }) => sum + tenths, 0);
  const largest = bars.toSorted((a, b) => b.remainder - a.remainder);
  for (const bar of largest) {
    if (missing <= 0) break;
    bar.tenths += 1;
    missing -= 1;
  }
  // Only where rounding of the last bits took one too many: from the smallest remainder.
  for (const bar of largest.toReversed()) {
    if (missing >= 0) break;
    bar.tenths -= 1;
    missing += 1;
  }
  return bars.map(({ cause, tenths, verdicts }) => ({ cause, tenths, verdicts }));
}
