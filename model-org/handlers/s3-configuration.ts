import type * as S3 from "@aws-sdk/client-s3";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import type { Bucket } from "../world/configuration";
import { foreignBucket } from "../world/foreign-buckets";
import type { World } from "../world/world";
import { bucketFor } from "./bucket-access";
import { malformedXml } from "./s3-errors";

/** Access logs, versions and the website of a bucket. */
export function s3Configuration(world: World): HandlersOf<typeof S3> {
  return {
    GetBucketLogging(input, context) {
      const { logging } = bucketFor(world, input, context, "s3:GetBucketLogging");
      if (!logging) return {};
      const { bucket, prefix, partitionedBy } = logging;
      const format = partitionedBy && { PartitionedPrefix: { PartitionDateSource: partitionedBy } };
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
      const partitionedBy = given?.TargetObjectKeyFormat?.PartitionedPrefix?.PartitionDateSource;
      const logging = given
        ? {
            bucket: given.TargetBucket ?? "",
            prefix: given.TargetPrefix ?? "",
            ...(partitionedBy ? { partitionedBy } : {}),
          }
        : null;
      world.changeBucket(bucket.name, { ...bucket, logging });
      return {};
    },
    GetBucketVersioning(input, context) {
      const { versioning } = bucketFor(world, input, context, "s3:GetBucketVersioning");
      if (!versioning) return {};
      return { Status: versioning.status, MFADelete: versioning.mfaDelete ? "Enabled" : "Disabled" };
    },
    PutBucketVersioning(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketVersioning");
      const { Status: status, MFADelete: mfa } = input.VersioningConfiguration ?? {};
      if (status !== "Enabled" && status !== "Suspended") {
        throw malformedXml();
      }
      refuseVersioning(bucket, status, mfa, input.MFA);
      const mfaDelete = mfa === undefined ? (bucket.versioning?.mfaDelete ?? false) : mfa === "Enabled";
      world.changeBucket(bucket.name, { ...bucket, versioning: { status, mfaDelete } });
      return {};
    },
    GetBucketWebsite(input, context) {
      const { website, name } = bucketFor(world, input, context, "s3:GetBucketWebsite");
      if (!website) {
        throw new AwsError(
          "NoSuchWebsiteConfiguration",
          "The specified bucket does not have a website configuration",
          404,
          { BucketName: name },
        );
      }
      return {
        ...(website.index ? { IndexDocument: { Suffix: website.index } } : {}),
        ...(website.error ? { ErrorDocument: { Key: website.error } } : {}),
        ...(website.redirect ? { RedirectAllRequestsTo: { HostName: website.redirect } } : {}),
      };
    },
    PutBucketWebsite(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketWebsite");
      const given = input.WebsiteConfiguration ?? {};
      const { IndexDocument: index, RedirectAllRequestsTo: redirect, ErrorDocument: error } = given;
      if (!index?.Suffix && !redirect?.HostName) {
        throw new AwsError(
          "InvalidArgument",
          "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
          400,
          { ArgumentName: "IndexDocument", ArgumentValue: "null" },
        );
      }
      world.changeBucket(bucket.name, {
        ...bucket,
        website: {
          ...(index?.Suffix ? { index: index.Suffix } : {}),
          ...(error?.Key ? { error: error.Key } : {}),
          ...(redirect?.HostName ? { redirect: redirect.HostName } : {}),
        },
      });
      return {};
    },
    DeleteBucketWebsite(input, context) {
      const bucket = bucketFor(world, input, context, "s3:DeleteBucketWebsite");
      world.changeBucket(bucket.name, { ...bucket, website: null });
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
