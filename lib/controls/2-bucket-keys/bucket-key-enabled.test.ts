import { expect, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { statusOf } from "@/testing/judge-control";
import control from "./bucket-key-enabled";

const rule = { algorithm: "aws:kms", kmsKeyId: null, bucketKeyEnabled: false, blockedEncryptionTypes: null };

test.each([
  ["KMS without the key", rule, "fail"],
  ["KMS with the key", { ...rule, bucketKeyEnabled: true }, "pass"],
  ["SSE-S3: the key has no effect (trap 15)", { ...rule, algorithm: "AES256" }, "not_applicable"],
  ["DSSE: not supported (trap 15)", { ...rule, algorithm: "aws:kms:dsse" }, "not_applicable"],
  ["nothing configured", null, "not_applicable"],
  ["a denied read", unknown("denied", "s3:GetEncryptionConfiguration"), "unknown"],
])("%s", (_, encryption, status) => {
  expect(statusOf(control, { own: { encryption } })).toBe(status);
});
