import fc from "fast-check";

/** One thing that happens, as numbers: which account, which resources, how long ago. The run gives them their meaning. */
export type Step = { kind: StepKind; a: number; b: number; c: number };

const weights = {
  wait: 7,
  scan: 10,
  configure: 6,
  hint: 4,
  lateHint: 5,
  fix: 3,
  newResource: 3,
  retire: 2,
  resurrect: 1,
  moveAccount: 2,
  moveOu: 1,
  waive: 4,
  endWaiver: 2,
  expire: 2,
  parameters: 2,
  addControl: 1,
  dropControl: 1,
  changeControl: 2,
  rejudge: 5,
  staleRejudge: 1,
  again: 4,
  fold: 3,
  baseline: 4,
} as const;

export type StepKind = keyof typeof weights;

/** Sequences of steps, in proportions that let everything meet everything. */
export const steps = (length: fc.ArrayConstraints): fc.Arbitrary<Step[]> => {
  const number = fc.nat({ max: 999 });
  const kind = fc.oneof(
    ...(Object.entries(weights) as [StepKind, number][]).map(([value, weight]) => ({
      arbitrary: fc.constant(value),
      weight,
    })),
  );
  return fc.array(fc.record({ kind, a: number, b: number, c: number }), length);
};
