import { keyIdOf } from "./buckets";
import { document } from "./documents";
import type { Kind, Place } from "./records";

export type TableEncryption = { sseAlgorithm: "AES256" | "aws:kms"; kmsKeyArn?: string };

/** A table bucket with everything S3 Tables would answer about it. `null` is "not configured". */
export type TableBucket = {
  name: string;
  id: string;
  /** `aws`: made by a service, as S3 Metadata does; nobody configures it. */
  type: "customer" | "aws";
  createdAt: string;
  encryption: TableEncryption | null;
  policy: string | null;
  replication: { versionToken: string; role: string; destinations: string[] } | null;
  storageClass: "STANDARD" | "INTELLIGENT_TIERING";
  tags: Record<string, string>;
};

/** A table; without an encryption of its own it has its bucket's. */
export type Table = {
  bucket: string;
  namespace: string;
  name: string;
  id: string;
  createdAt: string;
  encryption: TableEncryption | null;
  policy: string | null;
  tags: Record<string, string>;
};

type Plan = {
  name: string;
  /** Which of the world's regions. */
  region?: number;
  type?: TableBucket["type"];
  key?: number;
  /** Said out loud to be S3's own key; without either nothing was ever configured. */
  managedKey?: boolean;
  shared?: "organization" | "partner" | "anyone";
  replicated?: boolean;
  tags?: Record<string, string>;
  tables?: Readonly<Record<string, readonly string[]>>;
  /** A table given to a partner, behind the back of the bucket's policy. */
  partnerTable?: string;
};

const owned = { owner: "data-platform", environment: "production", "data-classification": "confidential" };

/** By account: encrypted or not, shared with whom, replicated or not, tagged or not. */
const plans: Readonly<Record<string, readonly Plan[]>> = {
  "data-lake-prod": [
    {
      name: "lakehouse",
      key: 0,
      shared: "organization",
      replicated: true,
      tags: owned,
      tables: { claims: ["events", "payments", "reserves"], policies: ["contracts", "riders"] },
    },
    { name: "curated", managedKey: true, tags: owned, tables: { curated: ["customers", "vehicles"] } },
    { name: "exchange", key: 1, shared: "partner", tags: { owner: "data-platform" }, tables: { partner: ["quotes"] } },
    { name: "lakehouse-replica", region: 1, key: 0, tags: owned },
    { name: "aws-s3", type: "aws", tables: { aws_s3_metadata: ["journal", "inventory"] } },
  ],
  "data-lake-dev": [{ name: "scratch", shared: "anyone", tables: { scratch: ["try_out"] } }],
  "analytics-prod": [
    { name: "analytics", key: 2, tags: owned, tables: { reports: ["daily", "monthly"] }, partnerTable: "daily" },
  ],
  "actuarial-prod": [{ name: "models", managedKey: true }],
  "sandbox-ines": [{ name: "try" }],
};

/** An insurer's partner, outside of the organization. */
const partner = "210987654321";

export const tableBucketArn = ({ world, account, region }: Place, name: string): string =>
  `arn:${world.partition}:s3tables:${region}:${account.id}:bucket/${name}`;

/** Table buckets: the data lake's, one made by S3 Metadata, and what somebody tried out. */
export const tableBuckets: Kind<TableBucket> = {
  name: "table-bucket",
  id: ({ name }) => name,
  derive: (place) => plansOf(place).map((plan) => bucketFrom(place, plan)),
};

export const tables: Kind<Table> = {
  name: "table",
  id: ({ bucket, namespace, name }) => `${bucket}/${namespace}/${name}`,
  derive: (place) =>
    plansOf(place).flatMap((plan) =>
      Object.entries(plan.tables ?? {}).flatMap(([namespace, names]) =>
        names.map((name) => tableFrom(place, plan, namespace, name)),
      ),
    ),
};

function plansOf({ world, account, region }: Place): Plan[] {
  const plan = world.tree.purposes.get(account.id);
  return (plans[plan?.name ?? ""] ?? []).filter((one) => world.regions[one.region ?? 0] === region);
}

const nameOf = ({ account }: Place, { type, name }: Plan): string =>
  type === "aws" ? name : `${account.name.replace("aldermoor-", "")}-${name}`;

const uuid = (hex: string): string =>
  [8, 13, 18, 23].reduce((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex);

function bucketFrom(place: Place, plan: Plan): TableBucket {
  const { world, account, region } = place;
  const { random, partition, organizationId } = world.seed;
  const name = nameOf(place, plan);
  const arn = tableBucketArn(place, name);
  const created = Date.UTC(2025, random.below(14, "table-bucket", account.id, name), 9, 8);
  return {
    name,
    id: uuid(random.hex(32, "table-bucket", account.id, region, name)),
    type: plan.type ?? "customer",
    createdAt: new Date(created).toISOString(),
    encryption:
      plan.key !== undefined
        ? {
            sseAlgorithm: "aws:kms",
            kmsKeyArn: `arn:${partition}:kms:${region}:${account.id}:key/${keyIdOf(random, account.id, region, plan.key)}`,
          }
        : plan.managedKey
          ? { sseAlgorithm: "AES256" }
          : null,
    policy: plan.shared
      ? document({
          Effect: "Allow",
          Principal: plan.shared === "partner" ? { AWS: `arn:${partition}:iam::${partner}:root` } : "*",
          Action: ["s3tables:GetTableData", "s3tables:GetTableMetadataLocation"],
          Resource: `${arn}/table/*`,
          ...(plan.shared === "organization"
            ? { Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId } } }
            : {}),
        })
      : null,
    replication: plan.replicated
      ? {
          versionToken: random.hex(20, "table-replication", arn),
          role: `arn:${partition}:iam::${account.id}:role/TableReplication`,
          destinations: [tableBucketArn({ ...place, region: world.regions[1] ?? region }, `${name}-replica`)],
        }
      : null,
    storageClass: "STANDARD",
    tags: plan.tags ?? {},
  };
}

function tableFrom(place: Place, plan: Plan, namespace: string, name: string): Table {
  const { random, partition } = place.world.seed;
  const bucket = nameOf(place, plan);
  const id = uuid(random.hex(32, "table", place.account.id, bucket, namespace, name));
  const arn = `${tableBucketArn(place, bucket)}/table/${id}`;
  return {
    bucket,
    namespace,
    name,
    id,
    createdAt: new Date(Date.UTC(2025, random.below(16, "table", arn), 21, 8)).toISOString(),
    encryption: null,
    policy:
      plan.partnerTable === name
        ? document({
            Effect: "Allow",
            Principal: { AWS: `arn:${partition}:iam::${partner}:root` },
            Action: "s3tables:GetTableData",
            Resource: arn,
          })
        : null,
    tags: {},
  };
}
