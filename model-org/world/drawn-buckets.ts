import type { Bucket } from "./configuration";
import type { World } from "./world";

const drawn = new WeakMap<World, Map<string, readonly Bucket[]>>();

/** In a large organization the few stay few: about so many accounts have any. */
const mostAccounts = 60;

/** How many accounts have any, and how many of their buckets. Some have one whatever is drawn. */
export type Odds = { accounts: number; buckets: number; always?: ((bucket: Bucket) => boolean) | undefined };

/**
 * The seeded few of an account's buckets about which somebody found something. Drawn once: an administrator asks for
 * those of thousands of accounts, of which most have none and cost nothing.
 * @returns buckets as the seed makes them
 */
export function drawnBuckets(world: World, accountId: string, what: string, odds: Odds): readonly Bucket[] {
  const known = drawn.get(world) ?? new Map<string, readonly Bucket[]>();
  drawn.set(world, known);
  const key = `${what}/${accountId}`;
  const before = known.get(key);
  if (before) return before;
  const any =
    odds.always !== undefined ||
    world.random.chance(Math.min(odds.accounts, mostAccounts / world.options.accounts), what, accountId);
  const buckets = any
    ? world
        .seededBuckets(accountId)
        .filter((bucket) => odds.always?.(bucket) || world.random.chance(odds.buckets, what, bucket.name))
    : [];
  known.set(key, buckets);
  return buckets;
}
