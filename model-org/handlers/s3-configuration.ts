import type * as S3 from "@aws-sdk/client-s3";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import type { Bucket } from "../world/configuration";
import { foreignBucket } from "../world/foreign-buckets";
import type { World } from "../world/world";
import { bucketFor } from "./bucket-access";

/** Access logs and versions of a bucket. */
export function s3Configuration(world: World): HandlersOf<typeof S3> {
  return {
    GetBucketLogging(input, context) {
      const { logging } = bucketFor(world, input, context, "s3:GetBucketLogging");
      if (!logging) return {};
      const { bucket, prefix, partitionedBy, simplePrefix } = logging;
      const format = partitionedBy
        ? { PartitionedPrefix: { PartitionDateSource: partitionedBy } }
        : simplePrefix && { SimplePrefix: {} };
      return {
        LoggingEnabled: {
          TargetBucket: bucket,
          TargetPrefix: prefix,
          ...(format ? { TargetObjectKeyFormat: format } : {}),
        },
      };
    },
    PutBucketLogging(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketLogging");
      const given = input.BucketLoggingStatus?.LoggingEnabled;
      if (given) refuseLogTarget(world, bucket, given.TargetBucket ?? "");
      if (given?.TargetGrants?.length) {
        throw new AwsError("NotImplemented", "Grants on delivered logs are not part of this model.", 501);
      }
      const format = given?.TargetObjectKeyFormat;
      const partitionedBy = format?.PartitionedPrefix?.PartitionDateSource;
      const logging = given
        ? {
            bucket: given.TargetBucket ?? "",
            prefix: given.TargetPrefix ?? "",
            ...(partitionedBy ? { partitionedBy } : {}),
            ...(format?.SimplePrefix ? { simplePrefix: true } : {}),
          }
        : null;
      world.changeBucket(bucket.name, { ...bucket, logging });
      return {};
    },
    GetBucketVersioning(input, context) {
      const { versioning } = bucketFor(world, input, context, "s3:GetBucketVersioning");
      if (!versioning) return {};
      const { status, mfaDelete, mfaWritten } = versioning;
      const told =
        mfaDelete || mfaWritten ? { MFADelete: mfaDelete ? ("Enabled" as const) : ("Disabled" as const) } : {};
      return { Status: status, ...told };
    },
    PutBucketVersioning(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketVersioning");
      const { Status: status, MFADelete: mfa } = input.VersioningConfiguration ?? {};
      if (status !== "Enabled" && status !== "Suspended") {
        throw new AwsError(
          "IllegalVersioningConfigurationException",
          "The versioning configuration specified in the request is invalid.",
        );
      }
      refuseVersioning(bucket, status, mfa, input.MFA);
      const before = bucket.versioning;
      const mfaDelete = mfa === undefined ? (before?.mfaDelete ?? false) : mfa === "Enabled";
      const written = mfa !== undefined || before?.mfaDelete || before?.mfaWritten;
      const versioning = { status, mfaDelete, ...(written ? { mfaWritten: true } : {}) };
      world.changeBucket(bucket.name, { ...bucket, versioning });
      return {};
    },
  };
}

const badTarget = (message: string): AwsError => new AwsError("InvalidTargetBucketForLogging", message);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html */
function refuseLogTarget(world: World, { accountId, region }: Bucket, name: string): void {
  const target = world.bucket(name);
  if (!target && !foreignBucket(world, name)) throw badTarget("The target bucket for logging does not exist");
  if (target?.accountId !== accountId) {
    throw badTarget("The owner for the bucket to be logged and the target bucket must be the same.");
  }
  if (target.region !== region) {
    throw new AwsError(
      "CrossLocationLoggingProhibited",
      "Cross S3 location logging not allowed. Buckets in one geographic location cannot log information to a bucket in another location.",
      403,
      { TargetBucketLocation: target.region },
    );
  }
  if (target.settings.objectLock?.ObjectLockConfiguration?.Rule) {
    throw badTarget("The target bucket for logging cannot have default retention of Object Lock.");
  }
  if (target.settings.requestPayment?.Payer === "Requester") {
    throw badTarget("The target bucket for logging cannot be a requester pays bucket.");
  }
}

const wrongState = (message: string): AwsError => new AwsError("InvalidBucketState", message, 409);

/** What else is configured decides about versions. */
function refuseVersioning(
  { versioning, settings }: Bucket,
  status: "Enabled" | "Suspended",
  mfa: string | undefined,
  token: string | undefined,
): void {
  if ((versioning?.mfaDelete || mfa === "Enabled") && token === undefined) {
    throw new AwsError("AccessDenied", "Mfa Authentication must be used for this request", 403);
  }
  if (mfa === "Enabled" && settings.lifecycle) {
    throw wrongState(
      "Mfa Authentication is not supported on a bucket with lifecycle configuration. Delete lifecycle configuration before enabling Mfa Authentication.",
    );
  }
  if (status === "Enabled") return;
  if (settings.objectLock) {
    throw wrongState(
      "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
    );
  }
  if (settings.replication) {
    throw wrongState(
      "A replication configuration is present on this bucket, so you cannot change the versioning state. To change the versioning state, first delete the replication configuration.",
    );
  }
}
