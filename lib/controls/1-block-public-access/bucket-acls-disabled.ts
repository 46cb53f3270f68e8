import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { fail, pass } from "@/lib/model/verdict";

export default defineControl({
  id: "bucket-acls-disabled",
  practice: "1-block-public-access",
  title: "Access control lists are disabled",
  severity: "medium",
  why: "With access lists off, policies alone decide who gets in, and the bucket's account owns every object in it.",
  resource: "AWS::S3::Bucket",
  needs: ["own.ownership"],
  params: z.object({}),
  satisfies: ["aws-fsbp/S3.12"],
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-12",
  ],
  version: 1,

  evaluate({ own: { ownership } }) {
    if (ownership === "BucketOwnerEnforced") return pass();
    return fail(
      ownership === null
        ? "No object ownership is configured: access lists are on, as in every bucket made before April 2023."
        : `Object ownership is ${ownership}: access lists are on.`,
    );
  },
});
