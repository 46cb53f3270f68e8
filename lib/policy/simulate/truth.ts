import type { Reason } from "../tri";

/** Not known, and why. */
export type Unknown = { readonly why: readonly Reason[] };

/** Yes, no, or not known: what is not known matters only where the rest does not decide. */
export type Truth = boolean | Unknown;

/** More reasons than these tell nobody anything. */
const mostReasons = 12;

export const unknown = (what: string, at: string | null = null, row: number | null = null): Unknown => ({
  why: [{ what, row, at }],
});

export const isUnknown = (truth: Truth): truth is Unknown => typeof truth === "object";

/** @returns no where one is no, even if others are not known */
export function all(truths: Iterable<Truth>): Truth {
  let doubt: Unknown | null = null;
  for (const truth of truths) {
    if (truth === false) return false;
    if (isUnknown(truth)) doubt = joined(doubt, truth);
  }
  return doubt ?? true;
}

/** @returns yes where one is yes, even if others are not known */
export function any(truths: Iterable<Truth>): Truth {
  let doubt: Unknown | null = null;
  for (const truth of truths) {
    if (truth === true) return true;
    if (isUnknown(truth)) doubt = joined(doubt, truth);
  }
  return doubt ?? false;
}

export const not = (truth: Truth): Truth => (isUnknown(truth) ? truth : !truth);

function joined(first: Unknown | null, second: Unknown): Unknown {
  if (first === null) return second;
  if (first.why.length >= mostReasons) return first;
  return { why: [...first.why, ...second.why].slice(0, mostReasons) };
}
