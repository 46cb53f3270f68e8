import { logBucket } from "./log-archive";
import type { Place } from "./records";
import { selectors } from "./trail-selectors";
import type { TrailChoice } from "./trails";

/** What an account has to make a trail from: a bucket of its own, and the log archive's. */
type Means = Place & { own: string; archive: string };

type Story = (means: Means) => TrailChoice[];

const all = ({ world: { partition } }: Place): string => `arn:${partition}:s3:::`;

/** Trails accounts made for themselves: careful ones, and those somebody will have to explain. */
const stories: Readonly<Record<string, Story>> = {
  "log-archive": ({ archive }) => [{ name: "archive-access", bucket: archive, selectors: selectors.everything }],
  "security-tooling": (means) => [
    { name: "tooling-data", bucket: means.archive, selectors: selectors.classic("All", all(means)) },
  ],
  "data-lake-prod": ({ archive }) => [{ name: "lake-data-events", bucket: archive, selectors: selectors.everyKind }],
  "data-lake-dev": ({ archive, world: { partition } }) => [
    { name: "lake-dev", bucket: archive, selectors: selectors.prefix(partition, "aldermoor-data-lake-dev-raw") },
  ],
  // In its own bucket, where an intruder of the account could delete it.
  "claims-prod": (means) => [
    { name: "claims-audit", bucket: means.own, selectors: selectors.classic("All", `${all(means)}${means.own}/`) },
  ],
  "payments-prod": ({ archive }) => [
    { name: "payments-data", bucket: archive, validation: false, selectors: selectors.readOnly(false) },
  ],
  "billing-prod": ({ archive }) => [
    {
      name: "billing-data",
      bucket: archive,
      selectors: selectors.everything,
      logging: false,
      stoppedAt: "2026-08-19T10:02:11.000Z",
    },
  ],
  // The bucket it delivers to was deleted; CloudWatch Logs refuses it too.
  "portal-prod": ({ world, account, region }) => [
    {
      name: "portal-trail",
      bucket: "aldermoor-portal-trail-2021",
      deliveryError: "NoSuchBucket",
      logGroup: {
        arn: `arn:${world.partition}:logs:${region}:${account.id}:log-group:cloudtrail/portal-trail:*`,
        roleArn: `arn:${world.partition}:iam::${account.id}:role/CloudTrailToLogs`,
        error: "Access denied. Verify in IAM that the role has adequate permissions.",
      },
    },
  ],
  "documents-prod": ({ archive }) => [
    { name: "documents-reads", bucket: archive, kmsKeyArn: null, selectors: selectors.readOnly(true) },
  ],
  "web-campaigns": (means) => [
    {
      name: "campaigns",
      bucket: means.own,
      multiRegion: false,
      validation: false,
      kmsKeyArn: null,
      logGroup: null,
      selectors: selectors.classic("ReadOnly", all(means)),
    },
  ],
  "sandbox-ines": ({ own }) => [
    {
      name: "try-out",
      bucket: own,
      multiRegion: false,
      kmsKeyArn: null,
      logGroup: null,
      selectors: selectors.writesOfManagement,
    },
  ],
};

/** @returns the trails of an account by its planned name, in the organization's first region */
export function trailStories(place: Place, name: string): TrailChoice[] {
  const { world, account } = place;
  const story = stories[name];
  const purpose = world.tree.purposes.get(account.id)?.purpose;
  const drawn = purpose === "dev" && world.random.chance(0.25, "trail", account.id);
  if (!story && !drawn) return [];
  const seeded = world.seededBuckets(account.id);
  const own = (seeded.find((bucket) => /-(access-logs|exports|campaign|notes)$/.test(bucket.name)) ?? seeded[0])?.name;
  const archive = logBucket(world, "cloudtrail")?.name ?? own;
  if (own === undefined || archive === undefined) return [];
  if (story) return story({ ...place, own, archive });
  return [
    { name: "dev-activity", bucket: own, multiRegion: false, validation: false, kmsKeyArn: null, logGroup: null },
  ];
}
