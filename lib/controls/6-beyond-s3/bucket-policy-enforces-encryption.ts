import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { policiesOf } from "@/lib/engine/policies-of";
import { fail, notApplicable, pass, undecided } from "@/lib/model/verdict";

export default defineControl({
  id: "bucket-policy-enforces-encryption",
  practice: "6-beyond-s3",
  title: "Uploads that ask for another encryption are denied",
  severity: "low",
  why: "An upload may name an encryption of its own, and then the bucket's key does not protect that object.",
  resource: "AWS::S3::Bucket",
  needs: ["own.policy", "own.encryption"],
  params: z.object({}),
  satisfies: [],
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html",
  ],
  version: 1,

  evaluate({ own: { policy, encryption } }, { resource }) {
    if (!encryption?.algorithm.startsWith("aws:kms")) return notApplicable(withoutKms);
    const policies = policiesOf(resource, policy);
    const asked = policies.wrongEncryption(encryption.algorithm);
    if (asked.kind === "undetermined") return undecided("undetermined", asked.why[0]?.what ?? "It cannot be decided.");
    if (!asked.value.denied) return fail(`Uploads may ask for an encryption other than ${encryption.algorithm}.`);
    if (asked.value.plainDenied)
      return fail("The policy also denies uploads that ask for none, which would get the bucket's own encryption.");
    return pass();
  },

  settle: ({ own: { encryption } }) =>
    encryption !== undefined && !encryption?.algorithm.startsWith("aws:kms") ? notApplicable(withoutKms) : undefined,
});

const withoutKms = "The bucket does not encrypt with a KMS key by default.";
