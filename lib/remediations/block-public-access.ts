import type { Remediation } from "@/lib/engine/remediation";
import type { PublicAccessBlock } from "@/lib/model/facts/public-access-block";
import type { ResourceRef } from "@/lib/model/resource";

const all: PublicAccessBlock = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};

/**
 * Turns on all four settings of a bucket. Undo puts back exactly what was there; where nothing was configured, it
 * deletes the configuration.
 * @param before the bucket's own block as read; null when AWS says "not configured"
 */
export const blockPublicAccess = (bucket: ResourceRef, before: PublicAccessBlock | null): Remediation => ({
  id: "block-public-access",
  title: `Block public access to ${bucket.name}`,
  risk: "Anonymous readers stop getting in, and so do other accounts that were let in by a policy that is public.",
  fact: "AWS::S3::Bucket.publicAccessBlock",
  before,
  after: all,
  operations: [put(bucket, all)],
  undo: [
    before
      ? put(bucket, before)
      : { kind: "s3:DeletePublicAccessBlock", permission: "s3:PutBucketPublicAccessBlock", bucket: bucket.name },
  ],
});

const put = (bucket: ResourceRef, value: PublicAccessBlock) =>
  ({
    kind: "s3:PutPublicAccessBlock",
    permission: "s3:PutBucketPublicAccessBlock",
    bucket: bucket.name,
    value,
  }) as const;
