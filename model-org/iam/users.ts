import { document } from "../world/documents";
import type { Kind, Place } from "../world/records";
import type { World } from "../world/world";
import { managedPolicyArn } from "./managed-policies";

/** When a credential was last used: so many days before now, or, once it was switched off, at a time. */
export type LastUse = { service: string; region: string } & ({ daysAgo: number } | { at: string });

export type AccessKey = { id: string; status: "Active" | "Inactive"; createdAt: string; lastUse: LastUse | null };

/** A user with credentials that do not end by themselves. */
export type User = {
  name: string;
  path: string;
  id: string;
  createdAt: string;
  groups: string[];
  inline: Record<string, string>;
  attached: string[];
  boundary?: string;
  /** Null for one that signs in nowhere. */
  password: { changedAt: string; usedDaysAgo: number | null } | null;
  mfa: boolean;
  /** At most two, as AWS allows. */
  keys: AccessKey[];
  tags: Record<string, string>;
};

/** A group, with what its members may. */
export type Group = { name: string; id: string; createdAt: string; inline: Record<string, string>; attached: string[] };

/** A key: how old in days at the seed's time, and what it was last used for how many days ago. */
type KeyDraft = { status?: AccessKey["status"]; used?: readonly [service: string, daysAgo: number] };

type UserDraft = Pick<User, "name"> &
  Partial<Omit<User, "name" | "keys">> & { keys?: readonly KeyDraft[]; s3?: "managed" | "inline" };

const s3Key = (daysAgo: number): KeyDraft => ({ used: ["s3", daysAgo] });

/** Users that are left in accounts, by planned name: some use S3 with a key of years, some did, some never. */
const stories: Readonly<Record<string, readonly UserDraft[]>> = {
  management: [{ name: "break-glass", mfa: true, password: { changedAt: "2025-02-03T09:00:00Z", usedDaysAgo: 140 } }],
  "partner-exchange-prod": [{ name: "sftp-bridge", s3: "inline", keys: [s3Key(2)] }],
  "documents-prod": [{ name: "scan-uploader", s3: "managed", keys: [s3Key(34)] }],
  "claims-prod": [{ name: "legacy-import", s3: "managed", keys: [{ status: "Inactive", ...s3Key(400) }] }],
  "billing-prod": [{ name: "erp-export", s3: "managed", keys: [s3Key(210)] }],
  "analytics-prod": [{ name: "bi-tool", s3: "managed", keys: [{ status: "Inactive", ...s3Key(75) }, s3Key(1)] }],
  build: [{ name: "ci-deploy", keys: [{ used: ["ecr", 0] }] }],
  "shared-services": [{ name: "artifact-sync", s3: "managed", keys: [{}] }],
  "web-campaigns": [{ name: "site-sync", s3: "inline", keys: [s3Key(1)] }],
  "northgate-acquired": [{ name: "northgate-admin", keys: [s3Key(500)] }],
  "northgate-core": [{ name: "nightly-copy", s3: "managed", keys: [s3Key(0)] }],
};

function draftsOf({ world, account }: Place): UserDraft[] {
  const plan = world.tree.purposes.get(account.id);
  const drafts = [...(stories[plan?.name ?? ""] ?? [])];
  if (plan?.purpose === "sandbox" && !plan.name.startsWith("northgate")) {
    drafts.push({
      name: plan.name.replace("sandbox-", ""),
      groups: ["experimenters"],
      password: { changedAt: account.joinedAt, usedDaysAgo: 3 },
      mfa: world.random.chance(0.5, "mfa", account.id),
      keys: [s3Key(world.random.below(6, "key-used", account.id))],
    });
  }
  if (plan?.purpose === "dev" && world.random.chance(0.3, "deploy-user", account.id)) {
    drafts.push({
      name: "deploy",
      groups: ["developers"],
      s3: "managed",
      keys: [s3Key(world.random.below(180, "key-used", account.id))],
    });
  }
  return drafts;
}

/** @returns a key's id: twenty letters and digits that begin with AKIA */
export function accessKeyIdOf(world: World, accountId: string, ...names: readonly (string | number)[]): string {
  const hex = world.random.hex(32, "access-key", accountId, ...names);
  return `AKIA${BigInt(`0x${hex}`).toString(36).toUpperCase().replace(/[018]/g, "Q").slice(0, 16)}`;
}

/** Users with a password or keys of their own. */
export const users: Kind<User> = {
  name: "iam-user",
  id: ({ name }) => name,
  derive(place) {
    const { world, account } = place;
    return draftsOf(place).map(({ keys = [], s3, ...draft }): User => {
      const createdAt = new Date(
        Date.parse(account.joinedAt) + world.random.below(300, "user", account.id, draft.name) * 86_400_000,
      ).toISOString();
      return {
        path: "/",
        id: `AIDA${world.random.hex(17, "user", account.id, draft.name).toUpperCase()}`,
        createdAt,
        groups: [],
        inline:
          s3 === "inline"
            ? { Storage: document({ Effect: "Allow", Action: ["s3:PutObject", "s3:GetObject"], Resource: "*" }) }
            : {},
        attached: s3 === "managed" ? [managedPolicyArn(world.partition, "AmazonS3ReadOnlyAccess")] : [],
        password: null,
        mfa: false,
        tags: {},
        ...draft,
        keys: keys.map(
          ({ status = "Active", used }, n): AccessKey => ({
            id: accessKeyIdOf(world, account.id, draft.name, n),
            status,
            createdAt,
            lastUse: used ? { service: used[0], region: world.regions[0] ?? world.homeRegion, daysAgo: used[1] } : null,
          }),
        ),
      };
    });
  },
};

/** Groups: those of sandboxes may everything with S3. */
export const groups: Kind<Group> = {
  name: "iam-group",
  id: ({ name }) => name,
  derive({ world, account }) {
    const purpose = world.tree.purposes.get(account.id)?.purpose;
    const group = (name: string, more: Partial<Group>): Group => ({
      name,
      id: `AGPA${world.random.hex(17, "group", account.id, name).toUpperCase()}`,
      createdAt: account.joinedAt,
      inline: {},
      attached: [],
      ...more,
    });
    if (purpose === "sandbox") {
      return [group("experimenters", { attached: [managedPolicyArn(world.partition, "AmazonS3FullAccess")] })];
    }
    if (purpose !== "dev") return [];
    const inline: Record<string, string> = world.random.chance(0.3, "group-inline", account.id)
      ? { ListBuckets: document({ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" }) }
      : {};
    return [group("developers", { inline })];
  },
};

const dayMs = 86_400_000;

/** @returns when a credential was last used; undefined for one that never was */
export function usedAt(world: World, id: string, use: LastUse | null): Date | undefined {
  if (!use) return undefined;
  if ("at" in use) return new Date(use.at);
  // An hour of its own, so that not all keys of the organization were used at this very moment.
  const back = use.daysAgo * dayMs + world.random.below(20 * 3_600_000, "used", id) + 60_000;
  return new Date(Math.floor((world.clock.now().getTime() - back) / 60_000) * 60_000);
}
