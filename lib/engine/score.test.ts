import fc from "fast-check";
import { expect, test } from "vitest";
import { judgedOf, type SeverityCounts, scoresOf, sightOf, sumCounts } from "./score";

const counts = (severity: number, some: Partial<SeverityCounts>): SeverityCounts => ({
  severity,
  pass: 0,
  fail: 0,
  notApplicable: 0,
  unknown: 0,
  waived: 0,
  notJudged: 0,
  ...some,
});

const [informational, low, medium, high, critical] = [0, 1, 2, 3, 4] as const;

test("a critical failure weighs ten times a low one", () => {
  expect(scoresOf([counts(critical, { fail: 1 }), counts(low, { pass: 10 })]).score).toBe(500);
  expect(scoresOf([counts(critical, { pass: 1 }), counts(low, { fail: 10 })]).score).toBe(500);
});

test("scores round down, so that 100 means all", () => {
  expect(scoresOf([counts(medium, { pass: 9_999_999, fail: 1 })]).score).toBe(999);
  expect(scoresOf([counts(medium, { pass: 10 })]).score).toBe(1000);
});

test("informational verdicts move nothing, and alone they make no score", () => {
  expect(scoresOf([counts(informational, { fail: 9 }), counts(high, { pass: 1 })]).score).toBe(1000);
  expect(scoresOf([counts(informational, { pass: 9 })]).score).toBeNull();
});

test("nothing judged is no score, not zero", () => {
  expect(scoresOf([counts(high, { unknown: 5, notApplicable: 5, notJudged: 2 })])).toMatchObject({
    score: null,
    low: 0,
    high: 1000,
  });
  expect(scoresOf([])).toEqual({ score: null, strict: null, low: null, high: null });
});

test("a waived failure leaves the score, and stays in the strict one", () => {
  const scores = scoresOf([counts(high, { pass: 3, fail: 1, waived: 1 })]);
  expect(scores).toMatchObject({ score: 750, strict: 600 });
});

test("low and high water take every unknown as failing and as passing, rounded outward", () => {
  const scores = scoresOf([counts(high, { pass: 2, fail: 1, unknown: 1 })]);
  expect(scores).toMatchObject({ score: 666, low: 500, high: 750 });
  expect(scoresOf([counts(low, { pass: 1, fail: 1, unknown: 1 })])).toMatchObject({ low: 333, high: 667 });
});

test("unknown and not judged count against what was judged; waived and not applicable do not", () => {
  const sum = sumCounts([counts(high, { pass: 5, fail: 3, unknown: 1 }), counts(low, { notJudged: 1, waived: 9 })]);
  expect(judgedOf(sum)).toEqual({ judged: 8, of: 10 });
});

test.each([
  [80, 100, "enough"],
  [79, 100, "no_change"],
  [50, 100, "no_change"],
  [49, 100, "no_score"],
  [100, 79, "no_change"],
  [100, 49, "no_score"],
  [0, 0, "no_score"],
] as const)("%i %% judged of %i %% of the accounts: %s", (judged, accounts, sight) => {
  expect(sightOf({ judged, of: 100 }, { judged: accounts, of: 100 })).toBe(sight);
});

const anyCounts = fc.array(
  fc.record({
    severity: fc.integer({ min: 0, max: 4 }),
    pass: fc.nat(1e6),
    fail: fc.nat(1e6),
    notApplicable: fc.nat(1e6),
    unknown: fc.nat(1e6),
    waived: fc.nat(1e6),
    notJudged: fc.nat(1e6),
  }),
  { maxLength: 12 },
);

test("low ≤ strict-free score ≤ high, strict ≤ score, and all are exact", () => {
  fc.assert(
    fc.property(anyCounts, (given) => {
      const { score, strict, low: lowest, high: highest } = scoresOf(given);
      const weights = [0n, 1n, 2n, 5n, 10n];
      const weigh = (of: (c: SeverityCounts) => number) =>
        given.reduce((sum, c) => sum + (weights[c.severity] ?? 0n) * BigInt(of(c)), 0n);
      const [pass, fail] = [weigh((c) => c.pass), weigh((c) => c.fail)];
      if (pass + fail === 0n) {
        expect(score).toBeNull();
        return;
      }
      expect(BigInt(score ?? -1)).toBe((1000n * pass) / (pass + fail));
      expect(strict).toBeLessThanOrEqual(score ?? 0);
      expect(lowest).toBeLessThanOrEqual(score ?? 0);
      expect(highest).toBeGreaterThanOrEqual(score ?? 0);
    }),
  );
});
