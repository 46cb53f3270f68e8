import type {
  PutBucketEncryptionCommandInput,
  PutBucketLifecycleConfigurationCommandInput,
  PutPublicAccessBlockCommandInput,
} from "@aws-sdk/client-s3";
import { type Account, type Bucket, blockAll } from "../world/configuration";
import { document, statements } from "../world/documents";
import type { Step } from "./step";
import type { Telling } from "./telling";

/** Who does it, and at what hour of the day. */
export type By = { who: string; hour: number };

type Input = Readonly<Record<string, unknown>>;

const s3 = (
  told: Telling,
  { who, hour }: By,
  { accountId, region, name }: Bucket,
  operation: string,
  input: Input = {},
): Step => told.call(who, hour, [accountId, region], ["S3", operation], { Bucket: name, ...input });

/** What people of the story do to buckets, as the calls they make. */
export const deeds = {
  block: (told: Telling, by: By, bucket: Bucket): Step =>
    s3(told, by, bucket, "PutPublicAccessBlock", {
      PublicAccessBlockConfiguration: blockAll,
    } satisfies Omit<PutPublicAccessBlockCommandInput, "Bucket">),

  unblock: (told: Telling, by: By, bucket: Bucket): Step => s3(told, by, bucket, "DeletePublicAccessBlock"),

  /** Anyone may read: what an urgent demo asks for. */
  publish: (told: Telling, by: By, bucket: Bucket): Step[] => [
    deeds.unblock(told, by, bucket),
    s3(told, { ...by, hour: by.hour + 1 }, bucket, "PutBucketPolicy", {
      Policy: document(statements.publicRead(told.world.partition, bucket.name)),
    }),
  ],

  /** Back to TLS only, and nothing else. */
  closePolicy: (told: Telling, by: By, bucket: Bucket): Step =>
    s3(told, by, bucket, "PutBucketPolicy", {
      Policy: document(statements.tlsOnly(told.world.partition, bucket.name)),
    }),

  /** TLS only, beside what the policy says already. */
  demandTls(told: Telling, by: By, bucket: Bucket): Step {
    const before = bucket.policy === null ? [] : (JSON.parse(bucket.policy) as { Statement: object[] }).Statement;
    const kept = before.filter((statement) => !("Sid" in statement && statement.Sid === "TlsForObjects"));
    const Policy = document(
      ...(kept as Record<string, unknown>[]),
      statements.tlsOnly(told.world.partition, bucket.name),
    );
    return s3(told, by, bucket, "PutBucketPolicy", { Policy });
  },

  bucketKey(told: Telling, by: By, bucket: Bucket, on: boolean): Step {
    const { algorithm, kmsKeyId, blocked } = bucket.encryption;
    return s3(told, by, bucket, "PutBucketEncryption", {
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: {
              SSEAlgorithm: algorithm,
              ...(kmsKeyId ? { KMSMasterKeyID: kmsKeyId } : {}),
            },
            BucketKeyEnabled: on,
            ...(blocked ? { BlockedEncryptionTypes: { EncryptionType: blocked } } : {}),
          },
        ],
      },
    } satisfies Omit<PutBucketEncryptionCommandInput, "Bucket">);
  },

  versioning: (told: Telling, by: By, bucket: Bucket, Status: "Enabled" | "Suspended"): Step =>
    s3(told, by, bucket, "PutBucketVersioning", { VersioningConfiguration: { Status } }),

  /** What was uploaded in part, and old versions, go after a while. */
  expire: (told: Telling, by: By, bucket: Bucket): Step =>
    s3(told, by, bucket, "PutBucketLifecycleConfiguration", {
      LifecycleConfiguration: {
        Rules: [
          {
            ID: "housekeeping",
            Status: "Enabled",
            Filter: { Prefix: "" },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
            NoncurrentVersionExpiration: { NoncurrentDays: 90 },
          },
        ],
      },
    } satisfies Omit<PutBucketLifecycleConfigurationCommandInput, "Bucket">),

  logTo: (told: Telling, by: By, bucket: Bucket, target: string): Step =>
    s3(told, by, bucket, "PutBucketLogging", {
      BucketLoggingStatus: { LoggingEnabled: { TargetBucket: target, TargetPrefix: `${bucket.name}/` } },
    }),

  enforceOwner: (told: Telling, by: By, bucket: Bucket): Step =>
    s3(told, by, bucket, "PutBucketOwnershipControls", {
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    }),

  /** Where ABAC rules, tags are written through S3 Control. */
  tag(told: Telling, by: By, bucket: Bucket, tags: Readonly<Record<string, string>>): Step {
    const Tags = Object.entries({ ...bucket.tags, ...tags }).map(([Key, Value]) => ({ Key, Value }));
    if (!bucket.abac) return s3(told, by, bucket, "PutBucketTagging", { Tagging: { TagSet: Tags } });
    return told.call(by.who, by.hour, [bucket.accountId, bucket.region], ["S3Control", "TagResource"], {
      AccountId: bucket.accountId,
      ResourceArn: `arn:${told.world.partition}:s3:::${bucket.name}`,
      Tags,
    });
  },

  make(told: Telling, by: By, account: Account, region: string, name: string): Step {
    const configuration =
      region === told.world.homeRegion ? {} : { CreateBucketConfiguration: { LocationConstraint: region } };
    return told.call(by.who, by.hour, [account.id, region], ["S3", "CreateBucket"], { Bucket: name, ...configuration });
  },

  remove: (told: Telling, by: By, bucket: Bucket): Step => s3(told, by, bucket, "DeleteBucket"),

  blockAccount: (told: Telling, { who, hour }: By, account: Account): Step =>
    told.call(who, hour, [account.id, told.world.homeRegion], ["S3Control", "PutPublicAccessBlock"], {
      AccountId: account.id,
      PublicAccessBlockConfiguration: blockAll,
    }),

  unblockAccount: (told: Telling, { who, hour }: By, account: Account): Step =>
    told.call(who, hour, [account.id, told.world.homeRegion], ["S3Control", "DeletePublicAccessBlock"], {
      AccountId: account.id,
    }),

  organization: (told: Telling, { who, hour }: By, operation: string, input: Input): Step =>
    told.call(who, hour, [told.world.managementAccountId, told.world.homeRegion], ["Organizations", operation], input),

  role: (
    told: Telling,
    { who, hour }: By,
    account: Account,
    operation: "CreateRole" | "DeleteRole",
    input: Input = {},
  ): Step =>
    told.call(who, hour, [account.id, told.world.homeRegion], ["IAM", operation], {
      RoleName: told.world.options.readRole,
      ...input,
    }),
} as const;
