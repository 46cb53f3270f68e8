import { type AccessPoint, type Block, type Bucket, blockAll } from "./configuration";
import { document } from "./documents";
import { foreignBucket, partnerAccountId } from "./foreign-buckets";
import type { Kind, Place } from "./records";

/** Access points: the data lake's, and a partner's door to a bucket that is closed itself. */
export const accessPoints: Kind<AccessPoint> = {
  name: "access-point",
  id: ({ name }) => name,
  derive({ world, account, region }) {
    const plan = world.tree.purposes.get(account.id);
    if (plan?.purpose !== "data-lake" && plan?.name !== "analytics-prod" && plan?.name !== "partner-exchange-prod") {
      return [];
    }
    const { random } = world.seed;
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
    return [...points, ...storiesOf({ world, account, region }, plan.name, seeded)];
  },
};

/** Access points somebody will have to explain. */
function storiesOf({ world, account, region }: Place, plan: string, seeded: readonly Bucket[]): AccessPoint[] {
  const { random, partition } = world.seed;
  type Behind = Pick<Bucket, "name" | "region" | "accountId"> & { createdAt?: string };
  const made = (name: string, behind: Behind | undefined, more: Partial<AccessPoint>): AccessPoint[] => {
    if (behind?.region !== region) return [];
    const base = {
      name,
      accountId: account.id,
      region,
      bucket: behind.name,
      bucketAccountId: behind.accountId,
      vpcId: null,
      block: blockAll,
      policy: null,
      createdAt: behind.createdAt ?? "2023-11-02T10:00:00.000Z",
    };
    return [{ ...base, ...more }];
  };
  const allow = (name: string, more: Readonly<Record<string, unknown>>) =>
    document({
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: `arn:${partition}:s3:${region}:${account.id}:accesspoint/${name}/object/*`,
      ...more,
    });
  const root = (id: string) => ({ AWS: `arn:${partition}:iam::${id}:root` });
  const vpcId = `vpc-${random.hex(17, "vpc", account.id)}`;
  const open: Block = { ...blockAll, BlockPublicPolicy: false, RestrictPublicBuckets: false };
  switch (plan) {
    case "partner-exchange-prod":
      return [
        // A partner's door to a bucket that is closed itself: anyone is let in.
        ...made("partner-downloads", seeded[3], {
          block: open,
          policy: allow("partner-downloads", { Principal: "*" }),
        }),
        // Open by its own policy, but only to a network of the company.
        ...made("partner-staging", seeded[4], {
          vpcId,
          block: open,
          policy: allow("partner-staging", { Principal: "*" }),
        }),
        // To the partner's own bucket: what comes in is not the organization's to judge.
        ...made("partner-dropzone", foreignBucket(world, "northwind-partner-dropzone"), {}),
        ...made("partner-reads", seeded[5], { policy: allow("partner-reads", { Principal: root(partnerAccountId) }) }),
      ];
    case "analytics-prod": {
      // To a bucket of another account of the organization.
      const lake = world.tree.accounts.find(({ id }) => world.tree.purposes.get(id)?.name === "data-lake-prod");
      const behind = lake && world.seededBuckets(lake.id).find((bucket) => bucket.region === region);
      return made("lake-for-analytics", behind, { vpcId });
    }
    case "data-lake-prod":
      return made("lake-readers", seeded[1], {
        policy: allow("lake-readers", { Principal: root(random.accountId("analytics-prod")) }),
      });
    default:
      return [];
  }
}
