import { expect, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { bucketRef, judged, statusOf } from "@/testing/judge-control";
import control from "./bucket-policy-no-public-write";

const on = { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true };
const onlyNew = { ...on, ignorePublicAcls: false, restrictPublicBuckets: false };
const allows = (Action: string | string[], more = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "Drop", Effect: "Allow", Principal: "*", Action, Resource: `${bucketRef.arn}/*`, ...more }],
  });
const denied = unknown("denied", "s3:GetBucketPolicy");
const org = { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } };
const unclear = { Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } } };

test.each([
  ["everyone may read", allows("s3:GetObject"), null, null, "pass"],
  ["everyone may upload", allows("s3:PutObject"), null, null, "fail"],
  ["everyone may do everything", allows("s3:*"), null, null, "fail"],
  [
    "everyone may change a setting",
    allows("s3:PutLifecycleConfiguration", { Resource: bucketRef.arn }),
    null,
    null,
    "fail",
  ],
  ["everyone may abort uploads", allows("s3:Abort*"), null, null, "fail"],
  ["everyone may change the access lists of objects", allows("s3:PutObjectAcl"), null, null, "fail"],
  ["everyone in the organization may upload", allows("s3:PutObject", org), null, null, "pass"],
  [
    "a key that restricts nobody",
    allows("s3:PutObject", { Condition: { StringEquals: { "aws:Referer": "x" } } }),
    null,
    null,
    "fail",
  ],
  ["AWS does not say whether it is public", allows("s3:PutObject", unclear), null, null, "unknown"],
  ["AWS does not say, and the bucket stops it anyway", allows("s3:PutObject", unclear), on, null, "pass"],
  ["everyone may upload, and the bucket stops it", allows("s3:PutObject"), on, null, "pass"],
  ["everyone may upload, and the account stops it", allows("s3:PutObject"), null, on, "pass"],
  ["only new policies are blocked (trap 8)", allows("s3:PutObject"), onlyNew, onlyNew, "fail"],
  ["there is no policy", null, null, null, "pass"],
  ["there is no policy and nothing else was read", null, denied, denied, "pass"],
  ["the policy is unread", denied, null, null, "unknown"],
  ["the policy is unread behind a wall", denied, on, null, "pass"],
  ["the account is unread", allows("s3:PutObject"), null, denied, "unknown"],
  ["the policy is not JSON", "{", null, null, "unknown"],
])("%s", (_, policy, publicAccessBlock, effectiveAccountPublicAccessBlock, status) => {
  const situation = { own: { policy, publicAccessBlock }, account: { effectiveAccountPublicAccessBlock } };
  expect(statusOf(control, situation)).toBe(status);
});

test("names the statement and what anyone may do by it", () => {
  const situation = {
    own: { policy: allows("s3:*"), publicAccessBlock: null },
    account: { effectiveAccountPublicAccessBlock: null },
  };
  expect(judged(control, situation).verdict).toMatchObject({
    because: expect.stringMatching(
      /^Anyone may change who may, write objects, change settings of the bucket\. "Drop" is public: /,
    ),
  });
});
