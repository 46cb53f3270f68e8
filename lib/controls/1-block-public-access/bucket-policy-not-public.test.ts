import { expect, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { judged, statusOf } from "@/testing/judge-control";
import control from "./bucket-policy-not-public";

const block = { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: false };
const at = (policyStatus: unknown, bucket: unknown = null, account: unknown = null) => ({
  own: { policyStatus, publicAccessBlock: bucket },
  account: { effectiveAccountPublicAccessBlock: account },
});
const denied = unknown("denied", "s3:GetBucketPolicyStatus");

test.each([
  ["no policy", null, "pass"],
  ["a policy AWS calls not public", { isPublic: false }, "pass"],
  ["a policy AWS calls public", { isPublic: true }, "fail"],
  ["a denied read (trap 1)", denied, "unknown"],
])("%s", (_, policyStatus, status) => {
  expect(statusOf(control, at(policyStatus))).toBe(status);
});

test("a public policy that RestrictPublicBuckets stops is latent: medium, and names the level", () => {
  expect(judged(control, at({ isPublic: true }, null, { ...block, restrictPublicBuckets: true }))).toMatchObject({
    severity: "medium",
    verdict: { status: "fail", because: expect.stringContaining("the account") },
  });
});

test("BlockPublicPolicy does not stop a policy that is there already (trap 8)", () => {
  expect(judged(control, at({ isPublic: true }, block)).severity).toBe("critical");
});

test("a policy that is not public passes whatever the blocks would have said", () => {
  expect(statusOf(control, at({ isPublic: false }, unknown("denied"), unknown("denied")))).toBe("pass");
});

const statement = (Principal: unknown) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Sid: "Site",
      Effect: "Allow",
      Principal,
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::claims-intake/*",
    },
  });
const withPolicy = (policyStatus: unknown, policy: unknown, bucket: unknown = null) => {
  const { own, account } = at(policyStatus, bucket);
  return { own: { ...own, policy }, account };
};

test.each([
  ["public by AWS's rules", statement("*"), "fail"],
  ["not public by AWS's rules", statement({ AWS: "111122223333" }), "pass"],
  ["absent", null, "pass"],
  ["one the rules leave open", statement({ Federated: "arn:aws:iam::111122223333:saml-provider/x" }), "unknown"],
  [
    "not public by our own reasoning only",
    statement("*").replace('"Effect"', '"Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}},"Effect"'),
    "unknown",
  ],
  ["not JSON", "{", "unknown"],
  ["unread too", denied, "unknown"],
])("where AWS's answer is denied, a policy that is %s", (_, policy, status) => {
  expect(statusOf(control, withPolicy(denied, policy))).toBe(status);
});

test("names the statement that is public", () => {
  expect(judged(control, withPolicy({ isPublic: true }, statement("*"))).verdict).toMatchObject({
    because: 'AWS calls the policy public, and nothing above it stops that. "Site" is public: it names everyone.',
  });
});

test("AWS's answer counts where its rules say otherwise, and the difference is told", () => {
  expect(judged(control, withPolicy({ isPublic: true }, statement({ AWS: "111122223333" }))).verdict).toMatchObject({
    status: "fail",
    because: expect.stringContaining("By the rules AWS publishes it is not."),
  });
  expect(judged(control, withPolicy({ isPublic: false }, statement("*"))).verdict).toMatchObject({
    status: "pass",
    because: expect.stringContaining("though by the rules it publishes it is"),
  });
});

test("a policy nobody could read leaves AWS's answer and the level that stops it as they are", () => {
  const stopped = withPolicy({ isPublic: true }, denied, { ...block, restrictPublicBuckets: true });
  expect(judged(control, stopped)).toMatchObject({ severity: "medium", verdict: { status: "fail" } });
});
