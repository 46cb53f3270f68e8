import { expect, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { statusOf } from "@/testing/judge-control";
import control from "./organization-s3-policy-block-public-access";

const at = (effectiveS3Policy: unknown, enabledPolicyTypes: unknown = ["S3_POLICY"], featureSet: unknown = "ALL") => ({
  organization: { featureSet, enabledPolicyTypes, effectiveS3Policy },
});

test.each([
  ["the policy says all", at({ publicAccessBlock: "all", valid: true }), "pass"],
  ["the policy says none: a weakening", at({ publicAccessBlock: "none", valid: true }), "fail"],
  ["the policy is invalid", at({ publicAccessBlock: "all", valid: false }), "fail"],
  ["no policy reaches the account", at(null), "fail"],
  ["the type is not enabled", at(null, []), "fail"],
  ["consolidated billing has no policies", at(null, [], "CONSOLIDATED_BILLING"), "not_applicable"],
  ["a member account may not ask (trap 6)", at(unknown("denied", "organizations:DescribeEffectivePolicy")), "unknown"],
])("%s", (_, situation, status) => {
  expect(statusOf(control, situation)).toBe(status);
});
