import { type GrantStory, grantStories } from "./access-grant-stories";
import type { Bucket } from "./configuration";
import { document } from "./documents";
import { partnerAccountId } from "./foreign-buckets";
import type { Kind, Place } from "./records";

type Made = { createdAt: string; tags: Record<string, string> };

/** What grants hang on: one in an account and region, or none. */
export type AccessGrantsInstance = Made & {
  id: "default";
  /** The instance of the Identity Center whose people may be granted something. */
  identityCenter: string | null;
  policy: { text: string; organization: string | null; createdAt: string } | null;
};

/** A place in S3, and the role that reaches what is there. */
export type AccessGrantsLocation = Made & { id: string; scope: string; role: string };

export type Permission = "READ" | "WRITE" | "READWRITE";
export type GranteeType = "IAM" | "DIRECTORY_USER" | "DIRECTORY_GROUP";

/** Who may do what at a location, or below it. */
export type AccessGrant = Made & {
  id: string;
  location: string;
  subPrefix: string | null;
  scope: string;
  grantee: { type: GranteeType; id: string };
  permission: Permission;
  application: string | null;
};

type Everything = { instance: AccessGrantsInstance; locations: AccessGrantsLocation[]; grants: AccessGrant[] };

const createdAt = "2025-02-18T09:30:00.000Z";

export const grantsArn = (
  partition: string,
  { accountId, region }: { accountId: string; region: string },
  ...part: readonly string[]
): string => [`arn:${partition}:s3:${region}:${accountId}:access-grants/default`, ...part].join("/");

/** What is granted: the location with what comes after it. https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-grants-grant-create.html */
export const grantScope = (location: string, subPrefix: string | null): string =>
  subPrefix === null ? location : location.replace(/\*$/, "") + subPrefix;

/** @returns an id as AWS gives to what is made here */
export const grantsId = ({ random }: Place["world"], ...names: readonly (string | number)[]): string =>
  [8, 13, 18, 23].reduce(
    (text, at) => `${text.slice(0, at)}-${text.slice(at)}`,
    random.hex(32, "access-grants", ...names),
  );

/** The organization's Identity Center. */
export const identityCenterArn = ({ partition, random }: Place["world"]): string =>
  `arn:${partition}:sso:::instance/ssoins-${random.hex(16, "identity-center")}`;

/** The application Access Grants makes for itself in the Identity Center. */
export const identityCenterApplication = (world: Place["world"], accountId: string, region: string): string =>
  identityCenterArn(world).replace(":::instance/", `::${world.managementAccountId}:application/`) +
  `/apl-${world.random.hex(16, "identity-center", accountId, region)}`;

function seeded(place: Place): Everything | undefined {
  const { world, account, region } = place;
  const planned = world.tree.purposes.get(account.id)?.name;
  const story = grantStories.find((one) => one.account === planned);
  if (!story || region !== world.regions[0]) return undefined;
  const instance: AccessGrantsInstance = {
    id: "default",
    createdAt,
    identityCenter: story.identityCenter ? identityCenterArn(world) : null,
    policy: policyOf(place, story),
    tags: story.identityCenter ? { owner: "data-platform" } : {},
  };
  const bucket = world.seededBuckets(account.id).find((one) => isGranted(one, story, region));
  if (!bucket || story.grants.length === 0) return { instance, locations: [], grants: [] };
  const whole = story.location === "everything";
  const location: AccessGrantsLocation = {
    // AWS calls the location of everything so; the others have ids.
    id: whole ? "default" : grantsId(world, account.id, region, "location"),
    createdAt,
    scope: whole ? "s3://" : `s3://${bucket.name}/*`,
    role: `arn:${world.partition}:iam::${account.id}:role/${story.account}-app`,
    tags: {},
  };
  const grants = story.grants.map(({ to, permission, prefix }, n): AccessGrant => {
    const within = prefix === undefined ? "*" : `${prefix}/*`;
    const subPrefix = whole ? `${bucket.name}/${within}` : within;
    return {
      id: grantsId(world, account.id, region, "grant", n),
      createdAt,
      location: location.id,
      subPrefix,
      scope: grantScope(location.scope, subPrefix),
      grantee: granteeOf(place, to),
      permission,
      application: null,
      tags: {},
    };
  });
  return { instance, locations: [location], grants };
}

function isGranted({ region, policy, tags }: Bucket, story: GrantStory, where: string): boolean {
  if (region !== where || policy?.includes("OnlyTheVault")) return false;
  const { "data-classification": classified = "" } = tags ?? {};
  return !story.sensitive || ["confidential", "restricted"].includes(classified);
}

function granteeOf({ world, account }: Place, to: GrantStory["grants"][number]["to"]): AccessGrant["grantee"] {
  const role = (accountId: string, name: string) => `arn:${world.partition}:iam::${accountId}:role/${name}`;
  switch (to) {
    case "group":
      return { type: "DIRECTORY_GROUP", id: grantsId(world, "group", account.id) };
    case "person":
      return { type: "DIRECTORY_USER", id: grantsId(world, "person", account.id) };
    case "partner":
      return { type: "IAM", id: role(partnerAccountId, "northwind-sync") };
    default:
      return { type: "IAM", id: role(world.random.accountId(to), `${to}-app`) };
  }
}

function policyOf({ world, account, region }: Place, story: GrantStory): AccessGrantsInstance["policy"] {
  if (!story.shared) return null;
  const partner = story.shared === "partner";
  const text = document({
    Sid: "AllowAccessToS3AccessGrants",
    Effect: "Allow",
    Principal: { AWS: partner ? partnerAccountId : world.random.accountId(story.shared) },
    Action: ["s3:ListAccessGrants", "s3:ListAccessGrantsLocations", "s3:GetDataAccess"],
    Resource: grantsArn(world.partition, { accountId: account.id, region }),
  });
  return { text, organization: partner ? null : world.seed.organizationId, createdAt };
}

export const accessGrantsInstances: Kind<AccessGrantsInstance> = {
  name: "access-grants-instance",
  id: ({ id }) => id,
  derive(place) {
    const made = seeded(place);
    return made ? [made.instance] : [];
  },
};

export const accessGrantsLocations: Kind<AccessGrantsLocation> = {
  name: "access-grants-location",
  id: ({ id }) => id,
  derive: (place) => seeded(place)?.locations ?? [],
};

export const accessGrants: Kind<AccessGrant> = {
  name: "access-grant",
  id: ({ id }) => id,
  derive: (place) => seeded(place)?.grants ?? [],
};
