import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { fail, notApplicable, pass } from "@/lib/model/verdict";
import { bucketKey } from "@/lib/remediations/bucket-key";

export default defineControl({
  id: "bucket-key-enabled",
  practice: "2-bucket-keys",
  title: "Bucket key is on",
  severity: "low",
  why: "A bucket key asks KMS once for many objects instead of once for each: fewer calls, a smaller bill.",
  resource: "AWS::S3::Bucket",
  needs: ["own.encryption"],
  params: z.object({}),
  satisfies: [],
  references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html"],
  version: 1,

  evaluate({ own: { encryption } }) {
    if (encryption?.algorithm === "aws:kms")
      return encryption.bucketKeyEnabled
        ? pass()
        : fail("Objects are encrypted with KMS, and every one of them asks KMS.");
    if (encryption?.algorithm === "aws:kms:dsse") return notApplicable("Dual-layer encryption has no bucket key.");
    return notApplicable("Objects are encrypted without KMS by default.");
  },

  remediate: ({ own: { encryption } }, { resource }) =>
    encryption?.algorithm === "aws:kms" && !encryption.bucketKeyEnabled ? bucketKey(resource, encryption) : undefined,
});
