import { describe, expect, test } from "vitest";
import { addDays, type DatedCounts, trendOf, unwind } from "./trend";

const counts = (day: string, part: string, pass: number, fail: number, unknown = 0): DatedCounts => ({
  day,
  part,
  severity: 3,
  pass,
  fail,
  unknown,
  notApplicable: 0,
  waived: 0,
  notJudged: 0,
});

describe("a trend", () => {
  test("a day without counts is like the day before it", () => {
    const days = trendOf(
      [counts("2026-11-01", "a", 1, 1), counts("2026-11-03", "a", 3, 1)],
      "2026-11-01",
      "2026-11-04",
    );
    expect(days.map(({ day, scores }) => [day, scores.score])).toEqual([
      ["2026-11-01", 500],
      ["2026-11-02", 500],
      ["2026-11-03", 750],
      ["2026-11-04", 750],
    ]);
  });

  test("what was so before the period begins it, the latest of each part", () => {
    const days = trendOf(
      [counts("2026-10-09", "a", 1, 0), counts("2026-09-01", "a", 0, 1), counts("2026-09-01", "b", 0, 1)],
      "2026-11-01",
      "2026-11-01",
    );
    expect(days.map(({ scores }) => scores.score)).toEqual([500]);
  });

  test("it begins with the first day anything was judged, not with nothing", () => {
    const days = trendOf([counts("2026-11-03", "a", 1, 0)], "2026-11-01", "2026-11-04");
    expect(days.map(({ day }) => day)).toEqual(["2026-11-03", "2026-11-04"]);
    expect(trendOf([], "2026-11-01", "2026-11-04")).toEqual([]);
  });

  test("a day on which less than half was judged has no score to show", () => {
    const [day] = trendOf([counts("2026-11-03", "a", 2, 2, 5)], "2026-11-03", "2026-11-03");
    expect(day).toMatchObject({ sight: "no_score", judged: { judged: 4, of: 9 } });
  });

  test("days go over the ends of months and years", () => {
    expect([addDays("2026-12-31", 1), addDays("2026-03-01", -1), addDays("2026-11-24", -90)]).toEqual([
      "2027-01-01",
      "2026-02-28",
      "2026-08-26",
    ]);
  });
});

describe("counts worked back from now", () => {
  const now = [{ ...counts("", "", 3, 1), severity: 3 }];
  const moved = (day: string, from: "none" | "fail", to: "pass" | "fail", n: number) => ({
    day,
    severity: 3,
    from,
    to,
    n,
  });

  test("are on each day what the movements after it have not yet moved", () => {
    const rows = unwind("a", now, [moved("2026-11-05", "fail", "pass", 2)], "2026-11-01");
    expect(trendOf(rows, "2026-11-01", "2026-11-06").map(({ scores }) => scores.score)).toEqual([
      250, 250, 250, 250, 750, 750,
    ]);
  });

  test("begin with the day of the first verdict", () => {
    const rows = unwind(
      "a",
      now,
      [moved("2026-11-03", "none", "fail", 4), moved("2026-11-05", "fail", "pass", 3)],
      "2026-11-01",
    );
    expect(trendOf(rows, "2026-11-01", "2026-11-06").map(({ day, scores }) => [day, scores.score])).toEqual([
      ["2026-11-03", 0],
      ["2026-11-04", 0],
      ["2026-11-05", 750],
      ["2026-11-06", 750],
    ]);
  });

  test("are the same every day where nothing moved", () => {
    expect(trendOf(unwind("a", now, [], "2026-11-01"), "2026-11-01", "2026-11-02")).toHaveLength(2);
  });
});
