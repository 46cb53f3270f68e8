import { list, type Statement, statementsOf } from "../iam/document";
import { accessPoints } from "./access-points";
import { type Block, type Bucket, blockAll } from "./configuration";
import { isPublicPolicy } from "./read-policy";
import type { World } from "./world";

/** One way in to a bucket for somebody outside of its account. */
export type Exposure = {
  by: "POLICY" | "BUCKET_ACL" | "S3_ACCESS_POINT";
  /** Anyone; an account outside of the organization, another account of it, or the organization as such. */
  to: "public" | "external" | "internal" | "organization";
  /** As in a Principal element: `*`, an ARN or an account. */
  principal: string;
  actions: string[];
  condition: Record<string, string>;
  accessPointArn?: string;
};

/** @returns the settings in force on a bucket: its own and its account's together */
export function blockInForce(world: World, { accountId, block }: Pick<Bucket, "accountId" | "block">): Block {
  const account = world.account(accountId);
  const above = account ? world.effectiveBlock(account) : null;
  const either = (setting: keyof Block) => Boolean(block?.[setting] || above?.[setting]);
  return {
    BlockPublicAcls: either("BlockPublicAcls"),
    IgnorePublicAcls: either("IgnorePublicAcls"),
    BlockPublicPolicy: either("BlockPublicPolicy"),
    RestrictPublicBuckets: either("RestrictPublicBuckets"),
  };
}

/** @returns every way in that is in force: what a block keeps out is none */
export function exposuresOf(world: World, bucket: Bucket): Exposure[] {
  const block = blockInForce(world, bucket);
  return [
    ...byPolicy(world, bucket.accountId, bucket.policy, block),
    ...byAcl(world, bucket, block),
    ...byAccessPoint(world, bucket, block),
  ];
}

/** @returns ways in by a policy alone, of a resource that is never public: a directory bucket */
export const sharedByPolicy = (world: World, accountId: string, policy: string | null): Exposure[] =>
  byPolicy(world, accountId, policy, blockAll);

function byPolicy(world: World, accountId: string, policy: string | null, block: Block): Exposure[] {
  if (policy === null) return [];
  // RestrictPublicBuckets leaves a public policy to the account's own principals and AWS's services.
  if (block.RestrictPublicBuckets && isPublicPolicy(policy)) return [];
  return statementsOf(policy).flatMap((statement) => {
    if (statement.Effect !== "Allow") return [];
    const actions = list(statement.Action).map(String);
    const condition = conditionOf(statement);
    return principalsOf(statement).flatMap((principal): Exposure[] => {
      const to = reachOf(world, accountId, principal, policyOf(statement));
      return to ? [{ by: "POLICY", to, principal, actions, condition }] : [];
    });
  });
}

const policyOf = (statement: Statement): string => JSON.stringify({ Statement: [statement] });

function reachOf(world: World, accountId: string, principal: string, alone: string): Exposure["to"] | undefined {
  if (principal === "*") return isPublicPolicy(alone) ? "public" : "organization";
  const owner = /^\d{12}$/.test(principal) ? principal : /^arn:[^:]*:iam::(\d{12}):/.exec(principal)?.[1];
  if (owner === undefined || owner === accountId) return undefined;
  return world.account(owner) ? "internal" : "external";
}

function principalsOf({ Principal }: Statement): string[] {
  if (Principal === "*") return ["*"];
  if (typeof Principal !== "object" || Principal === null) return [];
  return list((Principal as { AWS?: unknown }).AWS).map(String);
}

/** Conditions as Access Analyzer shows them: a key and its first value. */
const conditionOf = ({ Condition }: Statement): Record<string, string> =>
  Object.fromEntries(
    Object.values(Condition ?? {}).flatMap((keys) =>
      Object.entries(keys).map(([key, value]) => [key, String(list(value)[0])]),
    ),
  );

const aclActions: Readonly<Record<string, string[]>> = {
  READ: ["s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:ListBucketVersions"],
  WRITE: ["s3:PutObject", "s3:DeleteObject"],
  READ_ACP: ["s3:GetBucketAcl"],
  WRITE_ACP: ["s3:PutBucketAcl"],
  FULL_CONTROL: ["s3:ListBucket", "s3:PutObject", "s3:GetBucketAcl", "s3:PutBucketAcl"],
};

function byAcl(world: World, { accountId, grants, ownership }: Bucket, block: Block): Exposure[] {
  if (ownership === "BucketOwnerEnforced") return [];
  const way = (to: Exposure["to"], principal: string, permission: string): Exposure[] => [
    { by: "BUCKET_ACL", to, principal, actions: aclActions[permission] ?? [], condition: {} },
  ];
  return grants.flatMap(({ grantee, permission }): Exposure[] => {
    if ("group" in grantee) {
      const open = grantee.group !== "LogDelivery" && !block.IgnorePublicAcls;
      return open ? way("public", "*", permission) : [];
    }
    const { canonicalId } = grantee;
    if (canonicalId === canonicalIdOf(world, accountId)) return [];
    const internal = world.tree.accounts.some(({ id }) => canonicalIdOf(world, id) === canonicalId);
    return way(internal ? "internal" : "external", canonicalId, permission);
  });
}

const canonicalIdOf = ({ random }: World, accountId: string): string => random.hex(64, "owner", accountId);

/** An access point's own policy and block decide, under the account's block. */
function byAccessPoint(world: World, bucket: Bucket, above: Block): Exposure[] {
  if (above.RestrictPublicBuckets) return [];
  return world.records.list(accessPoints, bucket.accountId, bucket.region).flatMap((point) => {
    if (point.bucket !== bucket.name || point.vpcId !== null) return [];
    const found = byPolicy(world, bucket.accountId, point.policy, point.block);
    const arn = `arn:${world.partition}:s3:${point.region}:${point.accountId}:accesspoint/${point.name}`;
    return found.map((one) => ({ ...one, by: "S3_ACCESS_POINT" as const, accessPointArn: arn }));
  });
}
