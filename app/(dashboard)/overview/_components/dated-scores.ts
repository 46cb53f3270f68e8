import type { DatedScore } from "@/components/charts/dated-score";
import { shareOf } from "@/lib/engine/score";
import type { TrendDay } from "@/lib/engine/trend";

/** @returns the days of a trend as charts draw them */
export const datedScores = (days: readonly TrendDay[]): DatedScore[] =>
  days.map(({ day, scores, judged, sight }) => ({
    day,
    score: scores.score,
    low: scores.low,
    high: scores.high,
    unseen: 1 - shareOf(judged),
    shown: sight !== "no_score" && scores.score !== null,
  }));
