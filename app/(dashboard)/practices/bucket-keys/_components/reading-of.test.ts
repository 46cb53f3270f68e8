import { describe, expect, test } from "vitest";
import { type ControlCoverage, shareOfCounts } from "@/lib/services/coverage/control-coverage";
import { kindName, readingOf, withoutKey } from "./reading-of";

const none = { pass: 0, fail: 0, notApplicable: 0, unknown: 0, waived: 0, notJudged: 0 };

const key = (counts: Partial<typeof none>): { key: ControlCoverage } => ({
  key: {
    controlId: "bucket-key-enabled",
    title: "Bucket key is on",
    severity: "low",
    resource: "AWS::S3::Bucket",
    ...shareOfCounts([{ ...none, ...counts }]),
  },
});

describe("the reading of bucket keys", () => {
  test.each([
    [
      "some are off",
      { pass: 512, fail: 317, notApplicable: 1110 },
      "Bucket keys are on for 512 of 829 buckets known to use SSE-KMS.",
    ],
    [
      "unknown ones are neither on nor off",
      { pass: 512, fail: 317, unknown: 107 },
      "Bucket keys are on for 512 of 829 buckets known to use SSE-KMS. 107 cannot be judged.",
    ],
    ["all are on", { pass: 12 }, "Bucket keys are on for all 12 buckets known to use SSE-KMS."],
    ["the only one is on", { pass: 1 }, "Bucket keys are on for the one bucket known to use SSE-KMS."],
    [
      "those off are waived",
      { pass: 12, waived: 2 },
      "Bucket keys are on for all 12 buckets known to use SSE-KMS, waived ones aside.",
    ],
    ["all off are waived", { waived: 1 }, "No bucket key is on, and 1 that is off is waived."],
    [
      "nothing uses KMS",
      { notApplicable: 9 },
      "No bucket uses SSE-KMS by default, so there is no bucket key to turn on.",
    ],
    ["less than half was judged", { pass: 4, unknown: 5 }, "Too little is in sight: less than half could be judged."],
    [
      "nothing was judged: never that nothing uses KMS",
      { notApplicable: 9, unknown: 1 },
      "Too little is in sight: less than half could be judged.",
    ],
  ])("%s", (_, counts, sentence) => {
    expect(readingOf(key(counts))).toBe(sentence);
  });
});

test("ways of encryption have the names AWS gives them, and an unknown one keeps its own", () => {
  const kind = (algorithm: string | null, bucketKey: boolean | null = null) =>
    kindName({ state: algorithm === null ? "not_configured" : "configured", algorithm, bucketKey });
  expect(kind("aws:kms", true)).toBe("SSE-KMS, bucket key on");
  expect(kind("aws:kms", false)).toBe("SSE-KMS, bucket key off");
  expect(kind("AES256")).toBe("SSE-S3");
  expect(kind("aws:fsx")).toBe("aws:fsx");
  expect(kind(null)).toBe("No default encryption");
  expect(kindName({ state: "unread", algorithm: null, bucketKey: null })).toBe("Could not be read");
});

test("what a bucket key does not apply to is told by its way, without what was not read", () => {
  expect(
    withoutKey([
      { state: "configured", algorithm: "AES256", bucketKey: false, n: 1098 },
      { state: "configured", algorithm: "aws:kms", bucketKey: true, n: 512 },
      { state: "unread", algorithm: null, bucketKey: null, n: 107 },
      { state: "configured", algorithm: "aws:kms:dsse", bucketKey: false, n: 12 },
    ]),
  ).toBe("1,098 SSE-S3, 12 DSSE-KMS");
});
