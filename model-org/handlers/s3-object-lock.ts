import type { PutObjectLockConfigurationCommandInput } from "@aws-sdk/client-s3";
import { AwsError } from "../wire/aws-error";
import type { Bucket, Settings } from "../world/configuration";
import { malformedXml } from "./s3-errors";

/**
 * @returns an Object Lock configuration as it is kept. Since 2023 it is also switched on for buckets there are, if they
 * keep versions; it is never switched off.
 * @throws AwsError as S3 refuses it
 */
export function objectLockFrom(
  { ObjectLockConfiguration: given }: PutObjectLockConfigurationCommandInput,
  { versioning, settings }: Bucket,
): Settings["objectLock"] {
  if (versioning?.status !== "Enabled") {
    throw new AwsError(
      "InvalidBucketState",
      "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
      409,
    );
  }
  if (given?.ObjectLockEnabled !== "Enabled") {
    if (given?.Rule && !settings.objectLock) {
      throw new AwsError("InvalidBucketState", "Object Lock configuration cannot be enabled on existing buckets", 409);
    }
    throw malformedXml();
  }
  const retention = given.Rule?.DefaultRetention;
  if (given.Rule) {
    if (retention?.Mode !== "GOVERNANCE" && retention?.Mode !== "COMPLIANCE") throw malformedXml();
    if ((retention.Days === undefined) === (retention.Years === undefined)) throw malformedXml();
    if ((retention.Days ?? retention.Years ?? 0) < 1) {
      throw new AwsError("InvalidArgument", "Default retention period must be a positive integer value.");
    }
  }
  return {
    ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", ...(given.Rule ? { Rule: given.Rule } : {}) },
  };
}
