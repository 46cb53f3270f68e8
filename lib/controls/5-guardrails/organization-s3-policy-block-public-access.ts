import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { fail, notApplicable, pass } from "@/lib/model/verdict";

export default defineControl({
  id: "organization-s3-policy-block-public-access",
  practice: "5-guardrails",
  title: "Organization S3 policy blocks public access",
  severity: "critical",
  why: "A policy of the organization closes every account below it at once, and no account can open itself again.",
  resource: "AWS::Organizations::Account",
  needs: ["organization.featureSet", "organization.enabledPolicyTypes", "organization.effectiveS3Policy"],
  params: z.object({}),
  satisfies: [],
  references: [
    "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_s3.html",
    "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_s3_syntax.html",
  ],
  version: 1,

  evaluate({ organization: { featureSet, enabledPolicyTypes, effectiveS3Policy } }) {
    if (featureSet === "CONSOLIDATED_BILLING")
      return notApplicable("The organization has consolidated billing only, and so no policies.");
    if (!enabledPolicyTypes.includes("S3_POLICY")) return fail("S3 policies are not enabled in the organization.");
    if (!effectiveS3Policy) return fail("No S3 policy reaches this account.");
    if (!effectiveS3Policy.valid)
      return fail("The S3 policy that reaches this account is invalid, so it does nothing.");
    if (effectiveS3Policy.publicAccessBlock === "all") return pass();
    return fail(
      effectiveS3Policy.publicAccessBlock === "none"
        ? "The S3 policy of this account says none: it takes the block away."
        : "The S3 policy of this account says nothing about public access.",
    );
  },
});
