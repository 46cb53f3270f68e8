import type { Bucket } from "../world/configuration";
import { deeds } from "./deeds";
import type { Step } from "./step";
import type { Telling } from "./telling";

/** Work that a team goes on with for days: a few buckets a day, until it is done or its time is over. */
type Campaign = {
  title: string;
  from: number;
  to: number;
  who: string;
  hour: number;
  /** Accounts by the end of their names. */
  where: RegExp;
  perDay: number;
  open(bucket: Bucket, told: Telling): boolean;
  deed(told: Telling, by: { who: string; hour: number }, bucket: Bucket): Step[];
};

/** @returns the log bucket of a bucket's account and region; undefined where there is none, or it is one itself */
function logTargetOf(told: Telling, { accountId, region, name }: Bucket): string | undefined {
  const isTarget = (one: string): boolean => /-access-logs(-\d+)?$/.test(one);
  if (isTarget(name)) return undefined;
  return told.world.bucketNames(accountId).find((one) => isTarget(one) && told.world.bucket(one)?.region === region);
}

const isPublished = ({ policy }: Bucket): boolean => policy?.includes("PublicRead") ?? false;
const demandsTls = ({ policy }: Bucket): boolean => policy?.includes("DenyInsecureTransport") ?? false;

const campaigns: readonly Campaign[] = [
  {
    title: "Development blocks public access",
    from: 6,
    to: 24,
    who: "mara.lindqvist",
    hour: 9,
    where: /-dev$/,
    perDay: 8,
    open: (bucket) => bucket.block === null && !isPublished(bucket),
    deed: (told, by, bucket) => [deeds.block(told, by, bucket)],
  },
  {
    title: "Production delivers its access logs",
    from: 20,
    to: 29,
    who: "oskar.wren",
    hour: 10,
    where: /-(prod|dev)$/,
    perDay: 40,
    open: (bucket, told) => bucket.logging === null && logTargetOf(told, bucket) !== undefined,
    deed: (told, by, bucket) => {
      const target = logTargetOf(told, bucket);
      return target === undefined ? [] : [deeds.logTo(told, by, bucket, target)];
    },
  },
  {
    title: "The data lake turns bucket keys on",
    from: 30,
    to: 42,
    who: "sana.iqbal",
    hour: 13,
    where: /data-lake-prod$|analytics-prod$|fraud-prod$/,
    perDay: 12,
    open: ({ encryption }) => encryption.algorithm === "aws:kms" && encryption.bucketKey !== true,
    deed: (told, by, bucket) => [deeds.bucketKey(told, by, bucket, true)],
  },
  {
    title: "Access lists are retired",
    from: 44,
    to: 58,
    who: "oskar.wren",
    hour: 11,
    where: /-(prod|dev)$/,
    perDay: 7,
    open: ({ ownership, grants }) =>
      ownership !== "BucketOwnerEnforced" && !grants.some(({ grantee }) => "group" in grantee),
    deed: (told, by, bucket) => [deeds.enforceOwner(told, by, bucket)],
  },
  {
    title: "Production demands TLS",
    from: 62,
    to: 76,
    who: "mara.lindqvist",
    hour: 14,
    where: /-prod$/,
    perDay: 9,
    open: (bucket) => !demandsTls(bucket) && !isPublished(bucket) && !bucket.policy?.includes("AnyoneMayUpload"),
    deed: (told, by, bucket) => [deeds.demandTls(told, by, bucket)],
  },
  {
    title: "Northgate is brought up to the baseline",
    from: 70,
    to: 86,
    who: "mara.lindqvist",
    hour: 15,
    where: /northgate-(core|files)$/,
    perDay: 4,
    open: ({ block, versioning }) => block === null || versioning?.status !== "Enabled",
    deed: (told, by, bucket) => [deeds.block(told, by, bucket), deeds.versioning(told, by, bucket, "Enabled")],
  },
];

/** @returns what the campaigns that are on do on a day */
export function campaignSteps(told: Telling): Step[] {
  return campaigns.flatMap(({ from, to, who, hour, where, perDay, open, deed }) => {
    if (!told.works(from, to)) return [];
    let left = perDay;
    return told.accountsLike(where).flatMap((account) => {
      const found = told.buckets(account, Math.min(left, Math.ceil(perDay / 4)), (bucket) => open(bucket, told));
      left -= found.length;
      return found.flatMap((bucket) => deed(told, { who, hour }, bucket));
    });
  });
}
