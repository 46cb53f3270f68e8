import { expect, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { bucketRef, judged, statusOf } from "@/testing/judge-control";
import control from "./bucket-policy-no-wildcard-action";

const policy = (...statements: object[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((one) => ({
      Effect: "Allow",
      Principal: { AWS: "111122223333" },
      Resource: `${bucketRef.arn}/*`,
      ...one,
    })),
  });

test.each([
  ["named actions", policy({ Action: ["s3:GetObject", "s3:Put*"] }), "pass"],
  ["every action of S3", policy({ Action: "s3:*" }), "fail"],
  ["every action of S3, in capitals", policy({ Action: "S3:*" }), "fail"],
  ["every action there is", policy({ Action: "*" }), "fail"],
  ["all actions but one", policy({ NotAction: "s3:DeleteBucket" }), "fail"],
  ["a Deny of everything, which is good", policy({ Effect: "Deny", Action: "s3:*" }), "pass"],
  ["no policy", null, "not_applicable"],
  ["a policy nobody could read", unknown("denied", "s3:GetBucketPolicy"), "unknown"],
  ["a policy that is not JSON", "{", "unknown"],
  ["an action that is no text", policy({ Action: [7] }), "unknown"],
  ["an unknown action beside a wildcard", policy({ Action: [7] }, { Action: "*" }), "fail"],
  [
    "a condition nobody knows, which changes no action",
    policy({ Action: "s3:GetObject", Condition: { Odd: {} } }),
    "pass",
  ],
])("%s", (_, text, status) => {
  expect(statusOf(control, { own: { policy: text } })).toBe(status);
});

test("names the statements", () => {
  const { verdict } = judged(control, {
    own: { policy: policy({ Action: "s3:GetObject" }, { Sid: "All", Action: "*" }) },
  });
  expect(verdict).toMatchObject({ because: '"All" grants every action.' });
});
