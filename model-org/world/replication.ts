import type { ReplicationRule } from "@aws-sdk/client-s3";
import type { BucketPlan, PlannedBucket } from "./bucket-plan";
import { bucketFrom, keyIdOf } from "./buckets";
import type { Bucket, Settings } from "./configuration";
import { partnerAccountId } from "./foreign-buckets";
import type { Seed } from "./seed";

/** How often a purpose copies what it keeps. */
const often: Readonly<Record<string, number>> = { prod: 0.12, "data-lake": 0.08, security: 0.15, infrastructure: 0.06 };

/** How many buckets of its account are looked at for one that could take the copies. */
const looks = 8;

type Destination = { bucket: string; accountId?: string; keyArn?: string };

/**
 * @returns the replication of a bucket as the seed has it: to another region or within its own, to the backup account,
 * or to a partner outside of the organization; undefined for a bucket that is not copied
 */
export function replicationOf(
  seed: Seed,
  plan: BucketPlan,
  planned: PlannedBucket,
  bucket: Bucket,
): Settings["replication"] | undefined {
  const { random, partition } = seed;
  const { account, name } = planned;
  if (bucket.versioning?.status !== "Enabled") return undefined;
  const destination = destinationOf(seed, plan, planned, bucket);
  if (!destination) return undefined;
  const underKey = bucket.encryption.algorithm !== "AES256" && random.chance(0.7, "copy-keys", name);
  const keyArn = underKey ? destination.keyArn : undefined;
  const rule: ReplicationRule = {
    ID: "copy",
    Priority: 1,
    // Switched off for a migration, and never on again.
    Status: random.chance(0.1, "copy-off", name) ? "Disabled" : "Enabled",
    Filter: { Prefix: random.chance(0.15, "copy-part", name) ? "final/" : "" },
    DeleteMarkerReplication: { Status: random.chance(0.3, "copy-deletes", name) ? "Enabled" : "Disabled" },
    // What is under a key is copied only where the rule says so, and names a key of the destination.
    ...(keyArn ? { SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: "Enabled" as const } } } : {}),
    Destination: {
      ...(keyArn ? { EncryptionConfiguration: { ReplicaKmsKeyID: keyArn } } : {}),
      Bucket: `arn:${partition}:s3:::${destination.bucket}`,
      ...(destination.accountId
        ? { Account: destination.accountId, AccessControlTranslation: { Owner: "Destination" } }
        : {}),
      ...(random.chance(0.25, "copy-in-time", name)
        ? {
            ReplicationTime: { Status: "Enabled", Time: { Minutes: 15 } },
            Metrics: { Status: "Enabled", EventThreshold: { Minutes: 15 } },
          }
        : {}),
    },
  };
  const Role = `arn:${partition}:iam::${account.id}:role/s3-replication`;
  return { ReplicationConfiguration: { Role, Rules: [rule] } };
}

function destinationOf(
  seed: Seed,
  plan: BucketPlan,
  { account, plan: owner, n, word, name }: PlannedBucket,
  { region }: Bucket,
): Destination | undefined {
  const { random } = seed;
  if (owner.name === "partner-exchange-prod" && word === "exports") {
    return { bucket: "northwind-partner-dropzone", accountId: partnerAccountId };
  }
  if (!random.chance(often[owner.purpose] ?? 0, "copied", name)) return undefined;
  const target = owner.purpose === "prod" && random.chance(0.3, "copied-away", name) ? backupOf(seed, plan) : undefined;
  if (target) return { bucket: target.name, accountId: target.accountId, keyArn: keyOf(seed, target) };
  const elsewhere = !random.chance(0.25, "copied-near", name);
  const count = plan.count(account.id);
  for (let step = 1; step <= Math.min(looks, count - 1); step++) {
    const candidate = bucketFrom(seed, plan.at(account, owner, (n + step) % count));
    if (candidate.versioning?.status !== "Enabled") continue;
    if ((candidate.region !== region) === elsewhere) {
      return { bucket: candidate.name, keyArn: keyOf(seed, candidate) };
    }
  }
  return undefined;
}

/** The first key of an account in a region: it is there before any bucket is. */
const keyOf = ({ random, partition }: Seed, { accountId, region }: Bucket): string =>
  `arn:${partition}:kms:${region}:${accountId}:key/${keyIdOf(random, accountId, region, 0)}`;

/** The backup account's bucket for copies of others. */
function backupOf(seed: Seed, plan: BucketPlan): Bucket | undefined {
  const planned = plan.named("aldermoor-backup-backups");
  const bucket = planned && bucketFrom(seed, planned);
  return bucket?.versioning?.status === "Enabled" ? bucket : undefined;
}
