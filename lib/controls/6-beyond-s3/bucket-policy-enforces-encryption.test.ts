import { expect, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { bucketRef, judged, statusOf } from "@/testing/judge-control";
import control from "./bucket-policy-enforces-encryption";

const kms = { algorithm: "aws:kms", kmsKeyId: "key", bucketKeyEnabled: true, blockedEncryptionTypes: null };
const aes = { ...kms, algorithm: "AES256", kmsKeyId: null };
const denies = (Condition: object, Resource = `${bucketRef.arn}/*`) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource, Condition },
  });
const header = "s3:x-amz-server-side-encryption";
/** Only uploads that ask for another encryption: of those that ask for none, Null takes care. */
const unless = (value: string) => ({ StringNotEquals: { [header]: value }, Null: { [header]: "false" } });
const other = denies(unless("aws:kms"));
const denied = unknown("denied", "s3:GetBucketPolicy");

test.each([
  ["another encryption is denied", kms, other, "pass"],
  ["the header is demanded, so plain uploads fail", kms, denies({ StringNotEquals: { [header]: "aws:kms" } }), "fail"],
  [
    "the header is demanded by IfExists, which holds where the header is missing",
    kms,
    denies({ StringNotEqualsIfExists: { [header]: "aws:kms" } }),
    "fail",
  ],
  ["the wrong encryption is demanded", kms, denies(unless("AES256")), "fail"],
  ["only a folder is covered", kms, denies(unless("aws:kms"), `${bucketRef.arn}/in/*`), "fail"],
  ["there is no policy", kms, null, "fail"],
  ["the bucket does not use KMS", aes, null, "not_applicable"],
  ["the bucket has no rule", null, null, "not_applicable"],
  ["the bucket does not use KMS and its policy is unread", aes, denied, "not_applicable"],
  ["the policy is unread", kms, denied, "unknown"],
  ["the encryption is unread", denied, other, "unknown"],
  ["the policy is not JSON", kms, "{", "unknown"],
])("%s", (_, encryption, policy, status) => {
  expect(statusOf(control, { own: { encryption, policy } })).toBe(status);
});

test("tells a Deny that harms from one that is missing", () => {
  const because = (policy: string | null) => judged(control, { own: { encryption: kms, policy } }).verdict;
  expect(because(denies({ StringNotEquals: { [header]: "aws:kms" } }))).toMatchObject({
    because: expect.stringContaining("also denies uploads that ask for none"),
  });
  expect(because(null)).toMatchObject({ because: "Uploads may ask for an encryption other than aws:kms." });
});
