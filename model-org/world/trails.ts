import type { AdvancedEventSelector, EventSelector } from "@aws-sdk/client-cloudtrail";
import { keyIdOf } from "./buckets";
import type { Bucket } from "./configuration";
import { logBucket } from "./log-archive";
import type { Kind, Place } from "./records";
import { selectors } from "./trail-selectors";
import { trailStories } from "./trail-stories";
import type { World } from "./world";

/** Which events a trail delivers: AWS keeps one kind of selectors or the other. */
export type Selectors = { classic: EventSelector[] } | { advanced: AdvancedEventSelector[] };

/** A trail where it was made. Its shadows in other regions and accounts are this record. */
export type Trail = {
  name: string;
  accountId: string;
  homeRegion: string;
  bucket: string;
  prefix: string | null;
  multiRegion: boolean;
  organization: boolean;
  globalEvents: boolean;
  validation: boolean;
  kmsKeyArn: string | null;
  logGroup: { arn: string; roleArn: string; error: string | null } | null;
  topicArn: string | null;
  selectors: Selectors;
  logging: boolean;
  startedAt: string | null;
  stoppedAt: string | null;
  deliveryError: string | null;
  createdAt: string;
};

/** What a story says of a trail; the rest is a careful one's. */
export type TrailChoice = Partial<Trail> & Pick<Trail, "name" | "bucket">;

export const trailArn = (
  world: World,
  { homeRegion, accountId, name }: Pick<Trail, "homeRegion" | "accountId" | "name">,
) => `arn:${world.partition}:cloudtrail:${homeRegion}:${accountId}:trail/${name}`;

export const organizationTrail = "organization";

/** The region the organization works in first: its trail's home. */
const mainRegion = ({ regions, homeRegion }: World): string => regions[0] ?? homeRegion;

/** @returns the trail of a choice, careful in everything the choice does not say */
export function trailFrom({ world, account, region }: Place, choice: TrailChoice): Trail {
  const logGroup = `arn:${world.partition}:logs:${region}:${account.id}:log-group:cloudtrail/${choice.name}:*`;
  const createdAt = new Date(
    Date.UTC(2022, world.random.below(40, "trail", account.id, choice.name), 1 + world.random.below(27, choice.name)),
  ).toISOString();
  return {
    accountId: account.id,
    homeRegion: region,
    prefix: null,
    multiRegion: true,
    organization: false,
    globalEvents: true,
    validation: true,
    kmsKeyArn: `arn:${world.partition}:kms:${region}:${account.id}:key/${keyIdOf(world.random, account.id, region, 0)}`,
    logGroup: {
      arn: logGroup,
      roleArn: `arn:${world.partition}:iam::${account.id}:role/CloudTrailToLogs`,
      error: null,
    },
    topicArn: null,
    selectors: selectors.managementOnly,
    logging: true,
    startedAt: createdAt,
    stoppedAt: null,
    deliveryError: null,
    createdAt,
    ...choice,
  };
}

/** The organization's trail, from the management account to the log archive. */
function organizationTrailOf(place: Place): Trail[] {
  const { world, account } = place;
  const archive: Bucket | undefined =
    logBucket(world, "cloudtrail") ?? world.seededBuckets(account.id).find(({ name }) => name.endsWith("-org-trail"));
  if (!archive) return [];
  return [
    trailFrom(place, {
      name: organizationTrail,
      bucket: archive.name,
      prefix: world.seed.organizationId,
      organization: true,
      kmsKeyArn: archive.encryption.kmsKeyId ?? null,
      // Data events of the data lake only: in every other account a trail of its own has to record them.
      selectors: selectors.prefix(world.partition, "aldermoor-data-lake-"),
    }),
  ];
}

/** CloudTrail's trails: the organization's, and what accounts made for themselves before it or beside it. */
export const trails: Kind<Trail> = {
  name: "trail",
  id: ({ name }) => name,
  derive(place) {
    const { world, account, region } = place;
    if (region !== mainRegion(world)) return [];
    if (account.id === world.managementAccountId) return organizationTrailOf(place);
    const name = world.tree.purposes.get(account.id)?.name ?? "";
    return trailStories(place, name).map((choice) => trailFrom(place, choice));
  },
};

/** @returns the organization's trails: shadows of them are in every account */
export const organizationTrails = (world: World): Trail[] =>
  world.regions.flatMap((region) =>
    world.records.list(trails, world.managementAccountId, region).filter(({ organization }) => organization),
  );

/** @returns every trail an account sees in a region: its own there, shadows of its others, and the organization's */
export function trailsSeen(world: World, accountId: string, region: string): Trail[] {
  const own = world.regions.flatMap((home) =>
    world.records.list(trails, accountId, home).filter(({ multiRegion }) => multiRegion || home === region),
  );
  if (accountId === world.managementAccountId) return own;
  return [
    ...own,
    ...organizationTrails(world).filter(({ multiRegion, homeRegion }) => multiRegion || homeRegion === region),
  ];
}
