import { severityOfRank, severityWeight } from "@/lib/model/severity";

/** Verdicts counted. `fail` counts unwaived failures; a waived one is under `waived` only. */
export type VerdictCounts = {
  pass: number;
  fail: number;
  notApplicable: number;
  unknown: number;
  waived: number;
  notJudged: number;
};

/** Counts of verdicts judged at one severity: 0 informational … 4 critical; unknown ones at their control's highest. */
export type SeverityCounts = VerdictCounts & { severity: number };

/** A share: `judged` of `of`. */
export type Judged = { judged: number; of: number };

/**
 * Scores in tenths of a point, 0 to 1000, so that what is printed is what is compared. Rounded down, so that 100 means
 * all; low and high water are rounded outward. Null where nothing with a weight was judged.
 */
export type Scores = {
  score: number | null;
  /** Waived failures count as failures. */
  strict: number | null;
  /** If every unknown verdict failed, and if every one passed. */
  low: number | null;
  high: number | null;
};

/** Below these shares no score is shown, and no change of it: product.md, "The score". */
export const shareForScore = 0.5;
export const shareForChange = 0.8;

const weightOf = (severity: number): number => severityWeight[severityOfRank(severity)];

/** Σ weight × count, which is a whole number. */
const weigh = (counts: readonly SeverityCounts[], count: (c: SeverityCounts) => number): number =>
  counts.reduce((sum, c) => sum + weightOf(c.severity) * count(c), 0);

/**
 * Exact for any number of verdicts there is: numerators stay below 2^53, and a quotient of two whole numbers that far
 * apart from the next whole number is never rounded across it.
 */
const tenths = (numerator: number, denominator: number, round: (value: number) => number): number | null =>
  denominator === 0 ? null : round((1000 * numerator) / denominator);

/** @returns the score of the counts, what it would be under other readings of them */
export function scoresOf(counts: readonly SeverityCounts[]): Scores {
  const pass = weigh(counts, (c) => c.pass);
  const fail = weigh(counts, (c) => c.fail);
  const waived = weigh(counts, (c) => c.waived);
  const unknown = weigh(counts, (c) => c.unknown);
  return {
    score: tenths(pass, pass + fail, Math.floor),
    strict: tenths(pass, pass + fail + waived, Math.floor),
    low: tenths(pass, pass + fail + unknown, Math.floor),
    high: tenths(pass + unknown, pass + fail + unknown, Math.ceil),
  };
}

/** @returns the score without rounding, in tenths of a point; null where nothing with a weight was judged */
export function exactScore(counts: readonly SeverityCounts[]): number | null {
  const pass = weigh(counts, (c) => c.pass);
  const judged = pass + weigh(counts, (c) => c.fail);
  return judged === 0 ? null : (1000 * pass) / judged;
}

/** @returns all counts as one */
export function sumCounts(counts: readonly VerdictCounts[]): VerdictCounts {
  const sum = { pass: 0, fail: 0, notApplicable: 0, unknown: 0, waived: 0, notJudged: 0 };
  for (const c of counts) {
    sum.pass += c.pass;
    sum.fail += c.fail;
    sum.notApplicable += c.notApplicable;
    sum.unknown += c.unknown;
    sum.waived += c.waived;
    sum.notJudged += c.notJudged;
  }
  return sum;
}

/** @returns how many of the verdicts that were asked for were given: (pass + fail) of those, unknown and not judged */
export const judgedOf = ({ pass, fail, unknown, notJudged }: VerdictCounts): Judged => ({
  judged: pass + fail,
  of: pass + fail + unknown + notJudged,
});

/** @returns a share from 0 to 1; 0 of nothing, for nothing was seen */
export const shareOf = ({ judged, of }: Judged): number => (of === 0 ? 0 : judged / of);

/** What may be said of a scope, by how much of it was seen. */
export type Sight = "enough" | "no_change" | "no_score";

/** @param accounts how many accounts were listed, of how many; the lower of both shares counts */
export function sightOf(judged: Judged, accounts: Judged): Sight {
  const share = Math.min(shareOf(judged), shareOf(accounts));
  if (share < shareForScore) return "no_score";
  return share < shareForChange ? "no_change" : "enough";
}
