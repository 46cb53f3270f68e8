import {
  CreateBucketCommand,
  type LifecycleRule,
  PutBucketAccelerateConfigurationCommand,
  PutBucketAclCommand,
  PutBucketEncryptionCommand,
  PutBucketIntelligentTieringConfigurationCommand,
  PutBucketInventoryConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketReplicationCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutBucketWebsiteCommand,
  PutObjectLockConfigurationCommand,
  type QueueConfiguration,
  type ReplicationRule,
  type S3Client,
  type ServerSideEncryption,
} from "@aws-sdk/client-s3";
import { TagResourceCommand } from "@aws-sdk/client-s3-control";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { accountNamed, clientsWith, refusal } from "@/testing/model-clients";
import { ownerOf } from "./smoke/owner";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import type { Bucket } from "./world/configuration";

const region = "eu-west-1";
const name = "aldermoor-refusals";
const on = { Bucket: name };
const arn = `arn:aws:s3:::${name}`;
let model: RunningModelOrg;
let clients: ReturnType<typeof clientsWith>;
let s3: S3Client;
let accountId: string;
let bare: Bucket;

beforeAll(async () => {
  model = await startModelOrg();
  accountId = accountNamed(model, "data-lake-dev").id;
  clients = clientsWith(model, region, await ownerOf(model, "data-lake-dev"));
  s3 = clients.s3;
  await s3.send(new CreateBucketCommand({ Bucket: name }));
  const made = model.world.bucket(name) ?? expect.fail("No bucket was made.");
  bare = { ...made, block: null, ownership: "ObjectWriter", tags: null };
});

/** Every test begins with a bucket that nothing is configured of, in an account without a block. */
beforeEach(() => {
  model.world.changeBucket(name, bare);
  model.world.changeAccount({ ...accountNamed(model, "data-lake-dev"), block: null });
});

afterAll(async () => {
  await model.stop();
});

const having = (change: Partial<Bucket>) => model.world.changeBucket(name, { ...bare, ...change });

/** Another bucket, as somebody left it. @returns its ARN */
function another(called: string, change: Partial<Bucket> = {}): string {
  model.world.changeBucket(called, { ...bare, name: called, ...change });
  return `arn:aws:s3:::${called}`;
}

const denied = { code: "AccessDenied", status: 403 };
const bad = (code: string) => ({ code, status: 400 });
const conflict = { code: "InvalidBucketState", status: 409 };
const enabled = { status: "Enabled", mfaDelete: false } as const;

const own = (ObjectOwnership: "BucketOwnerEnforced") =>
  s3.send(new PutBucketOwnershipControlsCommand({ ...on, OwnershipControls: { Rules: [{ ObjectOwnership }] } }));
const encrypt = (
  SSEAlgorithm: ServerSideEncryption,
  change: { KMSMasterKeyID?: string } = {},
  BucketKeyEnabled?: boolean,
) =>
  s3.send(
    new PutBucketEncryptionCommand({
      ...on,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm, ...change },
            ...(BucketKeyEnabled === undefined ? {} : { BucketKeyEnabled }),
          },
        ],
      },
    }),
  );
const version = (VersioningConfiguration: object, MFA?: string) =>
  s3.send(new PutBucketVersioningCommand({ ...on, VersioningConfiguration, ...(MFA ? { MFA } : {}) }));
const expire = (rule: Partial<LifecycleRule> = { Expiration: { Days: 30 } }) =>
  s3.send(
    new PutBucketLifecycleConfigurationCommand({
      ...on,
      LifecycleConfiguration: { Rules: [{ ID: "rule", Status: "Enabled", Filter: { Prefix: "" }, ...rule }] },
    }),
  );
const copy = (Bucket: string, change: Partial<ReplicationRule> = {}, destination: object = {}) =>
  s3.send(
    new PutBucketReplicationCommand({
      ...on,
      ReplicationConfiguration: {
        Role: `arn:aws:iam::${accountId}:role/s3-replication`,
        Rules: [
          {
            Status: "Enabled",
            Priority: 1,
            Filter: { Prefix: "" },
            DeleteMarkerReplication: { Status: "Disabled" },
            Destination: { Bucket, ...destination },
            ...change,
          },
        ],
      },
    }),
  );
