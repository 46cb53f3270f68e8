import {
  CreateBucketCommand,
  CreateBucketMetadataConfigurationCommand,
  DeleteBucketAnalyticsConfigurationCommand,
  DeleteBucketCommand,
  DeleteBucketCorsCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketIntelligentTieringConfigurationCommand,
  DeleteBucketInventoryConfigurationCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketMetadataConfigurationCommand,
  DeleteBucketMetricsConfigurationCommand,
  DeleteBucketOwnershipControlsCommand,
  DeleteBucketPolicyCommand,
  DeleteBucketReplicationCommand,
  DeleteBucketTaggingCommand,
  DeleteBucketWebsiteCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAbacCommand,
  GetBucketAccelerateConfigurationCommand,
  GetBucketAclCommand,
  GetBucketAnalyticsConfigurationCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketIntelligentTieringConfigurationCommand,
  GetBucketInventoryConfigurationCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketMetadataConfigurationCommand,
  GetBucketMetricsConfigurationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketReplicationCommand,
  GetBucketRequestPaymentCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  PutBucketAbacCommand,
  PutBucketAccelerateConfigurationCommand,
  PutBucketAclCommand,
  PutBucketAnalyticsConfigurationCommand,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketIntelligentTieringConfigurationCommand,
  PutBucketInventoryConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketMetricsConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketReplicationCommand,
  PutBucketRequestPaymentCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutBucketWebsiteCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountNamed, assume, clientsWith, refusal } from "@/testing/model-clients";
import { ownerOf } from "./smoke/owner";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";

const region = "eu-west-1";
const bucket = "aldermoor-read-back";
const target = "aldermoor-read-back-target";
const on = { Bucket: bucket };

let model: RunningModelOrg;
let s3: ReturnType<typeof clientsWith>["s3"];
let accountId: string;

/** Makes a bucket and takes all from it that AWS gives a new one. */
async function makeBare(name: string): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket: name }));
  const made = model.world.bucket(name) ?? expect.fail("No bucket was made.");
  model.world.changeBucket(name, { ...made, block: null, ownership: null });
}

beforeAll(async () => {
  model = await startModelOrg();
  accountId = accountNamed(model, "data-lake-dev").id;
  ({ s3 } = clientsWith(model, region, await ownerOf(model, "data-lake-dev")));
  await makeBare(bucket);
  await makeBare(target);
});

afterAll(async () => {
  await model.stop();
});

/** What an answer holds beside how it came. */
const told = async (answer: Promise<object>): Promise<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(await answer).filter(([name, value]) => name !== "$metadata" && value !== undefined),
  );

const codeOf = (error: Error): string => error.name;

const missing = (code: string) => ({ code, status: 404 });

type Row = [
  setting: string,
  read: () => Promise<object>,
  /** An error, or what AWS answers about a setting nobody wrote. */
  unset: { code: string; status: number } | { answers: object },
  write: () => Promise<unknown>,
  set: () => object,
  remove?: () => Promise<unknown>,
];

const block = { BlockPublicAcls: true, IgnorePublicAcls: false, BlockPublicPolicy: true, RestrictPublicBuckets: false };
const sse = {
  Rules: [
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" as const },
      BucketKeyEnabled: true,
      BlockedEncryptionTypes: { EncryptionType: ["SSE-C" as const] },
    },
  ],
};
const aes256 = {
  Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
};
const lifecycle = {
  Rules: [
    {
      ID: "everything",
      Status: "Enabled" as const,
      Filter: { And: { Prefix: "logs/", Tags: [{ Key: "kind", Value: "raw" }], ObjectSizeGreaterThan: 131072 } },
      Expiration: { Date: new Date("2030-01-01T00:00:00Z") },
      Transitions: [{ Days: 30, StorageClass: "STANDARD_IA" as const }],
      NoncurrentVersionExpiration: { NoncurrentDays: 30, NewerNoncurrentVersions: 2 },
      NoncurrentVersionTransitions: [{ NoncurrentDays: 30, StorageClass: "GLACIER" as const }],
    },
    {
      ID: "parts",
      Status: "Disabled" as const,
      Filter: { Prefix: "" },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    },
  ],
};
const cors = {
  CORSRules: [{ ID: "web", AllowedMethods: ["GET"], AllowedOrigins: ["https://a.example", "*"], MaxAgeSeconds: 300 }],
};
const website = {
  IndexDocument: { Suffix: "index.html" },
  ErrorDocument: { Key: "error.html" },
  RoutingRules: [{ Condition: { KeyPrefixEquals: "old/" }, Redirect: { ReplaceKeyPrefixWith: "new/" } }],
};
const logGroup = "http://acs.amazonaws.com/groups/s3/LogDelivery";
const logDelivery = { GrantWrite: `uri="${logGroup}"` };
const policy = () =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: accountId }, Action: "s3:GetObject", Resource: `arn:aws:s3:::${bucket}/*` },
    ],
  });
