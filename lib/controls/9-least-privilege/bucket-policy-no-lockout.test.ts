import { expect, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { bucketRef, statusOf } from "@/testing/judge-control";
import control from "./bucket-policy-no-lockout";

const denies = (more: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [bucketRef.arn, `${bucketRef.arn}/*`],
      ...more,
    },
  });

test.each([
  ["everything is denied to everyone", denies({}), "fail"],
  [
    "changing the policy is denied to everyone",
    denies({ Action: ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"] }),
    "fail",
  ],
  [
    "one role is spared",
    denies({ Condition: { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/Admin" } } }),
    "pass",
  ],
  ["only plain HTTP is denied", denies({ Condition: { Bool: { "aws:SecureTransport": "false" } } }), "pass"],
  [
    "only another account is spared",
    denies({ Condition: { StringNotEquals: { "aws:PrincipalAccount": "444455556666" } } }),
    "fail",
  ],
  ["everything is denied in the objects only", denies({ Resource: `${bucketRef.arn}/*` }), "pass"],
  ["deleting the policy is still allowed", denies({ Action: "s3:PutBucketPolicy" }), "pass"],
  ["no policy", null, "pass"],
  ["a policy nobody could read", unknown("denied", "s3:GetBucketPolicy"), "unknown"],
  ["a policy that is not JSON", "{", "unknown"],
])("%s", (_, policy, status) => {
  expect(statusOf(control, { own: { policy } })).toBe(status);
});
