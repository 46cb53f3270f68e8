import type { Context } from "../wire/context";
import { backupJobs } from "../world/backup-jobs";
import { backupPlans } from "../world/backup-plans";
import { leavesBackups } from "../world/backup-runs";
import type { Bucket } from "../world/configuration";
import type { World } from "../world/world";
import { invalidToken, type Paged, sizeOf } from "./backup-find";

/** Where a page begins: an account, a bucket's name, and how many of the bucket's items came before. */
type Place = [accountId: string, name: string, before: number];

/** A page looks at no more buckets than this: it may come back short, or empty, with a token. */
const looked = 2_000;

/** @returns whether AWS Backup has anything to say about buckets of an account and region */
function mayHold(world: World, accountId: string, region: string): boolean {
  return (
    leavesBackups(world, accountId) ||
    world.records.list(backupPlans, accountId, region).some(({ selections }) => selections.length > 0) ||
    world.records.list(backupJobs, accountId, region).length > 0
  );
}

/** One page of what buckets have, account by account and bucket by bucket by name: it costs what it holds. */
export function walkBuckets<T>(
  world: World,
  where: { accountIds: readonly string[]; region: string },
  itemsOf: (bucket: Bucket) => readonly T[],
  input: Paged,
): { items: T[]; NextToken?: string } {
  const size = sizeOf(input);
  const [firstAccount, firstName, firstBefore] = readToken(input.NextToken, where.accountIds);
  const items: T[] = [];
  let seen = 0;
  for (const accountId of where.accountIds.slice(where.accountIds.indexOf(firstAccount))) {
    if (!mayHold(world, accountId, where.region)) continue;
    for (const name of world.bucketNames(accountId)) {
      if (accountId === firstAccount && name < firstName) continue;
      if (seen++ >= looked) return { items, NextToken: token([accountId, name, 0]) };
      const bucket = world.bucket(name);
      if (bucket?.region !== where.region) continue;
      const before = accountId === firstAccount && name === firstName ? firstBefore : 0;
      const all = itemsOf(bucket).slice(before);
      const room = size - items.length;
      items.push(...all.slice(0, room));
      if (all.length > room) return { items, NextToken: token([accountId, name, before + room]) };
    }
  }
  return { items };
}

/** The buckets of whoever asks. */
export const ownBuckets = ({ caller, region }: Context): { accountIds: string[]; region: string } => ({
  accountIds: [caller.accountId],
  region,
});

const token = (place: Place): string => Buffer.from(JSON.stringify(place)).toString("base64url");

function readToken(given: string | undefined, accountIds: readonly string[]): Place {
  if (given === undefined) return [accountIds[0] ?? "", "", 0];
  try {
    const [accountId, name, before] = JSON.parse(Buffer.from(given, "base64url").toString()) as Partial<Place>;
    if (accountId === undefined || !accountIds.includes(accountId)) throw invalidToken();
    if (typeof name !== "string" || !Number.isInteger(before)) throw invalidToken();
    return [accountId, name, before ?? 0];
  } catch {
    throw invalidToken();
  }
}
