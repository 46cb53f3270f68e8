/** Why an answer cannot be given: the row of the rule table or the trap, and where in the policy it lies. */
export type Reason = {
  /** A sentence for whoever owns the bucket. */
  what: string;
  /** The row of the rule table the question falls under; null where no row is about it. */
  row: number | null;
  /** Where in the document; null for what was not collected. */
  at: string | null;
};

/** An answer that says so when it cannot be known. Unknown is neither yes nor no. */
export type Tri<T> = { kind: "known"; value: T } | { kind: "undetermined"; why: readonly Reason[] };

export const knownTo = <T>(value: T): Tri<T> => ({ kind: "known", value });

export const undetermined = (...why: readonly Reason[]): { kind: "undetermined"; why: readonly Reason[] } => ({
  kind: "undetermined",
  why,
});
