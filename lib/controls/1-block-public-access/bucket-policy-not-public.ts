import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { fail, pass } from "@/lib/model/verdict";

export default defineControl({
  id: "bucket-policy-not-public",
  practice: "1-block-public-access",
  title: "Bucket policy is not public",
  severity: {
    highest: "critical",
    /** Latent while RestrictPublicBuckets keeps the public out; open again the day somebody turns it off. */
    of: ({ own, account }) =>
      own.publicAccessBlock?.restrictPublicBuckets || account.effectiveAccountPublicAccessBlock?.restrictPublicBuckets
        ? "medium"
        : "critical",
  },
  why: "A policy that AWS calls public lets anyone in, unless a block above it stops them.",
  resource: "AWS::S3::Bucket",
  needs: ["own.policyStatus", "own.publicAccessBlock", "account.effectiveAccountPublicAccessBlock"],
  params: z.object({}),
  satisfies: ["aws-fsbp/S3.2"],
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status",
    "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html",
  ],
  version: 1,

  evaluate({ own, account }) {
    if (!own.policyStatus?.isPublic) return pass();
    const level = own.publicAccessBlock?.restrictPublicBuckets
      ? "the bucket"
      : account.effectiveAccountPublicAccessBlock?.restrictPublicBuckets
        ? "the account"
        : null;
    return level === null
      ? fail(open)
      : fail(`AWS calls the policy public. RestrictPublicBuckets of ${level} stops it.`);
  },

  settle({ own }) {
    if (own.policyStatus === undefined) return undefined;
    return own.policyStatus?.isPublic ? undefined : pass();
  },
});

const open = "AWS calls the policy public, and nothing above it stops that.";
