import { describe, expect, test } from "vitest";
import { type ControlCoverage, shareOfCounts } from "@/lib/services/coverage/control-coverage";
import type { LogTarget } from "@/lib/services/coverage/read-logging";
import { goSay, readingOf } from "./reading-of";

const none = { pass: 0, fail: 0, notApplicable: 0, unknown: 0, waived: 0, notJudged: 0 };

const logging = (counts: Partial<typeof none>): { logging: ControlCoverage } => ({
  logging: {
    controlId: "bucket-server-access-logging",
    title: "Server access logging is enabled",
    severity: "medium",
    resource: "AWS::S3::Bucket",
    ...shareOfCounts([{ ...none, ...counts }]),
  },
});

describe("the reading of logging", () => {
  test.each([
    [
      "some do not log; log targets and unknown ones are in neither figure",
      { pass: 900, fail: 200, notApplicable: 40, unknown: 3 },
      "Requests are logged on 900 of 1,100 buckets judged. 3 cannot be judged.",
    ],
    ["all log", { pass: 7, notApplicable: 1 }, "Requests are logged on all 7 buckets judged."],
    [
      "all log but waived ones",
      { pass: 7, waived: 2 },
      "Requests are logged on all 7 buckets judged, waived ones aside.",
    ],
    ["the only one logs", { pass: 1 }, "Requests are logged on the one bucket judged."],
    ["none logs", { fail: 1 }, "Requests are logged on 0 of 1 bucket judged."],
    ["all are waived", { waived: 3 }, "No request is logged, and that is waived for 3 buckets."],
    ["all are targets", { notApplicable: 3 }, "All 3 buckets receive logs themselves, so none is asked to log."],
    [
      "the only one is a target",
      { notApplicable: 1 },
      "The one bucket here receives logs itself, so none is asked to log.",
    ],
    ["too little in sight", { pass: 1, unknown: 2 }, "Too little is in sight: less than half could be judged."],
  ])("%s", (_, counts, sentence) => {
    expect(readingOf(logging(counts))).toBe(sentence);
  });
});

describe("where logs go", () => {
  const target: LogTarget = {
    name: "logs",
    sources: 3,
    sourceAccounts: 1,
    place: "in_scope",
    itself: false,
    resourceId: 1,
    accountName: "a",
    accountAwsId: "1",
    region: "eu-west-1",
  };
  test.each([
    ["nowhere", 0, { sources: 0, targets: 0 }, null],
    ["one, known", 1, { sources: 0, targets: 0 }, "One bucket receives logs, and the inventory has it."],
    ["all known", 12, { sources: 0, targets: 0 }, "12 buckets receive logs, and the inventory has all of them."],
    [
      "one of many not known",
      12,
      { sources: 1, targets: 1 },
      "12 buckets receive logs; the inventory does not have one of them, and whether what 1 bucket sends there arrives is not known.",
    ],
    [
      "several not known",
      12,
      { sources: 30, targets: 2 },
      "12 buckets receive logs; the inventory does not have 2 of them, and whether what 30 buckets send there arrives is not known.",
    ],
    [
      "the only one not known",
      1,
      { sources: 2, targets: 1 },
      "One bucket receives logs; the inventory does not have it, and whether what 2 buckets send there arrives is not known.",
    ],
  ])("%s", (_, total, lost, sentence) => {
    expect(goSay({ targets: [target], total, lost })).toBe(sentence);
  });

  test("a loop is named", () => {
    expect(goSay({ targets: [{ ...target, itself: true }], total: 1, lost: { sources: 0, targets: 0 } })).toBe(
      "One bucket receives logs, and the inventory has it. A bucket that logs to itself logs every delivery again.",
    );
  });
});
