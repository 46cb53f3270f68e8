import type * as S3 from "@aws-sdk/client-s3";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import type { Encryption } from "../world/configuration";
import type { World } from "../world/world";
import { bucketFor } from "./bucket-access";
import { malformedXml } from "./s3-errors";

type Given = S3.ServerSideEncryptionConfiguration | undefined;

const algorithms: ReadonlySet<string> = new Set(["AES256", "aws:kms", "aws:kms:dsse"]);

/** Default encryption, and what a bucket refuses to be encrypted with. */
export function s3Encryption(world: World): HandlersOf<typeof S3> {
  return {
    GetBucketEncryption(input, context) {
      const { encryption } = bucketFor(world, input, context, "s3:GetEncryptionConfiguration");
      return { ServerSideEncryptionConfiguration: encryptionOut(encryption) };
    },
    PutBucketEncryption(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutEncryptionConfiguration");
      const encryption = encryptionFrom(input.ServerSideEncryptionConfiguration, bucket.region);
      world.changeBucket(bucket.name, { ...bucket, encryption });
      return {};
    },
    /** AWS goes back to SSE-S3: a bucket is never without default encryption. */
    DeleteBucketEncryption(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutEncryptionConfiguration");
      world.changeBucket(bucket.name, { ...bucket, encryption: { algorithm: "AES256" } });
      return {};
    },
  };
}

export const encryptionOut = (encryption: Encryption): S3.ServerSideEncryptionConfiguration => ({
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
});

/** @throws AwsError for a rule S3 does not take */
export function encryptionFrom(given: Given, region: string): Encryption {
  const [rule, ...more] = given?.Rules ?? [];
  const algorithm = rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm;
  if (!rule || !algorithm || !algorithms.has(algorithm) || more.length > 0) {
    throw malformedXml();
  }
  const kmsKeyId = rule.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID;
  if (kmsKeyId && algorithm === "AES256") {
    throw new AwsError(
      "InvalidArgument",
      "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
      400,
      { ArgumentName: "ApplyServerSideEncryptionByDefault" },
    );
  }
  const elsewhere = /^arn:[^:]+:kms:([^:]+):/.exec(kmsKeyId ?? "")?.[1];
  if (elsewhere !== undefined && elsewhere !== region) {
    throw new AwsError("InvalidArgument", "The KMS key must be in the same Region as the bucket.", 400, {
      ArgumentName: "KMSMasterKeyID",
      ArgumentValue: kmsKeyId ?? "",
    });
  }
  if (rule.BucketKeyEnabled && algorithm !== "aws:kms") {
    throw new AwsError("InvalidArgument", "BucketKeyEnabled is only applicable for SSE-KMS.", 400, {
      ArgumentName: "BucketKeyEnabled",
    });
  }
  const blocked = rule.BlockedEncryptionTypes?.EncryptionType as Encryption["blocked"];
  return {
    algorithm: algorithm as Encryption["algorithm"],
    ...(kmsKeyId ? { kmsKeyId } : {}),
    ...(algorithm === "aws:kms" ? { bucketKey: rule.BucketKeyEnabled ?? false } : {}),
    ...(blocked ? { blocked } : {}),
  };
}
