import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { policiesOf } from "@/lib/engine/policies-of";
import { fail, type Judgement, pass, undecided } from "@/lib/model/verdict";
import type { BucketPolicies } from "@/lib/policy/bucket-policies";

export default defineControl({
  id: "bucket-minimum-tls-version",
  practice: "6-beyond-s3",
  title: "Old versions of TLS are denied",
  severity: "low",
  why: "S3 itself refuses the oldest versions today, and a policy keeps that so where an auditor asks for it.",
  resource: "AWS::S3::Bucket",
  needs: ["own.policy", "organization.resourceControlPolicies"],
  params: z.object({
    /** The oldest version that may be used. */
    version: z.enum(["1.2", "1.3"]).default("1.2"),
  }),
  satisfies: [],
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html",
  ],
  version: 1,

  evaluate: ({ own, organization }, { resource, params }) =>
    judge(policiesOf(resource, own.policy, organization.resourceControlPolicies), params.version),

  /** Statements only add to what is denied. */
  settle({ own, organization }, { resource, params }) {
    const policies = policiesOf(resource, own.policy ?? null, organization.resourceControlPolicies ?? []);
    const found = judge(policies, params.version);
    return found.status === "pass" ? found : undefined;
  },
});

function judge(policies: BucketPolicies, version: string): Judgement {
  const least = policies.leastTls(version);
  if (least.kind === "undetermined") return undecided("undetermined", least.why[0]?.what ?? "It cannot be decided.");
  if (least.value.by === "bucket") return pass();
  if (least.value.by !== null) return pass("The organization's resource control policies deny them.");
  return fail(`No policy denies versions of TLS below ${version}.`);
}
