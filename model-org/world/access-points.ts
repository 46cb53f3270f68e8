import { type AccessPoint, blockAll } from "./configuration";
import { document } from "./documents";
import type { Kind } from "./records";

/** Access points: the data lake's, and a partner's door to a bucket that is closed itself. */
export const accessPoints: Kind<AccessPoint> = {
  name: "access-point",
  id: ({ name }) => name,
  derive({ world, account, region }) {
    const plan = world.tree.purposes.get(account.id);
    if (plan?.purpose !== "data-lake" && plan?.name !== "analytics-prod" && plan?.name !== "partner-exchange-prod") {
      return [];
    }
    const { random, partition } = world.seed;
    const seeded = world.seededBuckets(account.id);
    const points = seeded.flatMap((bucket): AccessPoint[] => {
      if (bucket.region !== region || !random.chance(0.18, "access-point", bucket.name)) return [];
      const name = `${bucket.name.replace("aldermoor-", "").slice(0, 40)}-ap`;
      return [
        {
          name,
          accountId: account.id,
          region,
          bucket: bucket.name,
          bucketAccountId: account.id,
          vpcId: random.chance(0.6, "vpc", name) ? `vpc-${random.hex(17, "vpc", account.id)}` : null,
          block: blockAll,
          policy: null,
          createdAt: bucket.createdAt,
        },
      ];
    });
    const behind = plan.name === "partner-exchange-prod" ? seeded[3] : undefined;
    if (behind?.region !== region) return points;
    return [
      ...points,
      {
        name: "partner-downloads",
        accountId: account.id,
        region,
        bucket: behind.name,
        bucketAccountId: account.id,
        vpcId: null,
        block: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: false,
          RestrictPublicBuckets: false,
        },
        policy: document({
          Effect: "Allow",
          Principal: "*",
          Action: "s3:GetObject",
          Resource: `arn:${partition}:s3:${region}:${account.id}:accesspoint/partner-downloads/object/*`,
        }),
        createdAt: behind.createdAt,
      },
    ];
  },
};
