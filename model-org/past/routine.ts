import type { Account, Bucket } from "../world/configuration";
import { type By, deeds } from "./deeds";
import type { Step } from "./step";
import type { Telling } from "./telling";

const developers = [
  "ines.vogel",
  "tomas.berg",
  "yuki.arai",
  "priya.raman",
  "noor.haddad",
  "jonas.keller",
  "lea.fontaine",
];
const purposes = ["intake", "exports", "staging", "reports", "thumbnails", "snapshots", "queue-overflow", "imports"];
const teams = ["claims-team", "finance", "data-platform", "web-team", "ml-research"];
const costCentres = ["CC-1010", "CC-1024", "CC-1077", "CC-1103"];

/** How many everyday changes a working day has: about one for every fifty buckets, on some days more than on others. */
function everyday({ world, day, isWeekend }: Telling): number {
  const most = Math.max(2, Math.min(60, Math.round(world.bucketCount / 50)));
  const busy = Math.max(1, Math.round(most * (0.75 + world.random.of("busy", day) / 2)));
  return isWeekend ? Math.ceil(busy / 8) : busy;
}

/** What somebody does to a bucket now and then, and out of how many of a hundred changes. Undefined where there is nothing to do. */
type Habit = { of100: number; deed(told: Telling, by: By, bucket: Bucket): Step | undefined };

/** It may be suspended without leaving anything else broken. */
const isIdle = ({ versioning, settings }: Bucket): boolean =>
  versioning?.status === "Enabled" && !versioning.mfaDelete && !settings.replication && !settings.objectLock;

const isCareless = ({ name }: Bucket): boolean => /-(dev|sandbox)-|sandbox-/.test(name);

const habits: readonly Habit[] = [
  {
    // Only what somebody made on a whim is given up again: nobody deletes what the business runs on.
    of100: 10,
    deed: (told, by, bucket) => (/-\d{1,2}[0-9a-f]{2}$/.test(bucket.name) ? deeds.remove(told, by, bucket) : undefined),
  },
  {
    of100: 14,
    deed: (told, by, bucket) =>
      bucket.versioning?.status === "Enabled" ? undefined : deeds.versioning(told, by, bucket, "Enabled"),
  },
  {
    of100: 3,
    deed: (told, by, bucket) => (isIdle(bucket) ? deeds.versioning(told, by, bucket, "Suspended") : undefined),
  },
  {
    of100: 10,
    deed: (told, by, bucket) =>
      bucket.block === null && !bucket.policy?.includes("PublicRead") ? deeds.block(told, by, bucket) : undefined,
  },
  {
    of100: 12,
    deed: (told, by, bucket) =>
      bucket.settings.lifecycle || bucket.versioning?.mfaDelete ? undefined : deeds.expire(told, by, bucket),
  },
  {
    of100: 5,
    deed: (told, by, bucket) =>
      usesKms(bucket) && bucket.encryption.bucketKey !== true ? deeds.bucketKey(told, by, bucket, true) : undefined,
  },
  {
    // An auditor wanted one record for every use of the key.
    of100: 2,
    deed: (told, by, bucket) =>
      usesKms(bucket) && bucket.encryption.bucketKey ? deeds.bucketKey(told, by, bucket, false) : undefined,
  },
  {
    // A demo that needed it, and was given up before anything was opened.
    of100: 2,
    deed: (told, by, bucket) => (bucket.block && isCareless(bucket) ? deeds.unblock(told, by, bucket) : undefined),
  },
];

const usesKms = ({ encryption }: Bucket): boolean => encryption.algorithm === "aws:kms";

/** @returns the habit a draw falls to; undefined for none of them */
function habitAt(draw: number): Habit | undefined {
  let left = draw * 100;
  return habits.find(({ of100 }) => {
    left -= of100;
    return left < 0;
  });
}

const newBuckets = 0.1;

/** What happens on any day: buckets are made and given up, tagged, made better, and now and then made worse. */
export function routine(told: Telling): Step[] {
  const { random } = told.world;
  const accounts = told.accountsLike(/-(prod|dev)$|sandbox|web-/);
  if (accounts.length === 0) return [];
  return Array.from({ length: everyday(told) }, (_, n): Step[] => {
    const account = accounts[n % accounts.length];
    if (!account) return [];
    const by = { who: random.pick(developers, "who", told.day, n), hour: 8 + random.below(9, "hour", told.day, n) };
    if (random.chance(newBuckets, "routine", told.day, n)) return [makes(told, by, account, n)];
    const names = told.world.bucketNames(account.id);
    const bucket = told.world.bucket(names[random.below(Math.max(1, names.length), "which", told.day, n)] ?? "");
    // A vault lets only its keeper in.
    if (!bucket || bucket.policy?.includes("OnlyTheVault")) return [];
    const done = habitAt(random.of("habit", told.day, n))?.deed(told, by, bucket);
    return [done ?? tags(told, by, bucket, n)];
  }).flat();
}

function makes(told: Telling, by: By, account: Account, n: number): Step {
  const { random, regions, homeRegion } = told.world;
  const word = random.pick(purposes, "purpose", told.day, n);
  const region = regions[random.chance(0.7, "home", told.day, n) ? 0 : 1] ?? homeRegion;
  return deeds.make(
    told,
    by,
    account,
    region,
    `${account.name}-${word}-${told.day}${random.hex(2, "new", told.day, n)}`,
  );
}

function tags(told: Telling, by: By, bucket: Bucket, n: number): Step {
  const { random } = told.world;
  const owner = random.pick(teams, "o", told.day, n);
  const isOwner = random.chance(0.5, "tag", told.day, n);
  return deeds.tag(
    told,
    by,
    bucket,
    isOwner ? { owner } : { "cost-centre": random.pick(costCentres, "cc", told.day, n) },
  );
}
