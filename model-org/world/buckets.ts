import { type AccessPoint, type Account, type Bucket, blockAll, type Encryption, type Grant } from "./configuration";
import { document, statements } from "./documents";
import type { Random } from "./random";
import { optInRegions, type PlannedAccount, regions, type Tree } from "./tree";

export type Inventory = { buckets: Bucket[]; accessPoints: AccessPoint[] };

const partition = "aws";

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
  addStories(tree, inventory);
  addAccessPoints(random, tree, inventory);
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

const anyone = (permission: Grant["permission"]): Grant => ({ grantee: { group: "AllUsers" }, permission });

/** The buckets somebody will have to explain: public in several ways, saved by a level above, or closed to the auditor. */
function addStories(tree: Tree, { buckets }: Inventory): void {
  const idOf = (name: string) => tree.accounts.find((account) => account.name === `aldermoor-${name}`)?.id;
  const pick = (account: string, n: number): Bucket | undefined =>
    buckets.filter(({ accountId }) => accountId === idOf(account))[n];
  const open = (bucket: Bucket | undefined, change: (bucket: Bucket) => void) => {
    if (!bucket) return;
    bucket.block = null;
    change(bucket);
  };
  const publicRead = (bucket: Bucket) => {
    bucket.policy = document(statements.publicRead(partition, bucket.name));
  };
  for (const site of ["web-aldermoor", "web-careers", "web-campaigns"]) {
    for (const n of [0, 1]) {
      open(pick(site, n), (bucket) => {
        publicRead(bucket);
        if (n === 0) bucket.website = { index: "index.html" };
      });
    }
    const distribution = pick(site, 3);
    if (distribution) {
      distribution.block = blockAll;
      distribution.policy = document(
        statements.tlsOnly(partition, distribution.name),
        statements.behindCloudFront(partition, distribution.name, distribution.accountId),
      );
    }
  }
  open(pick("web-campaigns", 4), (bucket) => {
    bucket.website = { redirect: "www.aldermoor.example" };
  });
  // Public by policy and by nobody's intention: a dropbox for adjusters.
  open(pick("portal-prod", 0), (bucket) => {
    bucket.policy = document(statements.publicDropbox(partition, bucket.name));
    bucket.tags = { owner: "claims-team", environment: "production", "data-classification": "confidential" };
  });
  open(pick("partner-exchange-prod", 1), publicRead);
  open(pick("partner-exchange-prod", 2), (bucket) => {
    bucket.policy = document(statements.partnerWrite(partition, bucket.name, "210987654321"));
  });
  // The account blocks only what is new: what was public before still is.
  open(pick("documents-prod", 2), publicRead);
  // Public documents that a level above keeps in.
  open(pick("billing-prod", 1), publicRead);
  open(pick("shared-services", 2), publicRead);
  // By access list, from before 2023.
  open(pick("sandbox-ines", 1), (bucket) => {
    bucket.ownership = "ObjectWriter";
    bucket.grants.push(anyone("READ"));
  });
  open(pick("hackathon-2026", 2), (bucket) => {
    bucket.ownership = "ObjectWriter";
    bucket.grants.push(anyone("READ"), anyone("WRITE"));
  });
  open(pick("sandbox-yuki", 0), (bucket) => {
    bucket.ownership = null;
    bucket.grants.push({ grantee: { group: "AuthenticatedUsers" }, permission: "READ" });
  });
  // The grant is void: the owner enforces that access lists count for nothing.
  open(pick("hackathon-2026", 3), (bucket) => {
    bucket.ownership = "BucketOwnerEnforced";
    bucket.grants = bucket.grants.slice(0, 1);
  });
  open(pick("analytics-dev", 1), publicRead);
  for (const [account, n] of [
    ["backup", 3],
    ["payments-prod", 4],
    ["data-lake-prod", 7],
  ] as const) {
    const vault = pick(account, n);
    if (vault) {
      vault.policy = document(
        statements.tlsOnly(partition, vault.name),
        statements.onlyTheVault(partition, vault.name, vault.accountId),
      );
    }
  }
  const hostile = pick("hackathon-2026", 0);
  if (hostile)
    hostile.tags = { owner: "=cmd|' /C calc'!A0", environment: "<script>alert(1)</script>", "data-classification": "" };
}

function addAccessPoints(random: Random, tree: Tree, { buckets, accessPoints }: Inventory): void {
  for (const bucket of buckets) {
    const plan = tree.purposes.get(bucket.accountId);
    if (plan?.purpose !== "data-lake" && plan?.name !== "analytics-prod" && plan?.name !== "partner-exchange-prod")
      continue;
    if (!random.chance(0.18, "access-point", bucket.name)) continue;
    const name = `${bucket.name.replace("aldermoor-", "").slice(0, 40)}-ap`;
    accessPoints.push({
      name,
      accountId: bucket.accountId,
      region: bucket.region,
      bucket: bucket.name,
      bucketAccountId: bucket.accountId,
      vpcId: random.chance(0.6, "vpc", name) ? `vpc-${random.hex(17, "vpc", bucket.accountId)}` : null,
      block: blockAll,
      policy: null,
      createdAt: bucket.createdAt,
    });
  }
  // A partner's door: the bucket's own policy is closed, the access point's is not.
  const exchange = tree.accounts.find(({ name }) => name === "aldermoor-partner-exchange-prod");
  const behind = buckets.filter(({ accountId }) => accountId === exchange?.id)[3];
  if (!exchange || !behind) return;
  behind.block = null;
  const arn = `arn:${partition}:s3:${behind.region}:${exchange.id}:accesspoint/partner-downloads`;
  accessPoints.push({
    name: "partner-downloads",
    accountId: exchange.id,
    region: behind.region,
    bucket: behind.name,
    bucketAccountId: exchange.id,
    vpcId: null,
    block: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: false, RestrictPublicBuckets: false },
    policy: document({
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: `${arn}/object/*`,
    }),
    createdAt: behind.createdAt,
  });
}
