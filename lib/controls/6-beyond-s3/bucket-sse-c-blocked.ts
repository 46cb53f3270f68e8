import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { fail, pass, undecided } from "@/lib/model/verdict";
import { type Denial, deniesCustomerKeys } from "@/lib/policy/plain-denial";

export default defineControl({
  id: "bucket-sse-c-blocked",
  practice: "6-beyond-s3",
  title: "Uploads with customer-provided keys are blocked",
  severity: "medium",
  why: "Whoever steals a credential could encrypt your objects with a key that only they have, and ask for a ransom.",
  resource: "AWS::S3::Bucket",
  needs: ["own.encryption", "own.policy", "organization.resourceControlPolicies"],
  params: z.object({}),
  satisfies: [],
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/API/API_BlockedEncryptionTypes.html",
  ],
  version: 1,

  evaluate({ own, organization }, { resource }) {
    if (own.encryption?.blockedEncryptionTypes?.includes("SSE-C")) return pass();
    const documents = organization.resourceControlPolicies.map(({ document }) => document);
    const all: Denial[] = [...(own.policy === null ? [] : [own.policy]), ...documents].map((document) =>
      deniesCustomerKeys(document, resource.name),
    );
    if (all.some(({ answer }) => answer === "denied")) return pass("A policy denies them.");
    if (all.some(({ answer }) => answer === "not_analysed"))
      return undecided("not_analysed", "A policy that may deny them has not been analysed.");
    const partly = all.find((denial) => denial.answer === "partly");
    if (partly && all.length > 1)
      return undecided("not_analysed", "What the policies deny together has not been analysed.");
    return fail(
      partly
        ? `A policy denies them ${partly.because}.`
        : "The encryption rule does not block SSE-C, and no policy denies it.",
    );
  },

  settle: ({ own }) => (own.encryption?.blockedEncryptionTypes?.includes("SSE-C") ? pass() : undefined),
});
