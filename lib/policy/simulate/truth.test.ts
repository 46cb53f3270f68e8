import { expect, test } from "vitest";
import { all, any, not, unknown } from "./truth";

test("what is not known matters only where the rest does not decide", () => {
  const doubt = unknown("why");
  expect(all([true, doubt, false])).toBe(false);
  expect(any([false, doubt, true])).toBe(true);
  expect(all([true, doubt])).toEqual(doubt);
  expect(any([false, doubt])).toEqual(doubt);
  expect(not(doubt)).toEqual(doubt);
  expect(all([])).toBe(true);
  expect(any([])).toBe(false);
});
