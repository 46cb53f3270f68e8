import type { Bucket } from "./configuration";
import type { Kind, Place } from "./records";
import { type BucketProperties, withoutNothing, writtenProperties } from "./stack-template";

export type StackResource = {
  logicalId: string;
  physicalId: string;
  type: "AWS::S3::Bucket" | "AWS::S3::BucketPolicy" | "AWS::IAM::Role";
  /** What the template says of a bucket. */
  properties: BucketProperties | null;
};

export type Stack = {
  name: string;
  id: string;
  description: string;
  createdAt: string;
  status: "CREATE_COMPLETE" | "UPDATE_COMPLETE" | "UPDATE_ROLLBACK_COMPLETE" | "DELETE_COMPLETE";
  resources: StackResource[];
  /** Every how many days somebody's schedule looks for drift; never where null. */
  checkedEvery: number | null;
  /** The last look somebody asked for by a call. */
  detection: { id: string; startedAt: string } | null;
};

/** How likely a bucket is one of a stack, by purpose: prod is built from templates, sandboxes by hand. */
const managed: Readonly<Record<string, number>> = {
  security: 0.5,
  infrastructure: 0.4,
  prod: 0.4,
  "data-lake": 0.3,
  dev: 0.2,
  web: 0.3,
};

const perStack = 4;
const day = 86_400_000;

/** Stacks of CloudFormation: what teams built their buckets from, and the roles of Breakwater's StackSet. */
export const stacks: Kind<Stack> = {
  name: "stack",
  id: ({ name }) => name,
  derive: (place) => [...storageStacks(place), ...roleStack(place), ...deletedStack(place)],
};

export const stackId = (place: Pick<Place, "world" | "region"> & { account: { id: string } }, name: string): string => {
  const { world, account, region } = place;
  const hex = world.random.hex(32, "stack", account.id, region, name);
  const uuid = [8, 13, 18, 23].reduce((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex);
  return `arn:${world.partition}:cloudformation:${region}:${account.id}:stack/${name}/${uuid}`;
};

function storageStacks(place: Place): Stack[] {
  const { world, account, region } = place;
  const { random } = world;
  const purpose = world.tree.purposes.get(account.id)?.purpose ?? "";
  const own = world
    .seededBuckets(account.id)
    .filter((bucket) => bucket.region === region && random.chance(managed[purpose] ?? 0, "stack", bucket.name));
  const groups = Array.from({ length: Math.ceil(own.length / perStack) }, (_, n) =>
    own.slice(n * perStack, (n + 1) * perStack),
  );
  return groups.map((buckets, n) => {
    const name = `storage-${n + 1}`;
    const draw = random.of("drift-schedule", account.id, region, name);
    return {
      ...made(place, name, "Buckets of the team."),
      status: random.chance(0.3, "stack-updated", account.id, name) ? "UPDATE_COMPLETE" : "CREATE_COMPLETE",
      resources: [...buckets.flatMap((bucket) => resourcesOf(place, bucket)), ...goneWith(place, name)],
      // Looked at daily, so long ago that it does not count, or never.
      checkedEvery: draw < 0.6 ? 1 : draw < 0.8 ? 45 : null,
    };
  });
}

function resourcesOf({ world }: Place, bucket: Bucket): StackResource[] {
  const name = bucket.name.split("-").slice(1).map(capital).join("");
  const found: StackResource[] = [
    {
      logicalId: name,
      physicalId: bucket.name,
      type: "AWS::S3::Bucket",
      properties: templateOf(bucket, (probability, what) => world.random.chance(probability, what, bucket.name)),
    },
  ];
  if (bucket.policy !== null) {
    found.push({
      logicalId: `${name}Policy`,
      physicalId: bucket.name,
      type: "AWS::S3::BucketPolicy",
      properties: null,
    });
  }
  return found;
}

/** What the template says: what the bucket began with, except where somebody had changed it by hand by then. */
function templateOf(bucket: Bucket, chance: (probability: number, what: string) => boolean): BucketProperties {
  const written = writtenProperties(bucket);
  return withoutNothing({
    ...written,
    ...(bucket.block === null && chance(0.4, "drifted-block")
      ? { PublicAccessBlockConfiguration: blockedByTemplate }
      : {}),
    ...(bucket.versioning === null && chance(0.5, "drifted-versioning")
      ? { VersioningConfiguration: { Status: "Enabled" } }
      : {}),
  });
}

const blockedByTemplate = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
};

/** One production stack still has a bucket that was deleted past it. */
function goneWith({ world, account, region }: Place, stack: string): StackResource[] {
  const plan = world.tree.purposes.get(account.id)?.name;
  if (plan !== "policies-prod" || stack !== "storage-1" || region !== world.regions[0]) return [];
  return [
    {
      logicalId: "Retired",
      physicalId: `${account.name}-retired`,
      type: "AWS::S3::Bucket",
      properties: { BucketName: `${account.name}-retired`, VersioningConfiguration: { Status: "Enabled" } },
    },
  ];
}

function roleStack(place: Place): Stack[] {
  const { world, account, region } = place;
  if (region !== world.homeRegion || account.id === world.managementAccountId) return [];
  const names = [
    ...(account.roles.read ? [world.options.readRole] : []),
    ...(account.roles.remediate ? [world.options.remediateRole] : []),
  ];
  if (names.length === 0) return [];
  const suffix = world.random.hex(32, "stack-set");
  const set = `StackSet-breakwater-roles-${suffix.slice(0, 8)}-${suffix.slice(8, 12)}-${suffix.slice(12, 16)}`;
  return [
    {
      ...made(place, set, "Roles of Breakwater."),
      resources: names.map((name) => ({ logicalId: name, physicalId: name, type: "AWS::IAM::Role", properties: null })),
    },
  ];
}

/** Deleted stacks are listed for ninety days, by their ids only. */
function deletedStack(place: Place): Stack[] {
  const { world, account, region } = place;
  if (world.tree.purposes.get(account.id)?.purpose !== "dev" || region !== world.regions[0]) return [];
  return [{ ...made(place, "load-test", "Gone after the test."), status: "DELETE_COMPLETE" }];
}

function made(place: Place, name: string, description: string): Stack {
  const { world, account, region } = place;
  const months = world.random.below(30, "stack-made", account.id, region, name);
  return {
    name,
    id: stackId(place, name),
    description,
    createdAt: new Date(Date.UTC(2023, months, 9, 14)).toISOString(),
    status: "CREATE_COMPLETE",
    resources: [],
    checkedEvery: null,
    detection: null,
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** How long CloudFormation looks. */
export const detectionMs = 3_000;

/** @returns when drift was last looked for and seen through; null where it never was */
export function lastCheck({ checkedEvery, detection }: Stack, now: Date): Date | null {
  const every = checkedEvery === null ? null : checkedEvery * day;
  const scheduled = every === null ? 0 : Math.floor((now.getTime() - 1) / every) * every;
  const asked = detection === null ? 0 : Date.parse(detection.startedAt) + detectionMs;
  const last = Math.max(scheduled, asked <= now.getTime() ? asked : 0);
  return last === 0 ? null : new Date(last);
}