const logging = {
  LoggingEnabled: {
    TargetBucket: target,
    TargetPrefix: "logs/",
    TargetObjectKeyFormat: { PartitionedPrefix: { PartitionDateSource: "EventTime" as const } },
  },
};
const replication = () => ({
  Role: `arn:aws:iam::${accountId}:role/s3-replication`,
  Rules: [
    {
      ID: "copy",
      Priority: 1,
      Status: "Enabled" as const,
      Filter: { Prefix: "" },
      DeleteMarkerReplication: { Status: "Disabled" as const },
      Destination: { Bucket: `arn:aws:s3:::${target}`, StorageClass: "STANDARD_IA" as const },
    },
  ],
});
const notification = () => ({
  QueueConfigurations: [
    {
      Id: "queue",
      QueueArn: `arn:aws:sqs:${region}:${accountId}:object-events`,
      Events: ["s3:ObjectCreated:*" as const],
      Filter: { Key: { FilterRules: [{ Name: "prefix" as const, Value: "in/" }] } },
    },
  ],
  EventBridgeConfiguration: {},
});
const inventory = {
  Id: "daily",
  IsEnabled: true,
  IncludedObjectVersions: "All" as const,
  Schedule: { Frequency: "Daily" as const },
  OptionalFields: ["Size" as const, "EncryptionStatus" as const],
  Destination: { S3BucketDestination: { Bucket: `arn:aws:s3:::${target}`, Format: "Parquet" as const } },
};
const metrics = { Id: "all" };
const analytics = { Id: "classes", Filter: { Prefix: "logs/" }, StorageClassAnalysis: {} };
const tiering = {
  Id: "archive",
  Status: "Enabled" as const,
  Tierings: [{ Days: 90, AccessTier: "ARCHIVE_ACCESS" as const }],
};
const retention = {
  ObjectLockEnabled: "Enabled" as const,
  Rule: { DefaultRetention: { Mode: "GOVERNANCE" as const, Days: 30 } },
};
const versioned = (Bucket: string) =>
  s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));

