import { authorize } from "../iam/authorize";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import { type DirectoryBucket, directoryAccounts, directoryArn, directoryBuckets } from "../world/directory-buckets";
import type { World } from "../world/world";
import { type BucketInput, noSuchBucket } from "./bucket-access";

/** `base--zone--x-s3`: only directory buckets are called so. */
const spelling = /^[a-z0-9][a-z0-9-]*--([a-z0-9]+-[a-z0-9]+)--x-s3$/;

/** @returns the zone in a directory bucket's name; undefined for the name of another bucket */
export const zoneOf = (name: string | undefined): string | undefined => spelling.exec(name ?? "")?.[1];

/**
 * Finds a directory bucket for a call about it.
 * @throws AwsError where there is none here, it is not whose it was expected to be, or the caller may not
 */
export function directoryBucketFor(
  world: World,
  input: BucketInput,
  context: Context,
  action: string,
): DirectoryBucket {
  const name = input.Bucket ?? "";
  const bucket = ownersOf(world, context)
    .map((id) => world.records.get(directoryBuckets, id, context.region, name))
    .find((one) => one !== undefined);
  if (!bucket) throw noSuchBucket(name);
  context.ownerId = bucket.accountId;
  if (input.ExpectedBucketOwner !== undefined && input.ExpectedBucketOwner !== bucket.accountId) {
    throw new AwsError("AccessDenied", "Access Denied", 403);
  }
  authorize(world, context, action, {
    resource: directoryArn(world, bucket),
    ownerId: bucket.accountId,
    policy: bucket.policy,
  });
  return bucket;
}

/** The caller's own; an administrator's and those of the accounts that have some. */
function ownersOf(world: World, { caller }: Context): string[] {
  if (caller.kind !== "administrator") return [caller.accountId];
  const planned = world.tree.accounts.filter(({ id }) =>
    directoryAccounts.has(world.tree.purposes.get(id)?.name ?? ""),
  );
  return [caller.accountId, ...planned.map(({ id }) => id)];
}
