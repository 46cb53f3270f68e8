import { expect, test } from "vitest";
import { formatDuration } from "./format-duration";

test.each([
  [-5, "under 1 s"],
  [999, "under 1 s"],
  [19_400, "19 s"],
  [60_000, "1 min"],
  [250_000, "4 min 10 s"],
  [3_600_000, "1 h"],
  [3_900_000, "1 h 5 min"],
])("%d ms took %s", (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});
