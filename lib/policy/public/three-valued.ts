import { knownTo, type Tri } from "../tri";

/** @returns yes where one is; no where all are; and otherwise why it is not known */
export function anyOf(...answers: readonly Tri<boolean>[]): Tri<boolean> {
  if (answers.some((answer) => answer.kind === "known" && answer.value)) return knownTo(true);
  const why = answers.flatMap((answer) => (answer.kind === "undetermined" ? answer.why : []));
  return why.length > 0 ? { kind: "undetermined", why } : knownTo(false);
}

/** @returns no where one is; yes where all are; and otherwise why it is not known */
export const allOf = (...answers: readonly Tri<boolean>[]): Tri<boolean> => not(anyOf(...answers.map(not)));

export const not = (answer: Tri<boolean>): Tri<boolean> => (answer.kind === "known" ? knownTo(!answer.value) : answer);
