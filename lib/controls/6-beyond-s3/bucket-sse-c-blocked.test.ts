import { expect, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { bucketRef, statusOf } from "@/testing/judge-control";
import control from "./bucket-sse-c-blocked";

const rule = (blockedEncryptionTypes: string[] | null) => ({
  algorithm: "AES256",
  kmsKeyId: null,
  bucketKeyEnabled: false,
  blockedEncryptionTypes,
});
const denial = (Resource: string) =>
  JSON.stringify({
    Statement: {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:PutObject",
      Resource,
      Condition: { Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" } },
    },
  });
const whole = denial(`${bucketRef.arn}/*`);
const rcp = [{ id: "p-1", name: "no-sse-c", targetId: "r-1", document: denial("*") }];
const denied = unknown("denied", "s3:GetBucketPolicy");

test.each([
  ["the rule blocks it", rule(["SSE-C"]), null, [], "pass"],
  ["the rule blocks it and the rest is unread", rule(["SSE-C"]), denied, denied, "pass"],
  ["an old rule says nothing", rule(null), null, [], "fail"],
  ["the rule blocks nothing", rule(["NONE"]), null, [], "fail"],
  ["the bucket policy denies it", rule(null), whole, [], "pass"],
  ["the organization denies it", rule(null), null, rcp, "pass"],
  ["the bucket policy denies a folder only", rule(null), denial(`${bucketRef.arn}/in/*`), [], "fail"],
  ["the bucket policy is not JSON", rule(null), "{", [], "unknown"],
  ["the rule is unread", denied, null, [], "unknown"],
  ["the bucket policy is unread", rule(null), denied, [], "unknown"],
])("%s", (_, encryption, policy, resourceControlPolicies, status) => {
  expect(statusOf(control, { own: { encryption, policy }, organization: { resourceControlPolicies } })).toBe(status);
});
