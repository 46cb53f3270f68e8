import { accessPointsOf } from "./access-points";
import { type AccessPoint, type Account, type Bucket, blockAll, type Encryption } from "./configuration";
import { document, statements } from "./documents";
import type { Random } from "./random";
import { addStories } from "./stories";
import { optInRegions, type PlannedAccount, partition, regions, type Tree } from "./tree";

export type Inventory = { buckets: Bucket[]; accessPoints: AccessPoint[] };

const words: Readonly<Record<string, readonly string[]>> = {
  management: ["billing-reports", "org-trail"],
  security: ["cloudtrail", "config", "vpc-flow", "guardduty-findings", "access-logs", "macie-results", "forensics"],
  infrastructure: [
    "terraform-state",
    "artifacts",
    "images",
    "dns-logs",
    "backups",
    "packages",
    "inventory",
    "templates",
  ],
  prod: [
    "uploads",
    "exports",
    "archive",
    "events",
    "reports",
    "attachments",
    "intake",
    "replica",
    "access-logs",
    "config",
  ],
  "data-lake": [
    "raw",
    "curated",
    "features",
    "snapshots",
    "staging",
    "quality",
    "partitions",
    "models",
    "athena-results",
  ],
  dev: ["uploads", "fixtures", "exports", "scratch", "reports", "access-logs", "replay"],
  sandbox: ["test", "demo", "experiment", "notes", "models", "share"],
  web: ["site", "assets", "downloads", "campaign", "redirect", "media"],
  closed: ["migration", "legacy"],
};

/** @param total how many buckets the organization holds */
export function fillBuckets(random: Random, tree: Tree, total: number): Inventory {
  const inventory: Inventory = { buckets: [], accessPoints: [] };
  const weights = [...tree.purposes.values()].reduce((sum, { weight }) => sum + weight, 0);
  let carried = 0;
  for (const account of tree.accounts) {
    const plan = tree.purposes.get(account.id) as PlannedAccount;
    carried += (plan.weight / weights) * total;
    const count = Math.round(carried);
    carried -= count;
    for (let i = 0; i < count; i++) inventory.buckets.push(bucketOf(random, tree, account, plan, i));
  }
  connectLogs(random, inventory.buckets);
  addStories(tree, inventory.buckets);
  inventory.accessPoints = accessPointsOf(random, tree, inventory.buckets);
  return inventory;
}

function regionOf(random: Random, account: Account, name: string): string {
  if (account.optedIn.length > 0 && random.chance(0.06, "optin", name)) return optInRegions[0] as string;
  const draw = random.of("region", name);
  if (draw < 0.62) return regions[0];
  return draw < 0.84 ? regions[1] : regions[2];
}

function bucketOf(random: Random, tree: Tree, account: Account, plan: PlannedAccount, i: number): Bucket {
  const kind = words[plan.purpose] ?? ["data"];
  const word = kind[i % kind.length] as string;
  const round = Math.floor(i / kind.length);
  const name = ["aldermoor", plan.name, word, ...(round > 0 ? [String(round + 1)] : [])].join("-").toLowerCase();
  const good =
    { security: 0.97, infrastructure: 0.9, management: 0.95, "data-lake": 0.86, prod: 0.84, dev: 0.62 }[
      plan.purpose as string
    ] ?? 0.35;
  const careful = (what: string) => random.chance(good, what, name);
  const region = regionOf(random, account, name);
  const bucket: Bucket = {
    name,
    region,
    accountId: account.id,
    createdAt: new Date(
      Date.UTC(2021, random.below(66, "made", name), 1 + random.below(27, "day", name)),
    ).toISOString(),
    block: random.chance(good * 0.9, "block", name) ? blockAll : null,
    encryption: encryptionOf(random, plan, account.id, region, name),
    policy: null,
    grants: [{ grantee: { canonicalId: random.hex(64, "owner", account.id) }, permission: "FULL_CONTROL" }],
    ownership: careful("ownership") ? "BucketOwnerEnforced" : random.chance(0.4, "own", name) ? "ObjectWriter" : null,
    logging: null,
    versioning: careful("versioning") ? { status: "Enabled", mfaDelete: false } : null,
    abac: plan.purpose === "data-lake" && random.chance(0.2, "abac", name),
    tags: tagsOf(random, plan, name, good),
    website: null,
  };
  if (!bucket.versioning && random.chance(0.2, "suspended", name))
    bucket.versioning = { status: "Suspended", mfaDelete: false };
  if (bucket.versioning && word === "org-trail") bucket.versioning.mfaDelete = true;
  const tls = careful("tls")
    ? [statements.tlsOnly(partition, name)]
    : random.chance(0.3, "half-tls", name)
      ? [statements.tlsForObjectsOnly(partition, name)]
      : [];
  const shared = random.chance(0.08, "shared", name)
    ? [statements.organizationRead(partition, name, tree.organizationId)]
    : [];
  const delivered = word.endsWith("logs") ? [statements.logDelivery(partition, name, account.id)] : [];
  const all = [...tls, ...shared, ...delivered];
  bucket.policy = all.length > 0 ? document(...all) : null;
  return bucket;
}

function encryptionOf(
  random: Random,
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
  const key = random.hex(32, "key", accountId, region, random.below(4, "which", name));
  const id = [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, key);
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

/** Buckets deliver their access logs to the log bucket of their account and region, where there is one. */
function connectLogs(random: Random, buckets: readonly Bucket[]): void {
  const targets = new Map<string, Bucket>();
  for (const bucket of buckets) {
    if (!/-access-logs(-\d+)?$/.test(bucket.name)) continue;
    const key = `${bucket.accountId}/${bucket.region}`;
    if (!targets.has(key)) targets.set(key, bucket);
  }
  for (const bucket of buckets) {
    const target = targets.get(`${bucket.accountId}/${bucket.region}`);
    if (!target || target === bucket || !random.chance(0.75, "logs", bucket.name)) continue;
    bucket.logging = { bucket: target.name, prefix: `${bucket.name}/` };
  }
}
