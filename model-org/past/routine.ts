import { deeds } from "./deeds";
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
const costCentres = ["CC-1010", "CC-1024", "CC-1077", "CC-1103"];

/** How many everyday changes a working day has: about one for every hundred buckets. */
const everyday = (told: Telling): number => {
  const most = Math.max(2, Math.min(30, Math.round(told.world.bucketCount / 80)));
  return told.isWeekend ? Math.ceil(most / 8) : most;
};

/** What happens on any day: buckets are made and given up, tagged, made better, and now and then made worse. */
export function routine(told: Telling): Step[] {
  const { random } = told.world;
  const accounts = told.accountsLike(/-(prod|dev)$|sandbox|web-/);
  if (accounts.length === 0) return [];
  return Array.from({ length: everyday(told) }, (_, n): Step[] => {
    const account = accounts[n % accounts.length];
    if (!account) return [];
    const draw = random.of("routine", told.day, n);
    const by = { who: random.pick(developers, "who", told.day, n), hour: 8 + random.below(9, "hour", told.day, n) };
    const names = told.world.bucketNames(account.id);
    const bucket = told.world.bucket(names[random.below(Math.max(1, names.length), "which", told.day, n)] ?? "");
    if (draw < 0.14) {
      const word = random.pick(purposes, "purpose", told.day, n);
      const region = told.world.regions[random.chance(0.7, "home", told.day, n) ? 0 : 1] ?? told.world.homeRegion;
      return [
        deeds.make(
          told,
          by,
          account,
          region,
          `${account.name}-${word}-${told.day}${random.hex(2, "new", told.day, n)}`,
        ),
      ];
    }
    // A vault lets only its keeper in.
    if (!bucket || bucket.policy?.includes("OnlyTheVault")) return [];
    // Only what somebody made on a whim is given up again: nobody deletes what the business runs on.
    if (draw < 0.22 && /-\d{1,2}[0-9a-f]{2}$/.test(bucket.name)) return [deeds.remove(told, by, bucket)];
    if (draw < 0.34)
      return bucket.versioning?.status === "Enabled" ? [] : [deeds.versioning(told, by, bucket, "Enabled")];
    if (draw < 0.38) {
      const idle =
        bucket.versioning?.status === "Enabled" &&
        !bucket.versioning.mfaDelete &&
        !bucket.settings.replication &&
        !bucket.settings.objectLock;
      return idle && told.day % 2 === 0 ? [deeds.versioning(told, by, bucket, "Suspended")] : [];
    }
    if (draw < 0.44)
      return bucket.block === null && !bucket.policy?.includes("PublicRead") ? [deeds.block(told, by, bucket)] : [];
    const owner = random.pick(["claims-team", "finance", "data-platform", "web-team", "ml-research"], "o", told.day, n);
    const tags = draw < 0.7 ? { owner } : { "cost-centre": random.pick(costCentres, "cc", told.day, n) };
    return [deeds.tag(told, by, bucket, tags)];
  }).flat();
}
