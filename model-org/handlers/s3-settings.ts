import type * as S3 from "@aws-sdk/client-s3";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import type { Bucket, Settings } from "../world/configuration";
import type { World } from "../world/world";
import { type BucketInput, bucketFor } from "./bucket-access";
import { malformedXml } from "./s3-errors";
import { lifecycleFrom } from "./s3-lifecycle";
import { notificationFrom } from "./s3-notification";
import { objectLockFrom } from "./s3-object-lock";
import { replicationFrom } from "./s3-replication";

/** The code and message of "not configured", a 404. */
type Missing = readonly [code: string, message: string];

/** Settings that are kept and answered as they were written. What a setting is when nobody wrote it is AWS's to say. */
export function s3Settings(world: World): HandlersOf<typeof S3> {
  const read =
    <K extends keyof Settings>(key: K, action: string, missing: Missing | Settings[K]) =>
    (input: BucketInput, context: Context): Settings[K] => {
      const { settings, name } = bucketFor(world, input, context, action);
      const found: Settings[K] | undefined = settings[key];
      if (found !== undefined) return found;
      if (!isMissing(missing)) return missing;
      throw new AwsError(missing[0], missing[1], 404, { BucketName: name });
    };
  const write =
    <I extends BucketInput, K extends keyof Settings>(
      key: K,
      action: string,
      from: (input: I, bucket: Bucket) => Settings[K],
    ) =>
    (input: I, context: Context): Record<never, never> => {
      const bucket = bucketFor(world, input, context, action);
      world.changeBucket(bucket.name, { ...bucket, settings: { ...bucket.settings, [key]: from(input, bucket) } });
      return {};
    };
  const remove =
    (key: keyof Settings, action: string) =>
    (input: BucketInput, context: Context): Record<never, never> => {
      const bucket = bucketFor(world, input, context, action);
      const { [key]: _, ...settings } = bucket.settings;
      world.changeBucket(bucket.name, { ...bucket, settings });
      return {};
    };

  return {
    GetBucketLifecycleConfiguration: read("lifecycle", "s3:GetLifecycleConfiguration", [
      "NoSuchLifecycleConfiguration",
      "The lifecycle configuration does not exist",
    ]),
    PutBucketLifecycleConfiguration(input, context) {
      const put = write("lifecycle", "s3:PutLifecycleConfiguration", lifecycleFrom);
      put(input, context);
      return {
        TransitionDefaultMinimumObjectSize: input.TransitionDefaultMinimumObjectSize ?? "all_storage_classes_128K",
      };
    },
    DeleteBucketLifecycle: remove("lifecycle", "s3:PutLifecycleConfiguration"),

    GetBucketReplication: read("replication", "s3:GetReplicationConfiguration", [
      "ReplicationConfigurationNotFoundError",
      "The replication configuration was not found",
    ]),
    PutBucketReplication: write("replication", "s3:PutReplicationConfiguration", replicationFrom(world)),
    DeleteBucketReplication: remove("replication", "s3:PutReplicationConfiguration"),

    GetObjectLockConfiguration: read("objectLock", "s3:GetBucketObjectLockConfiguration", [
      "ObjectLockConfigurationNotFoundError",
      "Object Lock configuration does not exist for this bucket",
    ]),
    PutObjectLockConfiguration: write("objectLock", "s3:PutBucketObjectLockConfiguration", objectLockFrom),

    GetBucketNotificationConfiguration: read("notification", "s3:GetBucketNotification", {}),
    PutBucketNotificationConfiguration: write("notification", "s3:PutBucketNotification", notificationFrom(world)),

    GetBucketCors: read("cors", "s3:GetBucketCORS", [
      "NoSuchCORSConfiguration",
      "The CORS configuration does not exist",
    ]),
    PutBucketCors: write("cors", "s3:PutBucketCORS", ({ CORSConfiguration }: S3.PutBucketCorsCommandInput) => {
      const rules = CORSConfiguration?.CORSRules ?? [];
      if (rules.length === 0 || rules.length > 100) throw malformedXml();
      for (const method of rules.flatMap(({ AllowedMethods }) => AllowedMethods ?? [])) {
        if (["GET", "PUT", "HEAD", "POST", "DELETE"].includes(method)) continue;
        throw new AwsError(
          "InvalidRequest",
          `Found unsupported HTTP method in CORS config. Unsupported method is ${method}`,
        );
      }
      return { CORSRules: rules };
    }),
    DeleteBucketCors: remove("cors", "s3:PutBucketCORS"),

    GetBucketAccelerateConfiguration: read("accelerate", "s3:GetAccelerateConfiguration", {}),
    PutBucketAccelerateConfiguration: write(
      "accelerate",
      "s3:PutAccelerateConfiguration",
      ({ AccelerateConfiguration }: S3.PutBucketAccelerateConfigurationCommandInput, { name }) => {
        const status = AccelerateConfiguration?.Status;
        if (status !== "Enabled" && status !== "Suspended") throw malformedXml();
        if (name.includes(".")) {
          throw new AwsError(
            "InvalidRequest",
            "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names",
          );
        }
        return { Status: status };
      },
    ),

    GetBucketRequestPayment: read("requestPayment", "s3:GetBucketRequestPayment", { Payer: "BucketOwner" }),
    PutBucketRequestPayment: write(
      "requestPayment",
      "s3:PutBucketRequestPayment",
      ({ RequestPaymentConfiguration }: S3.PutBucketRequestPaymentCommandInput) => {
        const payer = RequestPaymentConfiguration?.Payer;
        if (payer !== "BucketOwner" && payer !== "Requester") throw malformedXml();
        return { Payer: payer };
      },
    ),

    GetBucketMetadataConfiguration: read("metadata", "s3:GetBucketMetadataTableConfiguration", [
      "MetadataConfigurationNotFound",
      "The metadata configuration does not exist on this bucket",
    ]),
    CreateBucketMetadataConfiguration: write(
      "metadata",
      "s3:CreateBucketMetadataTableConfiguration",
      metadataFrom(world),
    ),
    DeleteBucketMetadataConfiguration: remove("metadata", "s3:DeleteBucketMetadataTableConfiguration"),
  };
}

