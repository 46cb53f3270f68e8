import type { PublicAnswer } from "./policy-is-public";
import { rules } from "./rules";

/**
 * Whether an answer rests on what AWS writes, or was seen to do, alone: in the place of AWS's own answer nothing counts that
 * follows by our own reasoning.
 */
export const isDocumented = (answer: PublicAnswer): answer is PublicAnswer & { kind: "known" } =>
  answer.kind === "known" &&
  answer.evidence.every(({ row }) => rules[row].basis === "documented" || rules[row].basis === "observed");