/** Every setting of a bucket, in an order in which each may be written. */
const settings: Row[] = [
  [
    "block public access",
    () => s3.send(new GetPublicAccessBlockCommand(on)),
    missing("NoSuchPublicAccessBlockConfiguration"),
    () => s3.send(new PutPublicAccessBlockCommand({ ...on, PublicAccessBlockConfiguration: block })),
    () => ({ PublicAccessBlockConfiguration: block }),
    () => s3.send(new DeletePublicAccessBlockCommand(on)),
  ],
  [
    "the policy",
    () => s3.send(new GetBucketPolicyCommand(on)),
    missing("NoSuchBucketPolicy"),
    () => s3.send(new PutBucketPolicyCommand({ ...on, Policy: policy() })),
    () => ({ Policy: policy() }),
    () => s3.send(new DeleteBucketPolicyCommand(on)),
  ],
  [
    "whether the policy is public",
    () => s3.send(new GetBucketPolicyStatusCommand(on)),
    missing("NoSuchBucketPolicy"),
    () => s3.send(new PutBucketPolicyCommand({ ...on, Policy: policy() })),
    () => ({ PolicyStatus: { IsPublic: false } }),
    () => s3.send(new DeleteBucketPolicyCommand(on)),
  ],
  [
    "encryption",
    () => s3.send(new GetBucketEncryptionCommand(on)),
    { answers: { ServerSideEncryptionConfiguration: expect.anything() } },
    () => s3.send(new PutBucketEncryptionCommand({ ...on, ServerSideEncryptionConfiguration: sse })),
    () => ({ ServerSideEncryptionConfiguration: sse }),
  ],
  [
    "the lifecycle",
    () => s3.send(new GetBucketLifecycleConfigurationCommand(on)),
    missing("NoSuchLifecycleConfiguration"),
    () => s3.send(new PutBucketLifecycleConfigurationCommand({ ...on, LifecycleConfiguration: lifecycle })),
    () => ({ ...lifecycle, TransitionDefaultMinimumObjectSize: "all_storage_classes_128K" }),
    () => s3.send(new DeleteBucketLifecycleCommand(on)),
  ],
  [
    "the access list",
    () => s3.send(new GetBucketAclCommand(on)),
    {
      answers: {
        Owner: { ID: expect.stringMatching(/^[0-9a-f]{64}$/) },
        Grants: [
          {
            Grantee: { ID: expect.stringMatching(/^[0-9a-f]{64}$/), Type: "CanonicalUser" },
            Permission: "FULL_CONTROL",
          },
        ],
      },
    },
    () => s3.send(new PutBucketAclCommand({ ...on, ...logDelivery })),
    () => ({
      Owner: expect.anything(),
      Grants: [{ Grantee: { Type: "Group", URI: logGroup }, Permission: "WRITE" }],
    }),
    () => s3.send(new PutBucketAclCommand({ ...on, ACL: "private" })),
  ],
  [
    "object ownership",
    () => s3.send(new GetBucketOwnershipControlsCommand(on)),
    missing("OwnershipControlsNotFoundError"),
    () =>
      s3.send(
        new PutBucketOwnershipControlsCommand({
          ...on,
          OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
        }),
      ),
    () => ({ OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] } }),
    () => s3.send(new DeleteBucketOwnershipControlsCommand(on)),
  ],
  [
    "tags",
    () => s3.send(new GetBucketTaggingCommand(on)),
    missing("NoSuchTagSet"),
    () => s3.send(new PutBucketTaggingCommand({ ...on, Tagging: { TagSet: [{ Key: "owner", Value: "claims" }] } })),
    () => ({ TagSet: [{ Key: "owner", Value: "claims" }] }),
    () => s3.send(new DeleteBucketTaggingCommand(on)),
  ],
  [
    "access by tags",
    () => s3.send(new GetBucketAbacCommand(on)),
    { answers: { AbacStatus: { Status: "Disabled" } } },
    () => s3.send(new PutBucketAbacCommand({ ...on, AbacStatus: { Status: "Enabled" } })),
    () => ({ AbacStatus: { Status: "Enabled" } }),
    () => s3.send(new PutBucketAbacCommand({ ...on, AbacStatus: { Status: "Disabled" } })),
  ],
  [
    "access logs",
    () => s3.send(new GetBucketLoggingCommand(on)),
    { answers: {} },
    () => s3.send(new PutBucketLoggingCommand({ ...on, BucketLoggingStatus: logging })),
    () => logging,
    () => s3.send(new PutBucketLoggingCommand({ ...on, BucketLoggingStatus: {} })),
  ],
  [
    "the website",
    () => s3.send(new GetBucketWebsiteCommand(on)),
    missing("NoSuchWebsiteConfiguration"),
    () => s3.send(new PutBucketWebsiteCommand({ ...on, WebsiteConfiguration: website })),
    () => website,
    () => s3.send(new DeleteBucketWebsiteCommand(on)),
  ],
  [
    "what other sites may ask",
    () => s3.send(new GetBucketCorsCommand(on)),
    missing("NoSuchCORSConfiguration"),
    () => s3.send(new PutBucketCorsCommand({ ...on, CORSConfiguration: cors })),
    () => cors,
    () => s3.send(new DeleteBucketCorsCommand(on)),
  ],
  [
    "who pays",
    () => s3.send(new GetBucketRequestPaymentCommand(on)),
    { answers: { Payer: "BucketOwner" } },
    () => s3.send(new PutBucketRequestPaymentCommand({ ...on, RequestPaymentConfiguration: { Payer: "Requester" } })),
    () => ({ Payer: "Requester" }),
  ],
  [
    "transfer acceleration",
    () => s3.send(new GetBucketAccelerateConfigurationCommand(on)),
    { answers: {} },
    () =>
      s3.send(new PutBucketAccelerateConfigurationCommand({ ...on, AccelerateConfiguration: { Status: "Suspended" } })),
    () => ({ Status: "Suspended" }),
  ],
  [
    "notifications",
    () => s3.send(new GetBucketNotificationConfigurationCommand(on)),
    { answers: {} },
    () => s3.send(new PutBucketNotificationConfigurationCommand({ ...on, NotificationConfiguration: notification() })),
    notification,
    () => s3.send(new PutBucketNotificationConfigurationCommand({ ...on, NotificationConfiguration: {} })),
  ],
  [
    "an inventory",
    () => s3.send(new GetBucketInventoryConfigurationCommand({ ...on, Id: "daily" })),
    missing("NoSuchConfiguration"),
    () =>
      s3.send(new PutBucketInventoryConfigurationCommand({ ...on, Id: "daily", InventoryConfiguration: inventory })),
    () => ({ InventoryConfiguration: inventory }),
    () => s3.send(new DeleteBucketInventoryConfigurationCommand({ ...on, Id: "daily" })),
  ],
  [
    "request metrics",
    () => s3.send(new GetBucketMetricsConfigurationCommand({ ...on, Id: "all" })),
    missing("NoSuchConfiguration"),
    () => s3.send(new PutBucketMetricsConfigurationCommand({ ...on, Id: "all", MetricsConfiguration: metrics })),
    () => ({ MetricsConfiguration: metrics }),
    () => s3.send(new DeleteBucketMetricsConfigurationCommand({ ...on, Id: "all" })),
  ],
  [
    "an analysis of storage classes",
    () => s3.send(new GetBucketAnalyticsConfigurationCommand({ ...on, Id: "classes" })),
    missing("NoSuchConfiguration"),
    () =>
      s3.send(new PutBucketAnalyticsConfigurationCommand({ ...on, Id: "classes", AnalyticsConfiguration: analytics })),
    () => ({ AnalyticsConfiguration: analytics }),
    () => s3.send(new DeleteBucketAnalyticsConfigurationCommand({ ...on, Id: "classes" })),
  ],
  [
    "archive tiers",
    () => s3.send(new GetBucketIntelligentTieringConfigurationCommand({ ...on, Id: "archive" })),
    missing("NoSuchConfiguration"),
    () =>
      s3.send(
        new PutBucketIntelligentTieringConfigurationCommand({
          ...on,
          Id: "archive",
          IntelligentTieringConfiguration: tiering,
        }),
      ),
    () => ({ IntelligentTieringConfiguration: tiering }),
    () => s3.send(new DeleteBucketIntelligentTieringConfigurationCommand({ ...on, Id: "archive" })),
  ],
  [
    "metadata tables",
    () => s3.send(new GetBucketMetadataConfigurationCommand(on)),
    missing("MetadataConfigurationNotFound"),
    () =>
      s3.send(
        new CreateBucketMetadataConfigurationCommand({
          ...on,
          MetadataConfiguration: {
            JournalTableConfiguration: { RecordExpiration: { Expiration: "ENABLED", Days: 30 } },
            InventoryTableConfiguration: { ConfigurationState: "ENABLED" },
          },
        }),
      ),
    () => ({
      GetBucketMetadataConfigurationResult: {
        MetadataConfigurationResult: {
          DestinationResult: {
            TableBucketType: "aws",
            TableBucketArn: `arn:aws:s3tables:${region}:${accountId}:bucket/aws-s3`,
            TableNamespace: `b_${bucket}`,
          },
          JournalTableConfigurationResult: {
            TableStatus: "ACTIVE",
            TableName: "journal",
            TableArn: expect.stringContaining(":bucket/aws-s3/table/"),
            RecordExpiration: { Expiration: "ENABLED", Days: 30 },
          },
          InventoryTableConfigurationResult: expect.objectContaining({ ConfigurationState: "ENABLED" }),
        },
      },
    }),
    () => s3.send(new DeleteBucketMetadataConfigurationCommand(on)),
  ],
  [
    "versioning",
    () => s3.send(new GetBucketVersioningCommand(on)),
    { answers: {} },
    () => versioned(bucket),
    () => ({ Status: "Enabled" }),
  ],
  [
    "replication",
    () => s3.send(new GetBucketReplicationCommand(on)),
    missing("ReplicationConfigurationNotFoundError"),
    async () => {
      await versioned(target);
      await s3.send(new PutBucketReplicationCommand({ ...on, ReplicationConfiguration: replication() }));
    },
    () => ({ ReplicationConfiguration: replication() }),
    () => s3.send(new DeleteBucketReplicationCommand(on)),
  ],
  [
    "object lock",
    () => s3.send(new GetObjectLockConfigurationCommand(on)),
    missing("ObjectLockConfigurationNotFoundError"),
    () => s3.send(new PutObjectLockConfigurationCommand({ ...on, ObjectLockConfiguration: retention })),
    () => ({ ObjectLockConfiguration: retention }),
  ],
];

