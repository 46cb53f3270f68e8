import type { Bucket } from "./configuration";
import { detectors } from "./detectors";
import { drawnBuckets } from "./drawn-buckets";
import { findingId } from "./finding-id";
import type { Kind, Place } from "./records";

/** What GuardDuty found about a bucket. The bucket itself is looked at when somebody asks. */
export type GuardDutyFinding = {
  id: string;
  type: string;
  severity: number;
  bucket: string;
  createdAt: string;
  updatedAt: string;
  archived: boolean;
  count: number;
};

const types: readonly [type: string, severity: number][] = [
  ["Discovery:S3/AnomalousBehavior", 2],
  ["Impact:S3/AnomalousBehavior.Write", 5],
  ["Exfiltration:S3/AnomalousBehavior", 8],
  ["Stealth:S3/ServerAccessLoggingDisabled", 2],
  ["Policy:S3/BucketBlockPublicAccessDisabled", 2],
  ["Object:S3/MaliciousFile", 8],
];

/** Accounts of which everybody expects a finding. */
const stories: Readonly<Record<string, (bucket: Bucket) => [type: string, severity: number] | undefined>> = {
  "portal-prod": ({ policy }) =>
    policy?.includes("AnyoneMayUpload") ? ["Policy:S3/BucketAnonymousAccessGranted", 8] : undefined,
  "data-lake-prod": ({ name }) => (name.endsWith("-prod-raw") ? ["Exfiltration:S3/AnomalousBehavior", 8] : undefined),
  "web-campaigns": ({ website }) => (website ? ["Policy:S3/BucketAnonymousAccessGranted", 8] : undefined),
  "hackathon-2026": ({ grants }) => (grants.length > 1 ? ["Policy:S3/BucketPublicAccessGranted", 8] : undefined),
};

const odds = { accounts: 0.12, buckets: 0.04 };

/** A seeded few in accounts that GuardDuty protects S3 in; findings nobody minds are archived. */
export const guardDutyFindings: Kind<GuardDutyFinding> = {
  name: "guardduty-finding",
  id: ({ id }) => id,
  derive(place) {
    const { world, account, region } = place;
    const [detector] = detectors.derive(place);
    if (detector?.status !== "ENABLED" || detector.features.S3_DATA_EVENTS !== "ENABLED") return [];
    const story = stories[world.tree.purposes.get(account.id)?.name ?? ""];
    return drawnBuckets(world, account.id, "guardduty", { ...odds, always: story && ((bucket) => !!story(bucket)) })
      .filter((bucket) => bucket.region === region)
      .map((bucket) => {
        const told = story?.(bucket);
        if (told) return found(place, bucket, told, !!bucket.website);
        const type = world.random.pick(types, "guardduty-type", bucket.name);
        return found(place, bucket, type, world.random.chance(0.4, "guardduty-archived", bucket.name));
      });
  },
};

function found(
  { world: { random }, account }: Place,
  { name }: Bucket,
  [type, severity]: [string, number] | readonly [string, number],
  archived: boolean,
): GuardDutyFinding {
  const created = Date.UTC(2026, random.below(10, "found", name), 1 + random.below(27, "found-day", name), 9, 30);
  return {
    id: findingId(random, account.id, "guardduty", name),
    type,
    severity,
    bucket: name,
    createdAt: new Date(created).toISOString(),
    updatedAt: new Date(created + random.below(72, "seen", name) * 3_600_000).toISOString(),
    archived,
    count: 1 + random.below(40, "count", name),
  };
}