const lock = (ObjectLockConfiguration: object) =>
  s3.send(new PutObjectLockConfigurationCommand({ ...on, ObjectLockConfiguration }));
const logTo = (TargetBucket: string) =>
  s3.send(
    new PutBucketLoggingCommand({ ...on, BucketLoggingStatus: { LoggingEnabled: { TargetBucket, TargetPrefix: "" } } }),
  );
const tell = (...QueueConfigurations: QueueConfiguration[]) =>
  s3.send(new PutBucketNotificationConfigurationCommand({ ...on, NotificationConfiguration: { QueueConfigurations } }));
const queue = (called = "object-events", where = region): QueueConfiguration => ({
  QueueArn: `arn:aws:sqs:${where}:${accountId}:${called}`,
  Events: ["s3:ObjectCreated:*"],
});
const tag = (...TagSet: { Key: string; Value: string }[]) =>
  s3.send(new PutBucketTaggingCommand({ ...on, Tagging: { TagSet } }));
const mfa = "arn:aws:iam::111122223333:mfa/root-account-mfa-device 123456";
const everyDay = { Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 1 } } } as const;
const locked = { objectLock: { ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" } } } as const;
const copied = { replication: { ReplicationConfiguration: { Role: "arn", Rules: [] } } };

type Attempt = [
  what: string,
  attempt: () => Promise<unknown>,
  refused: { code: string; status: number },
  given?: () => unknown,
];

const writes: Attempt[] = [
  [
    "an access list where the owner is enforced",
    () => s3.send(new PutBucketAclCommand({ ...on, ACL: "private" })),
    bad("AccessControlListNotSupported"),
    () => having({ ownership: "BucketOwnerEnforced" }),
  ],
  ["no access list", () => s3.send(new PutBucketAclCommand(on)), bad("MissingSecurityHeader")],
  [
    "an access list for a group nobody knows",
    () => s3.send(new PutBucketAclCommand({ ...on, GrantRead: 'uri="http://example.com/all"' })),
    bad("InvalidArgument"),
  ],
  [
    "an access list for somebody nobody is",
    () => s3.send(new PutBucketAclCommand({ ...on, GrantRead: 'id="mara"' })),
    bad("InvalidArgument"),
  ],
  [
    "that the owner is enforced while others are granted something",
    () => own("BucketOwnerEnforced"),
    bad("InvalidBucketAclWithObjectOwnership"),
    () => having({ grants: [{ grantee: { group: "LogDelivery" }, permission: "WRITE" }] }),
  ],
  ["a bucket key without KMS", () => encrypt("AES256", {}, true), bad("InvalidArgument")],
  ["a bucket key with two layers", () => encrypt("aws:kms:dsse", {}, true), bad("InvalidArgument")],
  [
    "a key for SSE-S3",
    () => encrypt("AES256", { KMSMasterKeyID: `arn:aws:kms:${region}:${accountId}:key/1` }),
    bad("InvalidArgument"),
  ],
  [
    "a key of another region",
    () => encrypt("aws:kms", { KMSMasterKeyID: `arn:aws:kms:us-east-1:${accountId}:key/1` }),
    bad("InvalidArgument"),
  ],
  ["an algorithm nobody knows", () => encrypt("rot13" as ServerSideEncryption), bad("MalformedXML")],
  ["no version state", () => version({}), bad("IllegalVersioningConfigurationException")],
  ["MFA delete without a code", () => version({ Status: "Enabled", MFADelete: "Enabled" }), denied],
  [
    "any version state under MFA delete without a code",
    () => version({ Status: "Suspended" }),
    denied,
    () => having({ versioning: { ...enabled, mfaDelete: true } }),
  ],
  [
    "MFA delete beside a lifecycle",
    () => version({ Status: "Enabled", MFADelete: "Enabled" }, mfa),
    conflict,
    () => having({ settings: { lifecycle: { Rules: [] } } }),
  ],
  [
    "a lifecycle under MFA delete",
    () => expire(),
    conflict,
    () => having({ versioning: { ...enabled, mfaDelete: true } }),
  ],
  [
    "to suspend versions while they are copied",
    () => version({ Status: "Suspended" }),
    conflict,
    () => having({ versioning: enabled, settings: copied }),
  ],
  [
    "to suspend versions under Object Lock",
    () => version({ Status: "Suspended" }),
    conflict,
    () => having({ versioning: enabled, settings: locked }),
  ],
  ["a lifecycle without a rule's action", () => expire({}), bad("InvalidRequest")],
  ["a lifecycle of zero days", () => expire({ Expiration: { Days: 0 } }), bad("InvalidArgument")],
  [
    "a lifecycle that begins at noon",
    () => expire({ Expiration: { Date: new Date("2030-01-01T12:00:00Z") } }),
    bad("InvalidArgument"),
  ],
  [
    "a lifecycle that moves objects too early",
    () => expire({ Transitions: [{ Days: 7, StorageClass: "STANDARD_IA" }] }),
    bad("InvalidArgument"),
  ],
  [
    "a lifecycle that deletes before it moves",
    () => expire({ Expiration: { Days: 30 }, Transitions: [{ Days: 60, StorageClass: "GLACIER" }] }),
    bad("InvalidArgument"),
  ],
  [
    "a lifecycle rule for nothing",
    () =>
      s3.send(
        new PutBucketLifecycleConfigurationCommand({
          ...on,
          LifecycleConfiguration: { Rules: [{ Status: "Enabled", Expiration: { Days: 1 } }] },
        }),
      ),
    bad("MalformedXML"),
  ],
  [
    "to clear parts by tag",
    () =>
      expire({ Filter: { Tag: { Key: "a", Value: "b" } }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }),
    bad("InvalidRequest"),
  ],
  [
    "copies of a bucket without versions",
    () => copy(another("aldermoor-copies", { versioning: enabled })),
    bad("InvalidRequest"),
  ],
  [
    "copies to a bucket without versions",
    () => copy(another("aldermoor-copies")),
    bad("InvalidRequest"),
    () => having({ versioning: enabled }),
  ],
  [
    "copies to a bucket that is not there",
    () => copy("arn:aws:s3:::nobody-has-this"),
    bad("InvalidRequest"),
    () => having({ versioning: enabled }),
  ],
  ["copies to itself", () => copy(arn), bad("InvalidRequest"), () => having({ versioning: enabled })],
  [
    "copies to an account that does not own the bucket",
    () => copy(another("aldermoor-copies", { versioning: enabled }), {}, { Account: "111122223333" }),
    bad("InvalidArgument"),
    () => having({ versioning: enabled }),
  ],
  [
    "copies with a filter and no priority",
    () => copy(another("aldermoor-copies", { versioning: enabled }), { Priority: undefined }),
    bad("InvalidRequest"),
    () => having({ versioning: enabled }),
  ],
  [
    "copies of what is under a key without one",
    () =>
      copy(another("aldermoor-copies", { versioning: enabled }), {
        SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: "Enabled" } },
      }),
    bad("InvalidRequest"),
    () => having({ versioning: enabled }),
  ],
  ["Object Lock without versions", () => lock({ ObjectLockEnabled: "Enabled" }), conflict],
  ["a default retention without Object Lock", () => lock(everyDay), conflict, () => having({ versioning: enabled })],
  [
    "a default retention of days and years",
    () => lock({ ObjectLockEnabled: "Enabled", Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 1, Years: 1 } } }),
    bad("MalformedXML"),
    () => having({ versioning: enabled }),
  ],
  [
    "a default retention of no time",
    () => lock({ ObjectLockEnabled: "Enabled", Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 0 } } }),
    bad("InvalidArgument"),
    () => having({ versioning: enabled }),
  ],
  ["logs to a bucket that is not there", () => logTo("nobody-has-this"), bad("InvalidTargetBucketForLogging")],
  [
    "logs to another account's bucket",
    () => logTo("aldermoor-logs"),
    bad("InvalidTargetBucketForLogging"),
    () => another("aldermoor-logs", { accountId: "111122223333" }),
  ],
  [
    "logs to another region",
    () => logTo("aldermoor-logs"),
    { code: "CrossLocationLoggingProhibited", status: 403 },
    () => another("aldermoor-logs", { region: "us-east-1" }),
  ],
  [
    "logs to where a default retention rules",
    () => logTo("aldermoor-logs"),
    bad("InvalidTargetBucketForLogging"),
    () =>
      another("aldermoor-logs", {
        settings: { objectLock: { ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", ...everyDay } } },
      }),
  ],
  [
    "logs to where the requester pays",
    () => logTo("aldermoor-logs"),
    bad("InvalidTargetBucketForLogging"),
    () => another("aldermoor-logs", { settings: { requestPayment: { Payer: "Requester" } } }),
  ],
  ["to notify a queue that is not there", () => tell(queue("gone")), bad("InvalidArgument")],
  [
    "to notify a topic that is not there",
    () =>
      s3.send(
        new PutBucketNotificationConfigurationCommand({
          ...on,
          NotificationConfiguration: {
            TopicConfigurations: [
              { TopicArn: `arn:aws:sns:${region}:${accountId}:gone`, Events: ["s3:ObjectCreated:*"] },
            ],
          },
        }),
      ),
    bad("InvalidArgument"),
  ],
  ["to notify another region", () => tell(queue("object-events", "us-east-1")), bad("InvalidArgument")],
  [
    "to notify of an event nobody knows",
    () => tell({ ...queue(), Events: ["s3:ObjectRead" as "s3:ObjectCreated:*"] }),
    bad("InvalidArgument"),
  ],
  [
    "to notify twice of one event",
    () => tell(queue(), { ...queue(), Events: ["s3:ObjectCreated:Put"] }),
    bad("InvalidArgument"),
  ],
  [
    "an inventory without a destination",
    () =>
      s3.send(
        new PutBucketInventoryConfigurationCommand({
          ...on,
          Id: "a",
          InventoryConfiguration: {
            Id: "a",
            IsEnabled: true,
            IncludedObjectVersions: "All",
            Schedule: { Frequency: "Daily" },
            Destination: undefined,
          },
        }),
      ),
    bad("MalformedXML"),
  ],
  [
    "to archive after a week",
    () =>
      s3.send(
        new PutBucketIntelligentTieringConfigurationCommand({
          ...on,
          Id: "a",
          IntelligentTieringConfiguration: {
            Id: "a",
            Status: "Enabled",
            Tierings: [{ Days: 7, AccessTier: "ARCHIVE_ACCESS" }],
          },
        }),
      ),
    bad("InvalidArgument"),
  ],
  [
    "a website without a first page",
    () =>
      s3.send(new PutBucketWebsiteCommand({ ...on, WebsiteConfiguration: { ErrorDocument: { Key: "error.html" } } })),
    bad("InvalidArgument"),
  ],
  ["tags of AWS's own", () => tag({ Key: "aws:owner", Value: "me" }), bad("InvalidTag")],
  ["a tag twice", () => tag({ Key: "a", Value: "1" }, { Key: "a", Value: "2" }), bad("InvalidTag")],
  [
    "more than fifty tags",
    () => tag(...Array.from({ length: 51 }, (_, n) => ({ Key: `k${n}`, Value: "v" }))),
    bad("BadRequest"),
  ],
  [
    "tags by S3 itself while tags decide access",
    () => tag({ Key: "a", Value: "b" }),
    { code: "MethodNotAllowed", status: 405 },
    () => having({ abac: true }),
  ],
];

describe("S3 refuses", () => {
  it.each(writes)("%s, and leaves the bucket as it was", async (_, attempt, refused, given) => {
    given?.();
    const before = model.world.bucket(name);
    const answered = await refusal(attempt());
    expect(answered).toMatchObject(refused);
    expect(answered.message).not.toBe("");
    expect(model.world.bucket(name)).toEqual(before);
  });

  it("acceleration of a bucket with a dot in its name", async () => {
    another("aldermoor.dotted");
    const asked = { Bucket: "aldermoor.dotted", AccelerateConfiguration: { Status: "Enabled" as const } };
    expect(await refusal(s3.send(new PutBucketAccelerateConfigurationCommand(asked)))).toMatchObject(
      bad("InvalidRequest"),
    );
  });

  it("tags through S3 while S3 Control takes them, where tags decide access", async () => {
    having({ abac: true });
    const Tags = [{ Key: "owner", Value: "claims" }];
    await clients.s3control.send(new TagResourceCommand({ AccountId: accountId, ResourceArn: arn, Tags }));
    expect(model.world.bucket(name)?.tags).toEqual({ owner: "claims" });
  });
});
