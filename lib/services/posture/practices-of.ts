import { type Judged, judgedOf, type Scores, type Sight, scoresOf, sightOf, sumCounts } from "@/lib/engine/score";
import { type DatedCounts, trendOf } from "@/lib/engine/trend";
import { practices } from "@/lib/model/practice";

/** How a practice stands in a unit. Scores are in tenths of a point. */
export type PracticePosture = {
  number: number;
  slug: string;
  title: string;
  scores: Scores;
  judged: Judged;
  failing: number;
  unknown: number;
  sight: Sight;
  /** Since the first day shown; null on that day, or where too little was seen at either end. */
  change: number | null;
};

/**
 * @param rows the daily counts of a unit, their `part` a practice
 * @returns the practices anything was asked of, in their order
 */
export function practicesOf(rows: readonly DatedCounts[], from: string, to: string): PracticePosture[] {
  const byPractice = Map.groupBy(rows, ({ part }) => part);
  return practices.flatMap(({ id, number, slug, title }) => {
    const days = trendOf(byPractice.get(id) ?? [], from, to);
    const [first] = days;
    const last = days.at(-1);
    if (!first || !last) return [];
    const counts = sumCounts(last.counts);
    const judged = judgedOf(counts);
    const enough = first !== last && first.sight === "enough" && last.sight === "enough";
    return {
      number,
      slug,
      title,
      scores: scoresOf(last.counts),
      judged,
      failing: counts.fail,
      unknown: counts.unknown,
      sight: sightOf(judged, { judged: 1, of: 1 }),
      change: enough ? changeBetween(first.scores, last.scores) : null,
    };
  });
}

/** @returns the difference of two printed scores; null where one is missing */
export const changeBetween = (first: Scores, last: Scores): number | null =>
  first.score === null || last.score === null ? null : last.score - first.score;
