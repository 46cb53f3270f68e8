import { expect, test } from "vitest";
import { bounds, type DatedScore, runs } from "./dated-score";

const day = (of: string, score: number | null, shown = true): DatedScore => ({
  day: of,
  score,
  low: score,
  high: score,
  unseen: 0,
  shown,
});

test("a line stops where too little was seen and begins again after it", () => {
  const lines = runs([day("1", 10), day("2", 20), day("3", 30, false), day("4", 40), day("5", null)]);
  expect(lines.map((line) => line.map(({ score }) => score))).toEqual([[10, 20], [40]]);
});

test.each([
  [
    [812, 846],
    [800, 900],
  ],
  [[640], [600, 700]],
  [[1000], [900, 1000]],
  [[0], [0, 100]],
  [
    [301, 999],
    [300, 1000],
  ],
] as const)("a scale for %j is %j: whole steps, room for everything, never beyond 0 or 100", (figures, scale) => {
  expect(bounds(figures, 50)).toEqual(scale);
});
