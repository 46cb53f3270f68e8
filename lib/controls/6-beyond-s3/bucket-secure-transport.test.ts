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
const rcp = (document: string) => [{ id: "p-1", name: "tls", targetId: "ou-1", document }];
const aboveAll = rcp(policy("*"));
const denied = unknown("denied", "s3:GetBucketPolicy");

test.each([
  ["the bucket policy denies it", whole, [], "pass"],
  ["the organization denies it (trap 19)", null, aboveAll, "pass"],
  ["there is no policy", null, [], "fail"],
  ["the policy is about something else", '{"Statement":[]}', [], "fail"],
  ["only objects are covered (trap 18)", objects, [], "fail"],
  ["the policy is not JSON", "{", [], "unknown"],
  ["the organization's policy was not analysed", null, rcp(objects), "unknown"],
  ["the bucket policy is denied and nothing above decides", denied, [], "unknown"],
  ["the bucket policy is denied and the organization decides", denied, aboveAll, "pass"],
  ["the organization is unread and the bucket decides", whole, denied, "pass"],
  ["the organization is unread and the bucket leaves it open", null, denied, "unknown"],
])("%s", (_, own, resourceControlPolicies, status) => {
  expect(statusOf(control, { own: { policy: own }, organization: { resourceControlPolicies } })).toBe(status);
});

test("a partial denial says which part is missing", () => {
  const { verdict } = judged(control, { own: { policy: objects }, organization: { resourceControlPolicies: [] } });
  expect(verdict).toMatchObject({ because: expect.stringContaining("not for the bucket itself") });
});
