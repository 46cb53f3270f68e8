import type { GetBucketLifecycleConfigurationCommandOutput } from "@aws-sdk/client-s3";
import { keyIdOf } from "./buckets";
import type { Encryption } from "./configuration";
import { document } from "./documents";
import { partnerAccountId } from "./foreign-buckets";
import type { Kind } from "./records";
import type { World } from "./world";

/** A bucket of S3 Express One Zone: in one zone, never public, with fewer settings. */
export type DirectoryBucket = {
  name: string;
  accountId: string;
  region: string;
  zone: string;
  createdAt: string;
  encryption: Encryption;
  /** The one key of its own a directory bucket may ever have, once it had one. */
  onlyKey?: string;
  policy: string | null;
  lifecycle: Omit<GetBucketLifecycleConfigurationCommandOutput, "$metadata"> | null;
};

/** Zones by region, as their ids spell them; a region that is not here has no directory buckets. */
export const zones: Readonly<Record<string, readonly string[]>> = {
  "us-east-1": ["use1-az4", "use1-az5", "use1-az6"],
  "eu-north-1": ["eun1-az1", "eun1-az2", "eun1-az3"],
  "eu-west-1": ["euw1-az1", "euw1-az3"],
};

type Plan = {
  account: string;
  base: string;
  region: string;
  kms?: boolean;
  lifecycle?: "expires" | "parts" | "off";
  shared?: "organization" | "partner";
};

/** Encrypted with a key or not, expiring or not, shared with whom: one of each. */
const plans: readonly Plan[] = [
  { account: "data-lake-prod", base: "features-hot", region: "eu-west-1", kms: true, lifecycle: "expires" },
  { account: "data-lake-prod", base: "shuffle", region: "eu-west-1", lifecycle: "parts", shared: "organization" },
  { account: "data-lake-prod", base: "scratch", region: "us-east-1" },
  { account: "analytics-prod", base: "query-cache", region: "us-east-1", kms: true, lifecycle: "off" },
  { account: "data-science-dev", base: "training", region: "us-east-1", lifecycle: "expires", shared: "partner" },
  { account: "hackathon-2026", base: "try-express", region: "us-east-1" },
];

/** Accounts that hold directory buckets from the beginning. */
export const directoryAccounts: ReadonlySet<string> = new Set(plans.map(({ account }) => account));

export const directoryArn = (world: World, { name, accountId, region }: Omit<DirectoryBucket, "zone">): string =>
  `arn:${world.partition}:s3express:${region}:${accountId}:bucket/${name}`;

export const directoryBuckets: Kind<DirectoryBucket> = {
  name: "directory-bucket",
  id: ({ name }) => name,
  derive({ world, account, region }) {
    const { random, partition } = world.seed;
    const planned = world.tree.purposes.get(account.id)?.name;
    return plans.flatMap((plan): DirectoryBucket[] => {
      if (plan.account !== planned || plan.region !== region || !world.regions.includes(region)) return [];
      const zone = random.pick(zones[region] ?? [], "zone", plan.base);
      const name = `aldermoor-${plan.base}--${zone}--x-s3`;
      const bucket: DirectoryBucket = {
        name,
        accountId: account.id,
        region,
        zone,
        createdAt: new Date(Date.UTC(2024, 3 + random.below(24, "directory", name), 9)).toISOString(),
        encryption: plan.kms
          ? {
              algorithm: "aws:kms",
              kmsKeyId: `arn:${partition}:kms:${region}:${account.id}:key/${keyIdOf(random, account.id, region, 0)}`,
              bucketKey: true,
            }
          : { algorithm: "AES256" },
        policy: null,
        lifecycle: lifecycleOf(plan),
      };
      if (plan.shared) bucket.policy = policyOf(world, bucket, plan.shared);
      return [bucket];
    });
  },
};

const lifecycleOf = ({ lifecycle }: Plan): DirectoryBucket["lifecycle"] => {
  if (!lifecycle) return null;
  const expires = { ID: "expire", Status: "Enabled" as const, Filter: { Prefix: "" }, Expiration: { Days: 7 } };
  const parts = {
    ID: "parts",
    Status: lifecycle === "off" ? ("Disabled" as const) : ("Enabled" as const),
    Filter: { Prefix: "" },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
  };
  return { Rules: lifecycle === "expires" ? [expires, parts] : [parts] };
};

const policyOf = (world: World, bucket: DirectoryBucket, shared: "organization" | "partner"): string =>
  document({
    Sid: "Sessions",
    Effect: "Allow",
    Principal: {
      AWS: `arn:${world.partition}:iam::${shared === "partner" ? partnerAccountId : world.hubAccountId}:root`,
    },
    Action: "s3express:CreateSession",
    Resource: directoryArn(world, bucket),
  });
