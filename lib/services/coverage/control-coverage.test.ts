import { expect, test } from "vitest";
import { shareOfCounts, wasAsked } from "./control-coverage";

const none = { pass: 0, fail: 0, notApplicable: 0, unknown: 0, waived: 0, notJudged: 0 };

test("the share is of what passes and fails; unknown, waived and not applicable are in none of both", () => {
  const share = shareOfCounts([{ ...none, pass: 6, fail: 2, unknown: 1, waived: 50, notApplicable: 70 }]);
  expect(share.tenths).toBe(750);
  expect(share.judged).toEqual({ judged: 8, of: 9 });
});

test("one failure among many is never rounded up to all", () => {
  expect(shareOfCounts([{ ...none, pass: 99_999, fail: 1 }]).tenths).toBe(999);
});

test("where less than half was judged there is no share", () => {
  expect(shareOfCounts([{ ...none, pass: 5, unknown: 6 }])).toMatchObject({ tenths: null, sight: "no_score" });
  expect(shareOfCounts([{ ...none, pass: 5, notJudged: 6 }]).tenths).toBeNull();
});

test("where nothing applies there is no share either, and something was asked", () => {
  const share = shareOfCounts([{ ...none, notApplicable: 3 }]);
  expect(share.tenths).toBeNull();
  expect(wasAsked(share)).toBe(true);
  expect(wasAsked(shareOfCounts([]))).toBe(false);
});
