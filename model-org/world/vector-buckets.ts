import { keyIdOf } from "./buckets";
import { document } from "./documents";
import type { Kind, Place } from "./records";

export type VectorEncryption = { sseType: "AES256" | "aws:kms"; kmsKeyArn?: string };

/** A bucket of S3 Vectors. How it is encrypted is said when it is made, and never changes. */
export type VectorBucket = {
  name: string;
  createdAt: string;
  encryption: VectorEncryption;
  policy: string | null;
  tags: Record<string, string>;
};

export type VectorIndex = {
  bucket: string;
  name: string;
  createdAt: string;
  dimension: number;
  metric: "cosine" | "euclidean";
  /** Its own; its bucket's unless said. */
  encryption: VectorEncryption | null;
  tags: Record<string, string>;
};

type Plan = {
  name: string;
  key?: number;
  shared?: "organization" | "partner" | "anyone";
  tags?: Record<string, string>;
  indexes?: readonly string[];
  /** An index with a key of its own in a bucket without. */
  ownKey?: string;
};

const owned = { owner: "ml-research", environment: "production", "data-classification": "internal" };

/** By account: encrypted or not, shared with whom, tagged or not, and one without an index. */
const plans: Readonly<Record<string, readonly Plan[]>> = {
  "data-lake-prod": [
    { name: "claims-search", key: 0, shared: "organization", tags: owned, indexes: ["letters", "photos"] },
    { name: "policy-search", tags: owned, indexes: ["clauses", "riders"], ownKey: "clauses" },
  ],
  "documents-prod": [
    { name: "broker-search", shared: "partner", tags: { owner: "ml-research" }, indexes: ["letters"] },
  ],
  "data-science-dev": [{ name: "embeddings", shared: "anyone", indexes: ["try-out"] }],
  "hackathon-2026": [{ name: "chat" }],
};

export const vectorBucketArn = ({ world, account, region }: Place, name: string): string =>
  `arn:${world.partition}:s3vectors:${region}:${account.id}:bucket/${name}`;

/** Vector buckets: the search of the data lake and of documents, and what somebody tried out. */
export const vectorBuckets: Kind<VectorBucket> = {
  name: "vector-bucket",
  id: ({ name }) => name,
  derive: (place) =>
    plansOf(place).map((plan) => {
      const { partition, organizationId } = place.world.seed;
      const arn = vectorBucketArn(place, plan.name);
      return {
        name: plan.name,
        createdAt: createdAt(place, plan.name),
        encryption: encryptionOf(place, plan.key),
        policy: plan.shared
          ? document({
              Effect: "Allow",
              Principal: plan.shared === "partner" ? { AWS: `arn:${partition}:iam::210987654321:root` } : "*",
              Action: ["s3vectors:QueryVectors", "s3vectors:GetVectors"],
              Resource: `${arn}/index/*`,
              ...(plan.shared === "organization"
                ? { Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId } } }
                : {}),
            })
          : null,
        tags: plan.tags ?? {},
      };
    }),
};

export const vectorIndexes: Kind<VectorIndex> = {
  name: "vector-index",
  id: ({ bucket, name }) => `${bucket}/${name}`,
  derive: (place) =>
    plansOf(place).flatMap((plan) =>
      (plan.indexes ?? []).map((name) => ({
        bucket: plan.name,
        name,
        createdAt: createdAt(place, `${plan.name}/${name}`),
        dimension: 1024,
        metric: "cosine" as const,
        encryption: plan.ownKey === name ? encryptionOf(place, 1) : null,
        tags: {},
      })),
    ),
};

function plansOf({ world, account, region }: Place): readonly Plan[] {
  if (region !== world.regions[0]) return [];
  return plans[world.tree.purposes.get(account.id)?.name ?? ""] ?? [];
}

const createdAt = ({ world, account }: Place, name: string): string =>
  new Date(Date.UTC(2025, 7 + world.random.below(12, "vectors", account.id, name), 14, 10)).toISOString();

function encryptionOf({ world, account, region }: Place, key: number | undefined): VectorEncryption {
  if (key === undefined) return { sseType: "AES256" };
  const id = keyIdOf(world.random, account.id, region, key);
  return { sseType: "aws:kms", kmsKeyArn: `arn:${world.partition}:kms:${region}:${account.id}:key/${id}` };
}
