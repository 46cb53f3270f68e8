import { describe, expect, test } from "vitest";
import type { Closer } from "@/lib/engine/closing-level";
import { type ControlCoverage, shareOfCounts } from "@/lib/services/coverage/control-coverage";
import { policyWould, readingOf } from "./reading-of";

const none = { pass: 0, fail: 0, notApplicable: 0, unknown: 0, waived: 0, notJudged: 0 };
const nobody: Record<Closer, number> = {
  organization: 0,
  account: 0,
  above: 0,
  bucket: 0,
  together: 0,
  nothing: 0,
  unknown: 0,
};

const seen = (counts: Partial<typeof none>, deciding: Partial<typeof nobody>) => ({
  exposure: {
    controlId: "bucket-not-publicly-accessible",
    title: "Nobody outside gets in",
    severity: "critical",
    resource: "AWS::S3::Bucket",
    ...shareOfCounts([{ ...none, ...counts }]),
  } satisfies ControlCoverage,
  deciding: { ...nobody, ...deciding },
});

describe("the reading of Block Public Access", () => {
  test.each([
    [
      "every level closes some",
      seen({ pass: 388, fail: 12 }, { organization: 300, account: 60, bucket: 20, nothing: 20 }),
      "12 buckets are public. The organization closes 300 of 400, accounts 60, buckets themselves 20; nothing closes 20.",
    ],
    [
      "unknown and public by design are figures of their own",
      seen({ pass: 90, fail: 1, waived: 2, unknown: 3 }, { account: 90, nothing: 3, unknown: 3 }),
      "1 bucket is public, 2 by design aside. 3 cannot be judged. Accounts close 90 of 96; nothing closes 3.",
    ],
    [
      "one level closes all",
      seen({ pass: 7 }, { organization: 7 }),
      "No bucket is public. The organization closes all 7.",
    ],
    [
      "whose value it is nobody knows, or it takes two levels",
      seen({ pass: 7 }, { above: 5, together: 2 }),
      "No bucket is public. The organization or accounts close 5 of 7, account and bucket together 2.",
    ],
    [
      "nothing is closed",
      seen({ pass: 3, fail: 2 }, { nothing: 5 }),
      "2 buckets are public. No level closes any of 5.",
    ],
    [
      "nothing is known to be closed",
      seen({ pass: 3, fail: 2 }, { nothing: 4, unknown: 1 }),
      "2 buckets are public. Nothing closes 4 of 5.",
    ],
    [
      "not public, and no level could be read",
      seen({ pass: 3 }, { unknown: 3 }),
      "No bucket is public. What closes them is not known.",
    ],
    [
      "too little in sight: never that none is public",
      seen({ pass: 1, unknown: 2 }, { organization: 3 }),
      "Too little is in sight: less than half could be judged.",
    ],
  ])("%s", (_, read, sentence) => {
    expect(readingOf(read)).toBe(sentence);
  });
});

describe("what a policy of the organization would close", () => {
  const closed = { accounts: 0, accountsUnknown: 0, buckets: 0, inAccounts: 0, bucketsUnknown: 0 };
  test.each([
    [
      "it is in force everywhere",
      closed,
      0,
      "It closes every account here already, and no account and no bucket can open itself.",
    ],
    [
      "open buckets, public ones by design and what nobody knows",
      { accounts: 12, accountsUnknown: 1, buckets: 20, inAccounts: 5, bucketsUnknown: 1 },
      2,
      "It would close 20 buckets in 5 accounts that nothing closes now. 12 accounts without it would be closed, and could not open themselves again. 2 buckets are public by design: they would be closed too. Of 1 account nobody knows whether it is in force. Of 1 bucket nobody knows what closes it now.",
    ],
    [
      "nothing is open",
      { ...closed, accounts: 1 },
      0,
      "It would close no bucket that is known to be open now: it would keep them closed. 1 account without it would be closed, and could not open itself again.",
    ],
    [
      "of no account it is known: nothing is promised",
      { ...closed, accountsUnknown: 4, bucketsUnknown: 9 },
      0,
      "Of 4 accounts nobody knows whether it is in force. Of 9 buckets nobody knows what closes them now.",
    ],
  ])("%s", (_, policy, byDesign, sentences) => {
    expect(policyWould(policy, byDesign).join(" ")).toBe(sentences);
  });
});
