import { type Exposure, exposuresOf, sharedByPolicy } from "./bucket-exposure";
import type { Bucket } from "./configuration";
import { directoryArn, directoryBuckets } from "./directory-buckets";
import { findingId } from "./finding-id";
import type { Kind } from "./records";
import type { World } from "./world";

/** A way in to a bucket as an analyzer reports it. */
export type AccessFinding = {
  id: string;
  /** The ARN of the bucket. */
  resource: string;
  resourceType: "AWS::S3::Bucket" | "AWS::S3Express::DirectoryBucket";
  accountId: string;
  exposure: Exposure;
  createdAt: Date;
  updatedAt: Date;
  analyzedAt: Date;
  resolved: boolean;
};

/** What somebody decided about a finding, kept with the analyzer. */
export type FindingDecision = { id: string; status: "ACTIVE" | "ARCHIVED"; at: string };

export const findingDecisions: Kind<FindingDecision> = {
  name: "access-finding-decision",
  id: ({ id }) => id,
  derive: () => [],
};

const minute = 60_000;
const day = 86_400_000;

/** Ways in that leave an analyzer's zone of trust: its account, or the organization. */
const leaves = {
  ACCOUNT: ({ to }: Exposure) => to !== undefined,
  ORGANIZATION: ({ to }: Exposure) => to === "public" || to === "external",
} as const;

export type Zone = keyof typeof leaves;

const sameWay = (one: Exposure): string =>
  [one.by, one.principal, one.accessPointArn ?? "", JSON.stringify(one.condition)].join("|");

/** One finding for each principal, source and condition, with all its actions. */
function waysOut(exposures: readonly Exposure[], zone: Zone): Map<string, Exposure> {
  const ways = new Map<string, Exposure>();
  for (const exposure of exposures) {
    if (!leaves[zone](exposure)) continue;
    const key = sameWay(exposure);
    const before = ways.get(key);
    const actions = [...new Set([...(before?.actions ?? []), ...exposure.actions])];
    ways.set(key, { ...exposure, actions });
  }
  return ways;
}

/**
 * What an analyzer says of a bucket: some minutes late, as it analyses a change some time after it. What an earlier
 * state let out, and this one does not, is resolved.
 */
export function findingsAbout(
  world: World,
  name: string,
  region: string,
  analyzer: string,
  zone: Zone,
): AccessFinding[] {
  const lag = (3 + world.random.below(17, "analyzer-lag", region)) * minute;
  const analyzedAt = new Date(world.clock.now().getTime() - lag);
  const current = world.bucket(name);
  const { state, since } = world.bucketHistory.at(name, analyzedAt, current);
  const last = state ?? lastBefore(world, name, analyzedAt);
  if (last?.region !== region) return [];
  const idOf = (key: string) => uuid(findingId(world.random, last.accountId, analyzer, name, key));
  const made = (key: string, exposure: Exposure, from: Date, resolvedAt: Date | null): AccessFinding => ({
    id: idOf(key),
    resource: `arn:${world.partition}:s3:::${name}`,
    resourceType: "AWS::S3::Bucket",
    accountId: last.accountId,
    exposure,
    createdAt: from,
    updatedAt: resolvedAt ?? from,
    analyzedAt,
    resolved: resolvedAt !== null,
  });
  const now = state ? waysOut(exposuresOf(world, state), zone) : new Map<string, Exposure>();
  const began = (at: Date | undefined, { createdAt }: Bucket) =>
    at ? new Date(at.getTime() + lag) : new Date(new Date(createdAt).getTime() + day);
  const found = [...now].map(([key, exposure]) => made(key, exposure, began(since, last), null));
  const ended = world.bucketHistory
    .changesOf(name)
    .filter((at) => at <= analyzedAt)
    .reverse();
  const told = new Set(now.keys());
  for (const at of ended) {
    const before = world.bucketHistory.at(name, new Date(at.getTime() - 1), current);
    if (!before.state) continue;
    for (const [key, exposure] of waysOut(exposuresOf(world, before.state), zone)) {
      if (told.has(key)) continue;
      told.add(key);
      found.push(made(key, exposure, began(before.since, before.state), new Date(at.getTime() + lag)));
    }
  }
  if (found.length === 0 && ended.length === 0) found.push(...longAgo(world, last, made));
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** @returns what an analyzer says of the directory buckets of an account: they are shared by policy, or not at all */
export function directoryFindings(
  world: World,
  accountId: string,
  region: string,
  analyzer: string,
  zone: Zone,
): AccessFinding[] {
  const analyzedAt = new Date(world.clock.now().getTime() - 5 * minute);
  return world.records.list(directoryBuckets, accountId, region).flatMap((bucket) => {
    const createdAt = new Date(new Date(bucket.createdAt).getTime() + day);
    const ways = waysOut(sharedByPolicy(world, accountId, bucket.policy), zone);
    return [...ways].map(
      ([key, exposure]): AccessFinding => ({
        id: uuid(findingId(world.random, accountId, analyzer, bucket.name, key)),
        resource: directoryArn(world, bucket),
        resourceType: "AWS::S3Express::DirectoryBucket",
        accountId,
        exposure,
        createdAt,
        updatedAt: createdAt,
        analyzedAt,
        resolved: false,
      }),
    );
  });
}

function lastBefore(world: World, name: string, time: Date): Bucket | undefined {
  const at = world.bucketHistory.changesOf(name).findLast((one) => one <= time);
  return at && world.bucketHistory.at(name, new Date(at.getTime() - 1), undefined).state;
}

/** A few were open once, before anybody here remembers. */
function longAgo(
  { random }: World,
  { name, createdAt }: Bucket,
  made: (key: string, exposure: Exposure, from: Date, resolvedAt: Date) => AccessFinding,
): AccessFinding[] {
  if (!random.chance(0.005, "resolved-access", name)) return [];
  const from = new Date(new Date(createdAt).getTime() + day);
  const exposure: Exposure = { by: "POLICY", to: "public", principal: "*", actions: ["s3:GetObject"], condition: {} };
  return [made("long-ago", exposure, from, new Date(from.getTime() + 5 * day))];
}

const uuid = (hex: string): string =>
  [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex);
