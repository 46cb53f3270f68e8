import type { LifecycleRule } from "@aws-sdk/client-s3";
import type { PlannedBucket } from "./bucket-plan";
import type { Bucket, Settings } from "./configuration";
import { lockOf } from "./locked-buckets";
import { notificationOf } from "./notifications";
import type { Random } from "./random";
import type { Seed } from "./seed";
import type { Purpose } from "./tree";

/** How well a purpose looks after what it keeps. */
const care: Readonly<Partial<Record<Purpose, number>>> = {
  security: 0.9,
  management: 0.9,
  "data-lake": 0.8,
  infrastructure: 0.7,
  prod: 0.68,
  dev: 0.35,
};

/** @returns what else of a bucket is configured, as the seed has it; replication is decided where other buckets are known */
export function settingsOf(seed: Seed, planned: PlannedBucket, bucket: Bucket): Partial<Settings> {
  const { random } = seed;
  const { plan, name, word } = planned;
  const purpose = plan.purpose;
  const careful = care[purpose] ?? 0.15;
  const happens = (what: string, probability: number) => random.chance(probability, what, name);
  const settings: Partial<Settings> = {};
  // MFA delete and a lifecycle exclude each other.
  if (!bucket.versioning?.mfaDelete && happens("lifecycle", careful)) {
    settings.lifecycle = {
      Rules: rulesOf(random, name, bucket.versioning !== null),
      TransitionDefaultMinimumObjectSize: happens("minimum-size", 0.8)
        ? "all_storage_classes_128K"
        : "varies_by_storage_class",
    };
  }
  const lock = lockOf(random, planned);
  if (lock) settings.objectLock = { ObjectLockConfiguration: lock };
  const notification = notificationOf(seed, planned, bucket);
  if (notification) settings.notification = notification;
  if (happens("metrics", careful * 0.5)) {
    settings.metrics = happens("part-metrics", 0.2)
      ? [{ Id: "Uploads", Filter: { Prefix: "uploads/" } }]
      : [{ Id: "EntireBucket" }];
  }
  if (happens("inventory", purpose === "data-lake" ? 0.6 : careful * 0.45))
    settings.inventory = [inventoryOf(seed, name)];
  if (purpose === "data-lake" && happens("analytics", 0.1)) {
    settings.analytics = [{ Id: "storage-class", StorageClassAnalysis: {} }];
  }
  if (purpose === "data-lake" && happens("tiering", 0.2)) {
    settings.intelligentTiering = [
      { Id: "archive", Status: "Enabled", Tierings: [{ Days: 90, AccessTier: "ARCHIVE_ACCESS" }] },
    ];
  }
  if (purpose === "web" || word === "uploads") {
    if (happens("cors", 0.6)) settings.cors = { CORSRules: [corsOf(random, name)] };
  }
  if (happens("accelerate", 0.04)) {
    settings.accelerate = { Status: happens("accelerating", 0.7) ? "Enabled" : "Suspended" };
  }
  if (purpose === "data-lake" && happens("requester", 0.03)) settings.requestPayment = { Payer: "Requester" };
  // Whoever asks for logs pays for them: then none are delivered any more.
  if (plan.name === "security-tooling" && word === "access-logs") settings.requestPayment = { Payer: "Requester" };
  return settings;
}

const everything = { Filter: { Prefix: "" } } as const;

/** Lifecycles as teams leave them: whole, without what clears parts or old versions, for a prefix only, or switched off. */
function rulesOf(random: Random, name: string, versioned: boolean): LifecycleRule[] {
  const parts: LifecycleRule = {
    ID: "abort-incomplete-uploads",
    Status: "Enabled",
    ...everything,
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: random.pick([7, 7, 7, 3, 30], "parts", name) },
  };
  const old: LifecycleRule = {
    ID: "expire-old-versions",
    Status: "Enabled",
    ...everything,
    // Some only move old versions to where they cost less.
    ...(random.chance(0.12, "old-moved", name)
      ? { NoncurrentVersionTransitions: [{ NoncurrentDays: 30, StorageClass: "GLACIER" as const }] }
      : { NoncurrentVersionExpiration: { NoncurrentDays: random.pick([30, 90, 180], "old", name) } }),
  };
  const tier: LifecycleRule = {
    ID: "tier",
    Status: "Enabled",
    ...everything,
    Transitions: [{ Days: 30, StorageClass: "INTELLIGENT_TIERING" }],
  };
  const expire: LifecycleRule = {
    ID: "expire",
    Status: "Enabled",
    ...everything,
    Expiration: { Days: random.pick([90, 365, 730, 2555], "expire", name) },
  };
  const draw = random.of("lifecycle-kind", name);
  if (draw < 0.4) return [parts, ...(versioned ? [old] : []), expire];
  if (draw < 0.6) return [parts, ...(versioned ? [old] : []), tier];
  if (draw < 0.72) return [tier];
  if (draw < 0.8) return [expire];
  if (draw < 0.88) return [{ ...expire, ID: "expire-temporary", Filter: { Prefix: "tmp/" } }];
  if (draw < 0.94) return [{ ...parts, Status: "Disabled" }];
  return [{ ...parts, ID: "abort-uploads-only", Filter: { Prefix: "uploads/" } }, tier];
}

const basicFields = ["Size", "LastModifiedDate", "StorageClass", "EncryptionStatus", "BucketKeyStatus"] as const;

function inventoryOf({ random, partition }: Seed, name: string): NonNullable<Settings["inventory"]>[number] {
  const platform = random.accountId("shared-services");
  return {
    Id: "daily",
    IsEnabled: !random.chance(0.06, "inventory-off", name),
    IncludedObjectVersions: random.chance(0.7, "inventory-versions", name) ? "All" : "Current",
    Schedule: { Frequency: random.chance(0.4, "inventory-daily", name) ? "Daily" : "Weekly" },
    OptionalFields: [
      ...basicFields,
      ...(random.chance(0.65, "inventory-fields", name) ? (["ReplicationStatus", "ObjectLockMode"] as const) : []),
    ],
    Destination: {
      S3BucketDestination: {
        AccountId: platform,
        Bucket: `arn:${partition}:s3:::aldermoor-shared-services-inventory`,
        Format: "Parquet",
        Prefix: name,
        ...(random.chance(0.6, "inventory-encrypted", name) ? { Encryption: { SSES3: {} } } : {}),
      },
    },
  };
}

const corsOf = (random: Random, name: string) => ({
  AllowedMethods: random.chance(0.5, "cors-write", name) ? ["GET", "PUT"] : ["GET"],
  AllowedOrigins: random.chance(0.3, "cors-any", name) ? ["*"] : ["https://www.aldermoor.example"],
  AllowedHeaders: ["*"],
  MaxAgeSeconds: 3000,
});
