import { expect, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { bucketRef, statusOf } from "@/testing/judge-control";
import control from "./bucket-kms-encryption";

const rule = (algorithm: string) => ({
  algorithm,
  kmsKeyId: null,
  bucketKeyEnabled: false,
  blockedEncryptionTypes: null,
});
const sources = (n: number) => ({
  logSources: { items: Array.from({ length: n }, () => ({ resource: bucketRef, facts: {} })), unread: 0 },
});

test.each([
  ["KMS with AWS's own key (trap 16)", rule("aws:kms"), sources(0), "pass"],
  ["dual-layer KMS (trap 15)", rule("aws:kms:dsse"), sources(0), "pass"],
  ["SSE-S3", rule("AES256"), sources(0), "fail"],
  ["SSE-S3 on a log target (trap 16)", rule("AES256"), sources(1), "not_applicable"],
  ["a denied read", unknown("denied", "s3:GetEncryptionConfiguration"), sources(0), "unknown"],
])("%s", (_, encryption, related, status) => {
  expect(statusOf(control, { own: { encryption }, related })).toBe(status);
});