const isMissing = (value: unknown): value is Missing => Array.isArray(value);

/** The tables are made by AWS, in the account's own table bucket `aws-s3`. */
const metadataFrom =
  (world: World) =>
  (
    { MetadataConfiguration: given }: S3.CreateBucketMetadataConfigurationCommandInput,
    bucket: Bucket,
  ): Settings["metadata"] => {
    if (bucket.settings.metadata) {
      throw new AwsError("MetadataConfigurationAlreadyExists", "A metadata configuration already exists.", 409);
    }
    const { partition } = world;
    const tableBucket = `arn:${partition}:s3tables:${bucket.region}:${bucket.accountId}:bucket/aws-s3`;
    const table = (name: string) => ({
      TableStatus: "ACTIVE",
      TableName: name,
      TableArn: `${tableBucket}/table/${world.random.hex(32, "metadata", bucket.name, name)}`,
    });
    return {
      GetBucketMetadataConfigurationResult: {
        MetadataConfigurationResult: {
          DestinationResult: {
            TableBucketType: "aws",
            TableBucketArn: tableBucket,
            TableNamespace: `b_${bucket.name}`,
          },
          JournalTableConfigurationResult: {
            ...table("journal"),
            RecordExpiration: given?.JournalTableConfiguration?.RecordExpiration,
          },
          InventoryTableConfigurationResult: {
            ConfigurationState: given?.InventoryTableConfiguration?.ConfigurationState ?? "DISABLED",
            ...(given?.InventoryTableConfiguration?.ConfigurationState === "ENABLED" ? table("inventory") : {}),
          },
        },
      },
    };
  };
