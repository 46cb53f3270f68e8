import { expect, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { judged, statusOf } from "@/testing/judge-control";
import control from "./access-point-policy-not-public";

test.each([
  ["no policy", null, "pass"],
  ["not public", { isPublic: false }, "pass"],
  ["public", { isPublic: true }, "fail"],
  ["a denied read", unknown("denied", "s3:GetAccessPointPolicyStatus"), "unknown"],
])("%s", (_, policyStatus, status) => {
  expect(statusOf(control, { own: { policyStatus } })).toBe(status);
});

const denied = unknown("denied", "s3:GetAccessPointPolicyStatus");
const statement = (Principal: unknown) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Sid: "Door",
      Effect: "Allow",
      Principal,
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:eu-west-1:111122223333:accesspoint/door/object/*",
    },
  });
const from = (network: string) => ({ bucket: "claims-intake", bucketAccountId: null, network, vpcId: null });

test.each([
  ["public by AWS's rules", statement("*"), "Internet", "fail"],
  ["for everyone, from a VPC only", statement("*"), "VPC", "pass"],
  ["for named accounts", statement({ AWS: "111122223333" }), "Internet", "pass"],
  ["absent", null, "Internet", "pass"],
  ["not JSON", "{", "Internet", "unknown"],
  ["unread too", denied, "Internet", "unknown"],
])("where AWS's answer is denied, a policy that is %s", (_, policy, network, status) => {
  expect(statusOf(control, { own: { policyStatus: denied, policy, origin: from(network) } })).toBe(status);
});

test("names the statement that is public", () => {
  const own = { policyStatus: { isPublic: true }, policy: statement("*"), origin: from("Internet") };
  expect(judged(control, { own }).verdict).toMatchObject({
    because: 'AWS calls the policy of the access point public. "Door" is public: it names everyone.',
  });
});
