import { expect, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { bucketRef, judged, statusOf } from "@/testing/judge-control";
import control from "./bucket-secure-transport";

const statement = (Resource: string | string[]) => ({
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});
const policy = (Resource: string | string[]) => JSON.stringify({ Statement: [statement(Resource)] });
const whole = policy([bucketRef.arn, `${bucketRef.arn}/*`]);
const objects = policy(`${bucketRef.arn}/*`);
const reads = JSON.stringify({
  Statement: { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `${bucketRef.arn}/*` },
});
const half = policy(bucketRef.arn);
const narrowed = JSON.stringify({
  Statement: {
    ...statement("*"),
    Condition: { Bool: { "aws:SecureTransport": "false" }, StringEquals: { "aws:PrincipalOrgID": "o-1" } },
  },
});
const rcp = (document: string) => [{ id: "p-1", name: "tls", targetId: "ou-1", document }];
const aboveAll = rcp(policy("*"));
const denied = unknown("denied", "s3:GetBucketPolicy");

test.each([
  ["the bucket policy denies it", whole, [], "pass"],
  ["the organization denies it (trap 19)", null, aboveAll, "pass"],
  ["there is no policy", null, [], "fail"],
  ["the policy is about something else", reads, [], "fail"],
  ["some callers only are denied", narrowed, [], "fail"],
  ["bucket and organization deny it together", objects, rcp(half), "pass"],
  ["only objects are covered (trap 18)", objects, [], "fail"],
  ["the policy is not JSON", "{", [], "unknown"],
  ["the organization denies it for objects only", null, rcp(objects), "fail"],
  ["the organization's policy cannot be read", null, rcp("{"), "unknown"],
  ["the bucket policy is denied and nothing above decides", denied, [], "unknown"],
  ["the bucket policy is denied and the organization decides", denied, aboveAll, "pass"],
  ["the organization is unread and the bucket decides", whole, denied, "pass"],
  ["the organization is unread and the bucket leaves it open", null, denied, "unknown"],
])("%s", (_, own, resourceControlPolicies, status) => {
  expect(statusOf(control, { own: { policy: own }, organization: { resourceControlPolicies } })).toBe(status);
});

test("a partial denial says what gets through (trap 18)", () => {
  const { verdict } = judged(control, { own: { policy: objects }, organization: { resourceControlPolicies: [] } });
  expect(verdict).toMatchObject({
    because: expect.stringContaining("s3:ListBucket of claims-intake by anyone gets through"),
  });
});
