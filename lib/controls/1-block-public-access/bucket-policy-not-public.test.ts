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
