import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import type { AttachedPolicy } from "@/lib/model/facts/account";
import { fail, type Judgement, pass, undecided } from "@/lib/model/verdict";
import { type Denial, deniesWithoutTls } from "@/lib/policy/plain-denial";

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
  version: 1,

  evaluate({ own, organization }, { resource }) {
    const bucket: Denial = own.policy === null ? { answer: "not_denied" } : deniesWithoutTls(own.policy, resource.name);
    const above = organization.resourceControlPolicies.map(({ document }) => deniesWithoutTls(document, resource.name));
    if (above.some(({ answer }) => answer === "denied")) return pass(byOrganization);
    if (bucket.answer === "denied") return pass();
    if (bucket.answer === "not_analysed") return undecided("not_analysed", bucket.because);
    // A policy of the organization that speaks of TLS and was not analysed may close what the bucket leaves open.
    if (above.some(({ answer }) => answer !== "not_denied"))
      return undecided("not_analysed", "A resource control policy speaks of TLS and has not been analysed.");
    if (bucket.answer === "partly") return fail(`The bucket policy denies plain HTTP ${bucket.because}.`);
    return fail(
      own.policy === null ? "There is no bucket policy: plain HTTP is allowed." : "Nothing denies plain HTTP.",
    );
  },

  settle({ own, organization }, { resource }): Judgement | undefined {
    const above = organization.resourceControlPolicies;
    if (above?.some((policy) => deniesAll(policy, resource.name))) return pass(byOrganization);
    // What is unread above could only say who denies it, so a bucket that does passes; the sentence is left out.
    return above === undefined && own.policy != null && deniesWithoutTls(own.policy, resource.name).answer === "denied"
      ? pass()
      : undefined;
  },
});

const byOrganization = "A resource control policy of the organization denies it.";

const deniesAll = ({ document }: AttachedPolicy, bucket: string): boolean =>
  deniesWithoutTls(document, bucket).answer === "denied";
