import { expect, test } from "vitest";
import { planRows } from "./plan-diff";

test("members are shown as AWS spells them, and only those that differ change", () => {
  const before = { algorithm: "aws:kms", kmsKeyId: null, bucketKeyEnabled: false, blockedEncryptionTypes: ["SSE-C"] };
  expect(planRows(before, { ...before, bucketKeyEnabled: true })).toEqual([
    { name: "Algorithm", before: "aws:kms", after: "aws:kms", changes: false },
    { name: "KmsKeyId", before: "not configured", after: "not configured", changes: false },
    { name: "BucketKeyEnabled", before: "false", after: "true", changes: true },
    { name: "BlockedEncryptionTypes", before: '["SSE-C"]', after: '["SSE-C"]', changes: false },
  ]);
});

test("what is not configured at all differs in every member, whichever side it is on", () => {
  const on = { blockPublicAcls: true, ignorePublicAcls: true };
  expect(planRows(null, on).every(({ before, changes }) => before === "not configured" && changes)).toBe(true);
  expect(planRows(on, null).map(({ after }) => after)).toEqual(["not configured", "not configured"]);
});
