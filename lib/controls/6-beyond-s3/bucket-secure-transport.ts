import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { policiesOf } from "@/lib/engine/policies-of";
import { fail, type Judgement, pass, undecided } from "@/lib/model/verdict";
import type { BucketPolicies, Demander } from "@/lib/policy/bucket-policies";
import { requestWords } from "@/lib/policy/request-words";

export default defineControl({
  id: "bucket-secure-transport",
  practice: "6-beyond-s3",
  title: "Requests without TLS are denied",
  severity: "medium",
  why: "Without it an object can be read, and a request changed, by anyone between the caller and AWS.",
  resource: "AWS::S3::Bucket",
  needs: ["own.policy", "organization.resourceControlPolicies"],
  params: z.object({}),
  satisfies: ["aws-fsbp/S3.5", "cis-aws-5.0/2.1.1"],
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5",
    "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html",
  ],
  version: 2,

  evaluate: ({ own, organization }, { resource }) =>
    judge(policiesOf(resource, own.policy, organization.resourceControlPolicies)),

  /** Statements only add to what is denied: who denies it already does so whatever the unread policies say. */
  settle({ own, organization }, { resource }) {
    const found = judge(policiesOf(resource, own.policy ?? null, organization.resourceControlPolicies ?? []));
    return found.status === "pass" ? found : undefined;
  },
});

const byWhom: Readonly<Record<Demander, string | undefined>> = {
  bucket: undefined,
  organization: "A resource control policy of the organization denies it.",
  together: "The bucket policy and the organization's deny it together.",
};

function judge({ policy, tls }: BucketPolicies): Judgement {
  if (tls.kind === "undetermined") return undecided("undetermined", tls.why[0]?.what ?? "It cannot be decided.");
  const { value } = tls;
  if (value.by !== null) return pass(byWhom[value.by]);
  if (policy === null) return fail("There is no bucket policy: plain HTTP is allowed.");
  const speaks = policy.statements.some(
    ({ effect, conditions }) => effect === "Deny" && conditions.some(({ key }) => key === "aws:securetransport"),
  );
  if (!speaks) return fail("Nothing denies plain HTTP.");
  const [gap] = value.gaps;
  return fail(
    gap === undefined
      ? "Plain HTTP is denied in part only."
      : `Plain HTTP is denied in part only: ${requestWords(gap)} gets through.`,
  );
}
