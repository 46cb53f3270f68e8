import type { UnknownReason } from "./reason";
import type { Severity } from "./severity";

/** In the order of the numbers stored in a verdict byte, after 0 = not judged. */
export const verdictStatuses = ["pass", "fail", "not_applicable", "unknown"] as const;

export type VerdictStatus = (typeof verdictStatuses)[number];

/** A fact a verdict would have needed: its name as the control's need spells it, why it is unread, and what is missing. */
export type MissingFact = { need: string; reason: UnknownReason; permission?: string };

/**
 * What a control may say. `until` is the moment from which the same facts may give another verdict;
 * the scheduler judges again then.
 */
export type Judgement =
  | { status: "pass"; because?: string; until?: Date }
  | { status: "fail"; because: string; until?: Date }
  | { status: "not_applicable"; because: string; until?: Date }
  /** Only where what was read cannot be decided: an unread fact is the engine's business. */
  | { status: "unknown"; reason: "not_analysed" | "undetermined"; because: string; until?: Date };

/** What the engine records: a judgement, or an honest "could not tell" with everything that was missing. */
export type Verdict =
  | Exclude<Judgement, { status: "unknown" }>
  | { status: "unknown"; missing: readonly MissingFact[]; because?: string; until?: Date };

/** A verdict with the severity it was judged at. */
export type Judged = { verdict: Verdict; severity: Severity };

type Extra = { until?: Date };

export const pass = (because?: string, extra: Extra = {}): Judgement =>
  because === undefined ? { status: "pass", ...extra } : { status: "pass", because, ...extra };

export const fail = (because: string, extra: Extra = {}): Judgement => ({ status: "fail", because, ...extra });

export const notApplicable = (because: string, extra: Extra = {}): Judgement => ({
  status: "not_applicable",
  because,
  ...extra,
});

export const undecided = (reason: "not_analysed" | "undetermined", because: string): Judgement => ({
  status: "unknown",
  reason,
  because,
});
