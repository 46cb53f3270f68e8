import { describe, expect, test } from "vitest";
import type { Exposure } from "@/lib/services/exposure/list-exposure";
import type { Posture } from "@/lib/services/posture/summarize-posture";
import { readingOf } from "./reading-of";

const counts = { pass: 700, fail: 0, notApplicable: 0, unknown: 0, waived: 0, notJudged: 0 };
const exposure = (changed: Partial<typeof counts> = {}): Exposure => ({
  counts: { ...counts, ...changed },
  open: [],
  reasons: [],
});

const day = (of: string): Posture["days"][number] => ({
  day: of,
  counts: [],
  scores: { score: 812, strict: 812, low: 800, high: 820 },
  judged: { judged: 99, of: 100 },
  sight: "enough",
});

const now = { scores: day("").scores, counts, judged: { judged: 99, of: 100 }, sight: "enough" as const };

const posture = (changed: Partial<Posture>): Posture => ({
  from: "2026-03-02",
  to: "2026-03-02",
  days: [day("2026-03-02")],
  now,
  change: null,
  attribution: null,
  practices: [],
  parts: [],
  accountsNotShown: 0,
  ...changed,
});

const days = [day("2026-03-02"), day("2026-03-12")];
const bars = [
  { cause: "fixed_outside" as const, tenths: 39, verdicts: 110 },
  { cause: "regressed" as const, tenths: -23, verdicts: 58 },
];
const moved = { from: "2026-03-02", to: "2026-03-12", days, attribution: { from: 796, to: 812, bars, end: [] } };

describe("the reading of the overview", () => {
  test.each([
    ["on the first day", posture({}), "Posture is 81.2 on the first day."],
    ["that rose", posture({ ...moved, change: 16 }), "Up 1.6 points in 10 days, 3.9 by fixing."],
    ["that fell", posture({ ...moved, change: -16 }), "Down 1.6 points in 10 days."],
    ["that stayed", posture({ ...moved, change: 0 }), "No change in 10 days, since 2 March."],
    [
      "with too little in sight for a change",
      posture({ ...moved, attribution: null }),
      "Posture is 81.2. Too little was in sight to say how it changed.",
    ],
    [
      "with too little in sight for a score",
      posture({ now: { ...now, sight: "no_score" } }),
      "Too little is in sight for a score: less than half could be judged.",
    ],
  ])("of a score %s", (_, of, says) => {
    expect(readingOf(of, exposure())).toBe(`${says} No bucket is public that should not be.`);
  });

  test.each([
    [{ fail: 1 }, "One bucket is public that should not be."],
    [{ fail: 1300, unknown: 2 }, "1,300 buckets are public that should not be. 2 cannot be judged."],
    [{ unknown: 3 }, "No bucket is known to be public. 3 cannot be judged."],
    [{ pass: 0 }, "No bucket was judged here."],
  ])("of %o", (changed, says) => {
    expect(readingOf(posture({}), exposure(changed))).toBe(`Posture is 81.2 on the first day. ${says}`);
  });
});
