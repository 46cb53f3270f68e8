import type * as S3 from "@aws-sdk/client-s3";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import type { Encryption } from "../world/configuration";
import type { World } from "../world/world";
import { bucketFor } from "./bucket-access";

/** How a bucket keeps what is in it: encryption, logging, versioning, tags, website. */
export function s3Configuration(world: World): HandlersOf<typeof S3> {
  return {
    GetBucketEncryption(input, context) {
      const { encryption } = bucketFor(world, input, context, "s3:GetEncryptionConfiguration");
      return {
        ServerSideEncryptionConfiguration: {
          Rules: [
            {
              ApplyServerSideEncryptionByDefault: {
                SSEAlgorithm: encryption.algorithm,
                ...(encryption.kmsKeyId ? { KMSMasterKeyID: encryption.kmsKeyId } : {}),
              },
              BucketKeyEnabled: encryption.bucketKey ?? false,
              ...(encryption.blocked ? { BlockedEncryptionTypes: { EncryptionType: encryption.blocked } } : {}),
            },
          ],
        },
      };
    },
    PutBucketEncryption(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutEncryptionConfiguration");
      world.changeBucket(bucket.name, { ...bucket, encryption: encryptionFrom(input) });
      return {};
    },
    /** AWS goes back to SSE-S3: a bucket is never without default encryption. */
    DeleteBucketEncryption(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutEncryptionConfiguration");
      world.changeBucket(bucket.name, { ...bucket, encryption: { algorithm: "AES256" } });
      return {};
    },
    GetBucketLogging(input, context) {
      const { logging } = bucketFor(world, input, context, "s3:GetBucketLogging");
      return logging ? { LoggingEnabled: { TargetBucket: logging.bucket, TargetPrefix: logging.prefix } } : {};
    },
    PutBucketLogging(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketLogging");
      const given = input.BucketLoggingStatus?.LoggingEnabled;
      const target = given && world.bucket(given.TargetBucket ?? "");
      if (given && (target?.accountId !== bucket.accountId || target.region !== bucket.region)) {
        throw new AwsError(
          "InvalidTargetBucketForLogging",
          "The target bucket for logging does not exist or is elsewhere.",
        );
      }
      const logging = given ? { bucket: given.TargetBucket ?? "", prefix: given.TargetPrefix ?? "" } : null;
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
      const status = input.VersioningConfiguration?.Status;
      if (!status) throw new AwsError("MalformedXML", "The XML you provided was not well-formed.");
      const mfaDelete = bucket.versioning?.mfaDelete ?? false;
      world.changeBucket(bucket.name, { ...bucket, versioning: { status, mfaDelete } });
      return {};
    },
    GetBucketTagging(input, context) {
      const { tags, name } = bucketFor(world, input, context, "s3:GetBucketTagging");
      if (!tags || Object.keys(tags).length === 0) {
        throw new AwsError("NoSuchTagSet", "The TagSet does not exist", 404, { BucketName: name });
      }
      return { TagSet: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
    },
    PutBucketTagging(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketTagging");
      refuseUnderAbac(bucket.abac);
      const tags = Object.fromEntries((input.Tagging?.TagSet ?? []).map(({ Key, Value }) => [Key ?? "", Value ?? ""]));
      world.changeBucket(bucket.name, { ...bucket, tags });
      return {};
    },
    DeleteBucketTagging(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketTagging");
      refuseUnderAbac(bucket.abac);
      world.changeBucket(bucket.name, { ...bucket, tags: null });
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
        ...(website.redirect ? { RedirectAllRequestsTo: { HostName: website.redirect } } : {}),
      };
    },
    PutBucketWebsite(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketWebsite");
      const { IndexDocument: index, RedirectAllRequestsTo: redirect } = input.WebsiteConfiguration ?? {};
      world.changeBucket(bucket.name, {
        ...bucket,
        website: {
          ...(index?.Suffix ? { index: index.Suffix } : {}),
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

/** Once ABAC rules, only the tagging API of S3 Control writes tags. */
function refuseUnderAbac(abac: boolean): void {
  if (!abac) return;
  throw new AwsError(
    "MethodNotAllowed",
    "Bucket tagging is managed with TagResource and UntagResource while ABAC is enabled.",
    405,
  );
}

function encryptionFrom(input: S3.PutBucketEncryptionCommandInput): Encryption {
  const rule = input.ServerSideEncryptionConfiguration?.Rules?.[0];
  const algorithm = rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm as Encryption["algorithm"] | undefined;
  if (!rule || !algorithm) throw new AwsError("MalformedXML", "The XML you provided was not well-formed.");
  const kmsKeyId = rule.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID;
  if (kmsKeyId && algorithm === "AES256") {
    throw new AwsError(
      "InvalidArgument",
      "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
    );
  }
  if (rule.BucketKeyEnabled && algorithm !== "aws:kms") {
    throw new AwsError("InvalidArgument", "BucketKeyEnabled is only applicable for SSE-KMS.");
  }
  const blocked = rule.BlockedEncryptionTypes?.EncryptionType as Encryption["blocked"];
  return {
    algorithm,
    ...(kmsKeyId ? { kmsKeyId } : {}),
    ...(algorithm === "aws:kms" ? { bucketKey: rule.BucketKeyEnabled ?? false } : {}),
    ...(blocked ? { blocked } : {}),
  };
}
