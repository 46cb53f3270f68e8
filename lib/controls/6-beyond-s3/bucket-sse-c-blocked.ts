import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { policiesOf } from "@/lib/engine/policies-of";
import { fail, pass, undecided } from "@/lib/model/verdict";

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
  version: 2,

  evaluate({ own, organization }, { resource }) {
    if (own.encryption?.blockedEncryptionTypes?.includes("SSE-C")) return pass();
    const denied = policiesOf(resource, own.policy, organization.resourceControlPolicies).withoutCustomerKeys;
    if (denied.kind === "undetermined")
      return undecided("undetermined", denied.why[0]?.what ?? "What the policies deny cannot be decided.");
    return denied.value.by === null
      ? fail("The encryption rule does not block SSE-C, and no policy denies all of it.")
      : pass("A policy denies them.");
  },

  /** Either is enough, and statements only add to what is denied. */
  settle({ own, organization }, { resource }) {
    if (own.encryption?.blockedEncryptionTypes?.includes("SSE-C")) return pass();
    const policies = policiesOf(resource, own.policy ?? null, organization.resourceControlPolicies ?? []);
    const denied = policies.withoutCustomerKeys;
    return denied.kind === "known" && denied.value.by !== null ? pass("A policy denies them.") : undefined;
  },
});
