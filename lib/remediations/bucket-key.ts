import type { Remediation } from "@/lib/engine/remediation";
import type { Encryption } from "@/lib/model/facts/bucket";
import type { ResourceRef } from "@/lib/model/resource";

/**
 * Turns on the bucket key. The Put replaces the whole rule, so algorithm, key and blocked encryption types are written
 * back as they were (trap 17).
 * @param before the rule as read
 */
export const bucketKey = (bucket: ResourceRef, before: Encryption): Remediation => {
  const after: Encryption = { ...before, bucketKeyEnabled: true };
  return {
    id: "bucket-key",
    title: `Turn on the bucket key of ${bucket.name}`,
    risk: "Key and IAM policies that name an object in the KMS encryption context stop matching: it becomes the bucket. CloudTrail no longer shows a KMS call for each object. Only new objects are affected.",
    fact: "AWS::S3::Bucket.encryption",
    before,
    after,
    operations: [put(bucket, after)],
    undo: [put(bucket, before)],
  };
};

const put = (bucket: ResourceRef, value: Encryption) =>
  ({
    kind: "s3:PutBucketEncryption",
    permission: "s3:PutEncryptionConfiguration",
    bucket: bucket.name,
    value,
  }) as const;
