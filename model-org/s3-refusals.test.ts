import {
  CreateBucketCommand,
  type CreateBucketCommandInput,
  DeleteBucketCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
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
  PutBucketPolicyCommand,
  PutBucketReplicationCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutBucketWebsiteCommand,
  PutObjectLockConfigurationCommand,
  type QueueConfiguration,
  type ReplicationRule,
  S3Client,
  type ServerSideEncryption,
} from "@aws-sdk/client-s3";
import { TagResourceCommand } from "@aws-sdk/client-s3-control";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Transport } from "@/collectors/runtime/transport";
import { accountNamed, clientsWith, refusal } from "@/testing/model-clients";
import { ownerOf } from "./smoke/owner";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import type { Block, Bucket } from "./world/configuration";

const region = "eu-west-1";
const name = "aldermoor-refusals";
const on = { Bucket: name };
const arn = `arn:aws:s3:::${name}`;
const logDelivery = "http://acs.amazonaws.com/groups/s3/LogDelivery";
const open: Block = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};

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

const allow = (change: object = {}) => ({
  Effect: "Allow",
  Principal: { AWS: "111122223333" },
  Action: "s3:GetObject",
  Resource: `${arn}/*`,
  ...change,
});
const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const putPolicy = (Policy: string) => s3.send(new PutBucketPolicyCommand({ ...on, Policy }));

const enabled = { status: "Enabled", mfaDelete: false } as const;

describe("a block of public access", () => {
  const publicPolicy = () => putPolicy(document(allow({ Principal: "*" })));
  const publicAcl = () => s3.send(new PutBucketAclCommand({ ...on, ACL: "public-read" }));
  type Level = [where: string, set: (block: Block) => void];
  const levels: Level[] = [
    ["the bucket", (block) => having({ block })],
    ["the account", (block) => model.world.changeAccount({ ...accountNamed(model, "data-lake-dev"), block })],
  ];

  it.each(levels)(
    "of %s keeps public policies and access lists from being written, each by its setting",
    async (_, set) => {
      set({ ...open, BlockPublicPolicy: true });
      expect(await refusal(publicPolicy())).toMatchObject({
        ...denied,
        message: expect.stringContaining("BlockPublicPolicy"),
      });
      await publicAcl();
      model.world.changeBucket(name, bare);
      set({ ...open, BlockPublicAcls: true });
      expect(await refusal(publicAcl())).toMatchObject({
        ...denied,
        message: expect.stringContaining("BlockPublicAcls"),
      });
      await publicPolicy();
    },
  );

  it("of the organization does, whatever the account's own says", async () => {
    const { id } = accountNamed(model, "shared-services");
    const own = model.world.account(id) ?? expect.fail("It is gone.");
    expect(own.block).toBeNull();
    const Bucket = "aldermoor-refusals-shared";
    another(Bucket, { accountId: id });
    const there = clientsWith(model, region, await ownerOf(model, "shared-services")).s3;
    const Policy = document(allow({ Principal: "*", Resource: `arn:aws:s3:::${Bucket}/*` }));
    expect(await refusal(there.send(new PutBucketPolicyCommand({ Bucket, Policy })))).toMatchObject(denied);
    expect(await refusal(there.send(new PutBucketAclCommand({ Bucket, ACL: "public-read" })))).toMatchObject(denied);
  });

  it("does not keep from writing what is not public", async () => {
    having({ block: { ...open, BlockPublicAcls: true, BlockPublicPolicy: true } });
    await putPolicy(document(allow()));
    await s3.send(new PutBucketAclCommand({ ...on, GrantWrite: `uri="${logDelivery}"` }));
  });
});

describe("a policy", () => {
  const principal = "Invalid principal in policy";
  const policies: [fault: string, policy: () => string, message: string][] = [
    ["is no JSON", () => "{not json", "Policies must be valid JSON and the first byte must be '{'"],
    ["is a list", () => "[]", "Policies must be valid JSON and the first byte must be '{'"],
    ["has no statement", () => JSON.stringify({ Version: "2012-10-17" }), "Missing required field Statement"],
    ["is empty", () => document(), "Could not parse the policy: Statement is empty!"],
    ["is of another version", () => JSON.stringify({ Version: "2020-01-01", Statement: [allow()] }), "version"],
    ["has a field nobody knows", () => document(allow({ Condtion: {} })), "Unknown field Condtion"],
    ["has another effect", () => document(allow({ Effect: "Permit" })), "Invalid effect: Permit"],
    ["names nobody", () => document(allow({ Principal: undefined })), "Missing required field Principal"],
    ["names an account that is none", () => document(allow({ Principal: { AWS: "12345" } })), principal],
    ["names all roles", () => document(allow({ Principal: { AWS: `arn:aws:iam::${accountId}:role/*` } })), principal],
    [
      "names a role that is gone",
      () => document(allow({ Principal: { AWS: `arn:aws:iam::${accountId}:role/gone` } })),
      principal,
    ],
    ["names a word", () => document(allow({ Principal: "everyone" })), principal],
    [
      "allows all but somebody",
      () => document(allow({ Principal: undefined, NotPrincipal: { AWS: "111122223333" } })),
      "NotPrincipal",
    ],
    ["is about another service", () => document(allow({ Action: "ec2:RunInstances" })), "Policy has invalid action"],
    [
      "is about another bucket",
      () => document(allow({ Resource: "arn:aws:s3:::another-bucket/*" })),
      "Policy has invalid resource",
    ],
    ["is about every bucket", () => document(allow({ Resource: "arn:aws:s3:::*" })), "Policy has invalid resource"],
    [
      "allows to read objects of the bucket itself",
      () => document(allow({ Resource: arn })),
      "Action does not apply to any resource(s) in statement",
    ],
    [
      "allows to list objects",
      () => document(allow({ Action: "s3:ListBucket" })),
      "Action does not apply to any resource(s) in statement",
    ],
  ];

  it.each(policies)("is refused that %s", async (_, policy, message) => {
    expect(await refusal(putPolicy(policy()))).toMatchObject({
      ...bad("MalformedPolicy"),
      message: expect.stringContaining(message),
    });
    expect(model.world.bucket(name)?.policy).toBeNull();
  });

  it("is refused above 20 KB, and taken just below", async () => {
    const long = (length: number) => {
      const filled = (Sid: string) => document(allow({ Sid }));
      return filled("a".repeat(length - filled("").length));
    };
    await putPolicy(long(20 * 1024));
    expect(await refusal(putPolicy(long(20 * 1024 + 1)))).toMatchObject(bad("PolicyTooLarge"));
  });

  it.each([
    [
      "for a bucket and its objects together",
      allow({ Action: ["s3:GetObject", "s3:ListBucket"], Resource: [arn, `${arn}/*`] }),
    ],
    [
      "that denies all but somebody",
      { Effect: "Deny", NotPrincipal: { AWS: "111122223333" }, Action: "s3:*", Resource: `${arn}/*` },
    ],
    ["for a service", allow({ Principal: { Service: "cloudtrail.amazonaws.com" }, Action: "s3:PutObject" })],
    [
      "for a role in an account nobody here knows",
      allow({ Principal: { AWS: "arn:aws:iam::111122223333:role/theirs" } }),
    ],
  ])("is taken %s", async (_, statement) => {
    await putPolicy(document(statement));
  });
});

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

