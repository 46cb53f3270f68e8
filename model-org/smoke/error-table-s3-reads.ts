import { type DocumentedError, none, type Places } from "./error-table-rows";
import { errorCodes, publicAccessBlock, s3Rows } from "./error-table-s3-rows";

/** Reads of one bucket that controls judge by. */
const reads = [
  "GetBucketAbac",
  "GetBucketAccelerateConfiguration",
  "GetBucketAcl",
  "GetBucketCors",
  "GetBucketEncryption",
  "GetBucketLifecycleConfiguration",
  "GetBucketLogging",
  "GetBucketNotificationConfiguration",
  "GetBucketOwnershipControls",
  "GetBucketPolicy",
  "GetBucketPolicyStatus",
  "GetBucketReplication",
  "GetBucketRequestPayment",
  "GetBucketTagging",
  "GetBucketVersioning",
  "GetBucketWebsite",
  "GetObjectLockConfiguration",
  "GetPublicAccessBlock",
  "ListBucketAnalyticsConfigurations",
  "ListBucketIntelligentTieringConfigurations",
  "ListBucketInventoryConfigurations",
  "ListBucketMetricsConfigurations",
] as const;

const inventoryTo = (partition: string) => ({
  Id: none,
  IsEnabled: true,
  IncludedObjectVersions: "Current",
  Schedule: { Frequency: "Daily" },
  Destination: { S3BucketDestination: { Bucket: `arn:${partition}:s3:::${none}`, Format: "CSV" } },
});

/** Writes that mend a bucket, with the least they need to be asked. */
const writesIn = (partition: string): (readonly [operation: string, input: object])[] => [
  ["DeleteBucket", {}],
  ["DeleteBucketPolicy", {}],
  ["DeleteBucketWebsite", {}],
  ["DeletePublicAccessBlock", {}],
  ["PutBucketAbac", { AbacStatus: { Status: "Enabled" } }],
  ["PutBucketAcl", { ACL: "private" }],
  ["PutBucketEncryption", { ServerSideEncryptionConfiguration: { Rules: [] } }],
  ["PutBucketInventoryConfiguration", { Id: none, InventoryConfiguration: inventoryTo(partition) }],
  ["PutBucketLifecycleConfiguration", { LifecycleConfiguration: { Rules: [] } }],
  ["PutBucketLogging", { BucketLoggingStatus: {} }],
  ["PutBucketMetricsConfiguration", { Id: none, MetricsConfiguration: { Id: none } }],
  ["PutBucketNotificationConfiguration", { NotificationConfiguration: {} }],
  ["PutBucketOwnershipControls", { OwnershipControls: { Rules: [] } }],
  ["PutBucketPolicy", { Policy: "{}" }],
  ["PutBucketReplication", { ReplicationConfiguration: { Role: none, Rules: [] } }],
  ["PutBucketRequestPayment", { RequestPaymentConfiguration: { Payer: "BucketOwner" } }],
  ["PutBucketTagging", { Tagging: { TagSet: [] } }],
  ["PutBucketVersioning", { VersioningConfiguration: { Status: "Enabled" } }],
  ["PutBucketWebsite", { WebsiteConfiguration: {} }],
  ["PutObjectLockConfiguration", { ObjectLockConfiguration: {} }],
  ["PutPublicAccessBlock", publicAccessBlock],
];

const ownerCondition = { page: "AmazonS3/latest/userguide/bucket-owner-condition.html" };

/** What every call about a bucket may meet: none, another region's, another owner's; and a reader who wants to write. */
export function s3CommonErrors(places: Places): DocumentedError[] {
  const { first, second, idOf, bucketWhere, world } = places;
  const bucket = bucketWhere(({ region }, { name }) => region === first && name.endsWith("claims-prod"));
  const asReader = s3Rows(places, "reader")(bucket);
  const asOwner = s3Rows(places, "owner")(bucket);
  const missing = { Bucket: `aldermoor-${none}` };
  const unexpected = { ExpectedBucketOwner: idOf("claims-dev") };
  const elsewhere = { ...errorCodes, region: second };
  return [
    ...reads.flatMap((operation) => [
      asReader(operation, "no such bucket", missing, "NoSuchBucket 404"),
      asReader(operation, "the wrong region", {}, "PermanentRedirect 301", elsewhere),
      asReader(operation, "another owner than expected", unexpected, "AccessDenied 403", ownerCondition),
    ]),
    ...writesIn(world.partition).flatMap(([operation, input]) => [
      asOwner(operation, "no such bucket", { ...input, ...missing }, "NoSuchBucket 404"),
      asOwner(operation, "the wrong region", input, "PermanentRedirect 301", elsewhere),
      asOwner(
        operation,
        "another owner than expected",
        { ...input, ...unexpected },
        "AccessDenied 403",
        ownerCondition,
      ),
      asReader(operation, "denied", input, "AccessDenied 403"),
    ]),
  ];
}
