import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { fail, pass } from "@/lib/model/verdict";

export default defineControl({
  id: "bucket-versioning-enabled",
  practice: "8-protection",
  title: "Versioning is enabled",
  severity: "medium",
  why: "With versions kept, an object that was overwritten or deleted can be brought back.",
  resource: "AWS::S3::Bucket",
  needs: ["own.versioning"],
  params: z.object({}),
  satisfies: ["aws-fsbp/S3.14"],
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-14",
  ],
  version: 1,

  evaluate({ own: { versioning } }) {
    if (versioning?.status === "Enabled") return pass();
    return fail(
      versioning ? "Versioning is suspended: what is overwritten now is gone." : "Versioning was never turned on.",
    );
  },
});