describe("a setting of a bucket", () => {
  it.each(settings)("is read back as it was written, and is what AWS says before and after: %s", async (...row) => {
    const [, read, unset, write, set, remove] = row;
    const isUnset = async () => {
      if ("answers" in unset) expect(await told(read())).toEqual(unset.answers);
      else expect(await refusal(read())).toMatchObject(unset);
    };
    await isUnset();
    await write();
    expect(await told(read())).toEqual(set());
    if (!remove) return;
    await remove();
    await isUnset();
  });

  it("is the reader's to see, every one", async () => {
    const owner = s3;
    ({ s3 } = clientsWith(model, region, await assume(model, accountId, "reader")));
    const refused = await Promise.all(
      settings.map(async ([setting, read]) => [setting, await read().then(() => "", codeOf)]),
    );
    s3 = owner;
    expect(refused.filter(([, code]) => code === "AccessDenied")).toEqual([]);
  });

  it("goes back to SSE-S3 where encryption is deleted: no bucket is without", async () => {
    await s3.send(new DeleteBucketEncryptionCommand(on));
    expect(await told(s3.send(new GetBucketEncryptionCommand(on)))).toEqual({
      ServerSideEncryptionConfiguration: aes256,
    });
  });

  it("tells of MFA delete once it was written, and not before", async () => {
    const write = (MFADelete?: "Enabled" | "Disabled") =>
      s3.send(
        new PutBucketVersioningCommand({
          Bucket: target,
          VersioningConfiguration: { Status: "Enabled", ...(MFADelete ? { MFADelete } : {}) },
          MFA: "arn:aws:iam::111122223333:mfa/root-account-mfa-device 123456",
        }),
      );
    const read = () => told(s3.send(new GetBucketVersioningCommand({ Bucket: target })));
    expect(await read()).toEqual({ Status: "Enabled" });
    await write("Enabled");
    expect(await read()).toEqual({ Status: "Enabled", MFADelete: "Enabled" });
    await write();
    expect(await read()).toEqual({ Status: "Enabled", MFADelete: "Enabled" });
    await write("Disabled");
    expect(await read()).toEqual({ Status: "Enabled", MFADelete: "Disabled" });
  });

  it("keeps who owns objects, tables and names when the bucket is made", async () => {
    const Bucket = "aldermoor-made-locked";
    await s3.send(
      new CreateBucketCommand({
        Bucket,
        ObjectLockEnabledForBucket: true,
        ObjectOwnership: "BucketOwnerPreferred",
        CreateBucketConfiguration: { Tags: [{ Key: "owner", Value: "legal" }] },
      }),
    );
    expect(await told(s3.send(new GetBucketVersioningCommand({ Bucket })))).toEqual({ Status: "Enabled" });
    expect(await told(s3.send(new GetObjectLockConfigurationCommand({ Bucket })))).toEqual({
      ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" },
    });
    expect(await told(s3.send(new GetBucketOwnershipControlsCommand({ Bucket })))).toMatchObject({
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerPreferred" }] },
    });
    expect(await told(s3.send(new GetBucketTaggingCommand({ Bucket })))).toMatchObject({
      TagSet: [{ Key: "owner", Value: "legal" }],
    });
    await s3.send(new DeleteBucketCommand({ Bucket }));
    expect(await refusal(s3.send(new GetBucketVersioningCommand({ Bucket })))).toMatchObject(missing("NoSuchBucket"));
  });
});
