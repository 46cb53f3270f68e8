/** A score on a day, as charts draw it. Scores are in tenths of a point, days `YYYY-MM-DD` in UTC. */
export type DatedScore = {
  day: string;
  score: number | null;
  low: number | null;
  high: number | null;
  /** Share that was not judged, 0 to 1. */
  unseen: number;
  /** Whether enough was seen for a score to be shown. */
  shown: boolean;
};

/** @returns a day as a number that grows by one each day */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

/** @returns days that follow each other and all have a score to show, as one line each */
export function runs(days: readonly DatedScore[]): (DatedScore & { score: number })[][] {
  const lines: (DatedScore & { score: number })[][] = [];
  let open = false;
  for (const day of days) {
    if (!day.shown || day.score === null) {
      open = false;
      continue;
    }
    if (!open) lines.push([]);
    open = true;
    lines.at(-1)?.push({ ...day, score: day.score });
  }
  return lines;
}

/**
 * @param step in tenths of a point
 * @returns the bounds of a scale that holds every figure, on whole steps, at least two steps apart, 0 to 1000
 */
export function bounds(figures: readonly number[], step: number): [number, number] {
  const low = Math.min(...figures, 1000);
  const high = Math.max(...figures, 0);
  const from = Math.max(0, Math.floor(low / step) * step);
  const to = Math.min(1000, Math.ceil(high / step) * step);
  if (to - from >= 2 * step) return [from, to];
  const start = Math.min(Math.max(0, to - step), 1000 - 2 * step);
  return [start, start + 2 * step];
}
