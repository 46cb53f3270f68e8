import type { Bucket } from "./configuration";
import type { World } from "./world";

const archives = new WeakMap<World, readonly Bucket[]>();

/** The buckets of the log archive as the seed makes them: where trails, recorders and exports of the organization deliver. */
function archiveOf(world: World): readonly Bucket[] {
  const known = archives.get(world);
  if (known) return known;
  const account = world.tree.accounts.find(({ id }) => world.tree.purposes.get(id)?.name === "log-archive");
  const buckets = account ? world.seededBuckets(account.id) : [];
  archives.set(world, buckets);
  return buckets;
}

/**
 * @param word what is delivered: cloudtrail, config, guardduty-findings, macie-results
 * @returns the log archive's first bucket for it; undefined in a world without a log archive
 */
export const logBucket = (world: World, word: string): Bucket | undefined =>
  archiveOf(world).find(({ name }) => name.endsWith(`-${word}`));
