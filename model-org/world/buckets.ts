import type { PlannedBucket } from "./bucket-plan";
import { settingsOf } from "./bucket-settings";
import { type Account, type Bucket, blockAll, type Encryption } from "./configuration";
import { document, statements } from "./documents";
import { lockOf } from "./locked-buckets";
import { habitsOf } from "./policy-habits";
import type { Random } from "./random";
import type { Seed } from "./seed";
import type { PlannedAccount } from "./tree";

/** @returns the region the seed makes a bucket in */
export function regionOf({ random, regions }: Seed, account: Account, name: string): string {
  const [optedIn] = account.optedIn;
  if (optedIn !== undefined && random.chance(0.06, "optin", name)) return optedIn;
  const draw = random.of("region", name);
  const n = draw < 0.62 ? 0 : draw < 0.84 ? 1 : 2;
  return regions[n % regions.length] as string;
}

/** @returns a bucket as the seed makes it, before the stories and before it delivers its logs */
export function bucketFrom(seed: Seed, planned: PlannedBucket): Bucket {
  const { random, partition, organizationId } = seed;
  const { account, plan, word, name } = planned;
  const good =
    { security: 0.97, infrastructure: 0.9, management: 0.95, "data-lake": 0.86, prod: 0.84, dev: 0.62 }[
      plan.purpose as string
    ] ?? 0.35;
  const careful = (what: string) => random.chance(good, what, name);
  const region = regionOf(seed, account, name);
  const bucket: Bucket = {
    name,
    region,
    accountId: account.id,
    createdAt: new Date(
      Date.UTC(2021, random.below(66, "made", name), 1 + random.below(27, "day", name)),
    ).toISOString(),
    block: random.chance(good * 0.9, "block", name) ? blockAll : null,
    encryption: encryptionOf(seed, plan, account.id, region, name),
    policy: null,
    grants: [{ grantee: { canonicalId: random.hex(64, "owner", account.id) }, permission: "FULL_CONTROL" }],
    ownership: careful("ownership") ? "BucketOwnerEnforced" : random.chance(0.4, "own", name) ? "ObjectWriter" : null,
    logging: null,
    versioning: careful("versioning") ? { status: "Enabled", mfaDelete: false } : null,
    abac: plan.purpose === "data-lake" && random.chance(0.2, "abac", name),
    tags: tagsOf(random, plan, name, good),
    website: null,
    settings: {},
  };
  if (!bucket.versioning && random.chance(0.2, "suspended", name))
    bucket.versioning = { status: "Suspended", mfaDelete: false };
  if (bucket.versioning && word === "org-trail") bucket.versioning.mfaDelete = true;
  // Object Lock keeps versions, so it needs them.
  if (lockOf(random, planned)) bucket.versioning = { status: "Enabled", mfaDelete: false };
  bucket.settings = settingsOf(seed, planned, bucket);
  const tls = careful("tls")
    ? [statements.tlsOnly(partition, name)]
    : random.chance(0.3, "half-tls", name)
      ? [statements.tlsForObjectsOnly(partition, name)]
      : [];
  const shared = random.chance(0.08, "shared", name)
    ? [statements.organizationRead(partition, name, organizationId)]
    : [];
  const delivered = word.endsWith("logs") ? [statements.logDelivery(partition, name, account.id)] : [];
  const all = [...tls, ...shared, ...delivered, ...habitsOf(seed, planned)];
  bucket.policy = all.length > 0 ? document(...all) : null;
  return bucket;
}

/** How many customer managed keys an account has in a region. */
export const keysPerRegion = 4;

/** @returns the id of the nth customer managed key of an account and region */
export function keyIdOf(random: Random, accountId: string, region: string, n: number): string {
  const key = random.hex(32, "key", accountId, region, n);
  return [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, key);
}

function encryptionOf(
  { random, partition }: Seed,
  plan: PlannedAccount,
  accountId: string,
  region: string,
  name: string,
): Encryption {
  const kms =
    { security: 0.8, "data-lake": 0.75, prod: 0.6, infrastructure: 0.5, dev: 0.25 }[plan.purpose as string] ?? 0.05;
  const blocked: Encryption["blocked"] = random.chance(0.55, "ssec", name)
    ? ["SSE-C"]
    : random.chance(0.3, "ssec-none", name)
      ? ["NONE"]
      : undefined;
  const ssec = blocked ? { blocked } : {};
  if (!random.chance(kms, "kms", name)) return { algorithm: "AES256", ...ssec };
  if (plan.purpose === "prod" && random.chance(0.05, "dsse", name)) return { algorithm: "aws:kms:dsse", ...ssec };
  const bucketKey = random.chance(plan.purpose === "data-lake" ? 0.55 : 0.72, "bucket-key", name);
  // Without a key of one's own S3 uses the AWS managed key of the account.
  if (random.chance(0.25, "managed", name)) return { algorithm: "aws:kms", bucketKey, ...ssec };
  const id = keyIdOf(random, accountId, region, random.below(keysPerRegion, "which", name));
  return {
    algorithm: "aws:kms",
    kmsKeyId: `arn:${partition}:kms:${region}:${accountId}:key/${id}`,
    bucketKey,
    ...ssec,
  };
}

const owners = [
  "claims-team",
  "policy-admin",
  "finance",
  "platform",
  "data-platform",
  "web-team",
  "security",
  "ml-research",
];
const classes = ["public", "internal", "confidential", "restricted"];

function tagsOf(random: Random, plan: PlannedAccount, name: string, good: number): Record<string, string> | null {
  if (!random.chance(0.35 + good * 0.6, "tagged", name)) return null;
  const environment = plan.purpose === "dev" ? "development" : plan.purpose === "sandbox" ? "sandbox" : "production";
  const tags: Record<string, string> = { owner: random.pick(owners, "owner", name), environment };
  if (random.chance(0.45 + good * 0.45, "class", name)) {
    tags["data-classification"] = plan.purpose === "web" ? "public" : random.pick(classes.slice(1), "classes", name);
  }
  if (random.chance(0.25, "cost", name)) tags["cost-centre"] = `CC-${1000 + random.below(90, "cc", name)}`;
  return tags;
}
