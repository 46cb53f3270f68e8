import { type Moved, movable, move } from "./move-counts";
import {
  type Judged,
  judgedOf,
  type Scores,
  type SeverityCounts,
  type Sight,
  scoresOf,
  sightOf,
  sumCounts,
} from "./score";

/**
 * Counts of a part of a scope at the end of a day: a part is a practice, an account, whatever is counted apart. Days are
 * UTC days as `YYYY-MM-DD` and compare as text.
 */
export type DatedCounts = SeverityCounts & { day: string; part: string };

/** What was known at the end of a day. */
export type TrendDay = {
  day: string;
  counts: readonly SeverityCounts[];
  scores: Scores;
  judged: Judged;
  /** Whether that is enough for a score; how many accounts were listed on a past day is not kept. */
  sight: Sight;
};

/** @returns the day after */
export const dayAfter = (day: string): string => addDays(day, 1);

/** @returns the day so many days later; a negative number is earlier */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/**
 * Every day of a period, from the counts of days on which something changed: a day without counts is like the one
 * before it. It begins with the first day anything was judged.
 * @param rows in any order; those before `from` say what a part was when the period began
 */
export function trendOf(rows: readonly DatedCounts[], from: string, to: string): TrendDay[] {
  const byDay = Map.groupBy(rows, ({ day }) => day);
  const current = new Map<string, DatedCounts>();
  const enter = (day: string): void => {
    for (const row of byDay.get(day) ?? []) current.set(`${row.part}/${row.severity}`, row);
  };
  for (const day of [...byDay.keys()].filter((one) => one < from).sort()) enter(day);
  const days: TrendDay[] = [];
  for (let day = from; day <= to; day = dayAfter(day)) {
    enter(day);
    if (current.size > 0) days.push(trendDay(day, bySeverity([...current.values()])));
  }
  return days;
}

/**
 * The counts of a part on the days it moved, worked back from what they are now: for parts no daily counts are kept of.
 * @param movements of days after `from`
 */
export function unwind(
  part: string,
  now: readonly SeverityCounts[],
  movements: readonly (Moved & { day: string })[],
  from: string,
): DatedCounts[] {
  const counts = movable(now);
  const rows: DatedCounts[] = [];
  const at = (day: string): void => {
    for (const one of counts.values()) rows.push({ ...one, day, part });
  };
  const byDay = Map.groupBy(movements, ({ day }) => day);
  for (const day of [...byDay.keys()].sort().reverse()) {
    // Severities that only come in with a movement further back were empty on this day.
    for (const one of movements) if (!counts.has(one.severity)) move(counts, { ...one, n: 0 });
    at(day);
    for (const one of byDay.get(day) ?? []) move(counts, one, -1);
  }
  const before = [...counts.values()].some((one) => Object.values(sumCounts([one])).some((n) => n !== 0));
  if (before || byDay.size === 0) at(from);
  return rows;
}

/** @returns one row for each severity */
export function bySeverity(counts: readonly SeverityCounts[]): SeverityCounts[] {
  return [...Map.groupBy(counts, ({ severity }) => severity)]
    .sort(([a], [b]) => a - b)
    .map(([severity, of]) => ({ severity, ...sumCounts(of) }));
}

function trendDay(day: string, counts: SeverityCounts[]): TrendDay {
  const judged = judgedOf(sumCounts(counts));
  return { day, counts, scores: scoresOf(counts), judged, sight: sightOf(judged, { judged: 1, of: 1 }) };
}
