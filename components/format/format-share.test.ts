import { expect, test } from "vitest";
import { formatShare } from "./format-share";

test.each([
  [1, "100 %"],
  [0.99999, "99.9 %"],
  [0.961, "96.1 %"],
  [0.5, "50.0 %"],
  [0.0001, "under 0.1 %"],
  [0, "0 %"],
])("%d is %s: 100 means all, and 0 means nothing", (share, text) => {
  expect(formatShare(share)).toBe(text);
});
