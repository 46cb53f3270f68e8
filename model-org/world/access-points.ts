import { type AccessPoint, type Bucket, blockAll } from "./configuration";
import { document } from "./documents";
import type { Random } from "./random";
import { partition, type Tree } from "./tree";

/** @returns the access points of the buckets; opens the bucket behind the partner's */
export function accessPointsOf(random: Random, tree: Tree, buckets: readonly Bucket[]): AccessPoint[] {
  const accessPoints: AccessPoint[] = [];
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
  if (!exchange || !behind) return accessPoints;
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
  return accessPoints;
}