describe("a bucket's name and place", () => {
  const make = (Bucket: string, more: Partial<CreateBucketCommandInput> = {}, at = s3) =>
    at.send(new CreateBucketCommand({ Bucket, ...more }));
  const inRegion = (LocationConstraint: string) => ({ CreateBucketConfiguration: { LocationConstraint } }) as object;
  const made: Attempt[] = [
    ["is one's own already", () => make(name), { code: "BucketAlreadyOwnedByYou", status: 409 }],
    [
      "is another account's of the organization",
      () => make("aldermoor-data-lake-prod-raw"),
      { code: "BucketAlreadyExists", status: 409 },
    ],
    ["is somebody's outside", () => make("northwind-partner-dropzone"), { code: "BucketAlreadyExists", status: 409 }],
    ["has capitals", () => make("Aldermoor-Capitals"), bad("InvalidBucketName")],
    ["is too short", () => make("ab"), bad("InvalidBucketName")],
    ["is an address", () => make("192.168.5.4"), bad("InvalidBucketName")],
    ["ends like an access point's", () => make("aldermoor-s3alias"), bad("InvalidBucketName")],
    [
      "ends like one of a namespace it is not in",
      () => make(`aldermoor-${accountId}-${region}-an`),
      bad("InvalidBucketName"),
    ],
    [
      "is to be elsewhere than it is asked for",
      () => make("aldermoor-elsewhere", inRegion("eu-central-1")),
      bad("IllegalLocationConstraintException"),
    ],
    ["is to be nowhere", () => make("aldermoor-nowhere", inRegion("mars-north-1")), bad("InvalidLocationConstraint")],
    [
      "has an access list for all",
      () => make("aldermoor-open", { ACL: "public-read" }),
      bad("InvalidBucketAclWithObjectOwnership"),
    ],
    [
      "has one for all and is blocked",
      () => make("aldermoor-open", { ACL: "public-read", ObjectOwnership: "ObjectWriter" }),
      denied,
    ],
  ];

  it.each(made)("make a bucket refused that %s", async (_, attempt, refused) => {
    expect(await refusal(attempt())).toMatchObject(refused);
  });

  it("may be said again in us-east-1, as from the first years", async () => {
    const virginia = clientsWith(model, "us-east-1", await ownerOf(model, "data-lake-dev")).s3;
    await make("aldermoor-virginia", {}, virginia);
    await make("aldermoor-virginia", {}, virginia);
  });

  it("keep it while access points lead to it", async () => {
    const { id } = accountNamed(model, "data-lake-prod");
    const [point] = model.world.accessPointsOf(id);
    const lake = clientsWith(model, point?.region ?? "", await ownerOf(model, "data-lake-prod")).s3;
    expect(await refusal(lake.send(new DeleteBucketCommand({ Bucket: point?.bucket })))).toMatchObject(
      bad("BucketHasAccessPointsAttached"),
    );
  });
});

describe("a call for a bucket of another region", () => {
  const credentials = { accessKeyId: "AKIAADMINISTRATOR000", secretAccessKey: "model" };
  const answer = (error: { name: string; $response: { statusCode: number; headers: Record<string, string> } }) => [
    error.name,
    error.$response.statusCode,
    error.$response.headers["x-amz-bucket-region"],
  ];

  it("is sent to that region", async () => {
    const virginia = clientsWith(model, "us-east-1").s3;
    const told = await virginia.send(new GetBucketVersioningCommand(on)).catch(answer);
    expect(told).toEqual(["PermanentRedirect", 301, region]);
    const head = await virginia.send(new HeadBucketCommand(on)).catch(answer);
    expect(head).toEqual([expect.any(String), 301, region]);
  });

  it("is told at the endpoint of all regions for which it has to be signed", async () => {
    const everywhere = new S3Client({
      region: "us-east-1",
      useGlobalEndpoint: true,
      credentials,
      maxAttempts: 1,
      requestHandler: new Transport({ url: model.url }),
    });
    expect(await refusal(everywhere.send(new GetBucketVersioningCommand(on)))).toMatchObject({
      ...bad("AuthorizationHeaderMalformed"),
      message: "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'",
    });
  });
});
