import { type Block, blockAll } from "./configuration";
import { document } from "./documents";
import type { Kind, Place } from "./records";

/** Multi-Region Access Points are made and asked about in one region, wherever their buckets are. */
export const mrapRegion = "us-west-2";

export type MultiRegionAccessPoint = {
  name: string;
  accountId: string;
  alias: string;
  createdAt: string;
  /** Since when it is being taken away. */
  deletingSince: string | null;
  block: Block;
  regions: readonly { bucket: string; accountId: string; region: string; dial: number }[];
  policy: { established: string | null; proposed: { text: string; since: string } | null };
};

/** A request to make, change or take one away: what became of it is asked later. */
export type MrapRequest = {
  token: string;
  /** What the caller gave, so that asking again asks once. */
  clientToken: string;
  operation: "CreateMultiRegionAccessPoint" | "DeleteMultiRegionAccessPoint" | "PutMultiRegionAccessPointPolicy";
  createdAt: string;
  name: string;
  regions: readonly string[];
  /** Why it came to nothing. */
  failure: { code: string; message: string } | null;
};

/** How long AWS takes here: long enough to be asked too early. */
export const mrapMilliseconds = 1_000;

type Plan = { account: string; name: string; open?: boolean; shared?: "organization" | "anyone" };

/** One that only the organization reads, one without a policy, and one made for partners without a block. */
const plans: readonly Plan[] = [
  { account: "data-lake-prod", name: "lake-global", shared: "organization" },
  { account: "claims-prod", name: "claims-failover" },
  { account: "partner-exchange-prod", name: "partner-global", open: true, shared: "anyone" },
];

const openBlock: Block = { ...blockAll, BlockPublicPolicy: false, RestrictPublicBuckets: false };

export const mrapArn = (partition: string, { accountId, alias }: { accountId: string; alias: string }): string =>
  `arn:${partition}:s3::${accountId}:accesspoint/${alias}`;

export const mrapAlias = (world: Place["world"], accountId: string, name: string): string =>
  `m${world.random.hex(12, "mrap", accountId, name)}.mrap`;

export const multiRegionAccessPoints: Kind<MultiRegionAccessPoint> = {
  name: "multi-region-access-point",
  id: ({ name }) => name,
  derive(place) {
    const { world, account, region } = place;
    // The commercial partition alone has them.
    if (region !== mrapRegion || world.partition !== "aws") return [];
    const planned = world.tree.purposes.get(account.id)?.name;
    return plans.flatMap((plan) => (plan.account === planned ? madeFrom(place, plan) : []));
  },
};

function madeFrom({ world, account }: Place, plan: Plan): MultiRegionAccessPoint[] {
  const seeded = world.seededBuckets(account.id).filter(({ policy }) => !policy?.includes("OnlyTheVault"));
  const regions = world.regions
    .slice(0, 3)
    .flatMap((region) => seeded.find((bucket) => bucket.region === region) ?? []);
  if (regions.length < 2) return [];
  const point: MultiRegionAccessPoint = {
    name: plan.name,
    accountId: account.id,
    alias: mrapAlias(world, account.id, plan.name),
    createdAt: "2024-05-14T08:00:00.000Z",
    deletingSince: null,
    block: plan.open ? openBlock : blockAll,
    regions: regions.map((bucket, n) => ({
      bucket: bucket.name,
      accountId: account.id,
      region: bucket.region,
      // Active and passive: the last takes over when somebody says so.
      dial: n === regions.length - 1 && regions.length > 2 ? 0 : 100,
    })),
    policy: { established: null, proposed: null },
  };
  if (!plan.shared) return [point];
  const within = plan.shared === "organization";
  const established = document({
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: `${mrapArn(world.partition, point)}/object/*`,
    ...(within ? { Condition: { StringEquals: { "aws:PrincipalOrgID": world.seed.organizationId } } } : {}),
  });
  return [{ ...point, policy: { established, proposed: null } }];
}

/** Requests are only ever made by calls. */
export const mrapRequests: Kind<MrapRequest> = {
  name: "multi-region-access-point-request",
  id: ({ token }) => token,
  derive: () => [],
};
