import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { fail, notApplicable, pass } from "@/lib/model/verdict";

export default defineControl({
  id: "bucket-kms-encryption",
  practice: "6-beyond-s3",
  title: "Default encryption uses KMS",
  severity: "medium",
  why: "With a KMS key, reading an object needs a second permission, and the key's owner can take it away.",
  resource: "AWS::S3::Bucket",
  needs: ["own.encryption", "related.logSources"],
  params: z.object({}),
  satisfies: ["aws-fsbp/S3.17"],
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-17",
  ],
  version: 1,

  evaluate({ own: { encryption }, related: { logSources } }) {
    if (encryption?.algorithm === "aws:kms" || encryption?.algorithm === "aws:kms:dsse") return pass();
    if (logSources.items.length > 0) return notApplicable("It receives server access logs: KMS is not asked of it.");
    return fail(
      encryption
        ? `Objects are encrypted with ${encryption.algorithm} by default.`
        : "No default encryption is configured.",
    );
  },
});
