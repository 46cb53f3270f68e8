import { keyIdOf } from "./buckets";
import { document } from "./documents";
import { keyArn, managedKeyId } from "./kms-keys";
import type { Kind, Place } from "./records";
import type { World } from "./world";

/** How long backups in a locked vault stay. Nobody changes the lock after its date; without one it is open to change. */
export type VaultLock = { min: number | null; max: number | null; date: string | null };

/** A vault recovery points are kept in. */
export type Vault = {
  name: string;
  type: "BACKUP_VAULT" | "LOGICALLY_AIR_GAPPED_BACKUP_VAULT";
  keyArn: string;
  /** Said of isolated vaults only, which AWS encrypts with a key of its own unless they are given one. */
  keyType: "CUSTOMER_MANAGED_KMS_KEY" | "AWS_OWNED_KMS_KEY" | null;
  lock: VaultLock | null;
  /** Since when it is locked as it is: what was in it before stays. Null for ever. */
  lockedAt: string | null;
  /** Who may do what with it, beside what identities are allowed. */
  policy: string | null;
  requestId: string | null;
  createdAt: string;
};

export const vaultArn = (world: World, accountId: string, region: string, name: string): string =>
  `arn:${world.partition}:backup:${region}:${accountId}:backup-vault:${name}`;

export const airGappedVault = "air-gapped";

type Story = {
  /** Whether it is encrypted with a key of the account's own. */
  key?: true;
  lock?: VaultLock;
  airGapped?: "own-key" | "aws-key";
  policy?(place: Place): string;
};

/** Nobody but one role deletes backups or opens the vault to others. */
const keptByOne = ({ world, account }: Place): string =>
  document({
    Sid: "KeptByOne",
    Effect: "Deny",
    Principal: "*",
    Action: ["backup:DeleteRecoveryPoint", "backup:PutBackupVaultAccessPolicy", "backup:DeleteBackupVaultAccessPolicy"],
    Resource: "*",
    Condition: {
      ArnNotEquals: { "aws:PrincipalArn": `arn:${world.partition}:iam::${account.id}:role/VaultKeeper` },
    },
  });

const open = (Condition?: object): string =>
  document({
    Effect: "Allow",
    Principal: "*",
    Action: "backup:CopyIntoBackupVault",
    Resource: "*",
    ...(Condition ? { Condition } : {}),
  });

/** What a vault of an account is, by planned name: locked, closed for good, isolated, open. Elsewhere it is plain. */
const stories: Readonly<Record<string, Story>> = {
  "data-lake-prod": { key: true, airGapped: "aws-key", lock: { min: 7, max: 365, date: null }, policy: keptByOne },
  "payments-prod": { key: true, airGapped: "own-key", policy: keptByOne },
  // Compliance mode: nobody opens it any more.
  "legal-hold-prod": { key: true, lock: { min: 365, max: null, date: "2024-03-01T00:00:00.000Z" } },
  "log-archive": { key: true, lock: { min: 90, max: 400, date: "2023-10-15T00:00:00.000Z" } },
  backup: { key: true, lock: { min: 30, max: null, date: null }, policy: keptByOne },
  "claims-prod": { key: true },
  // Locked, but encrypted with the key AWS manages; and anyone may copy into it.
  "documents-prod": { lock: { min: 7, max: null, date: null }, policy: () => open() },
  "partner-exchange-prod": {
    policy: ({ world }) => open({ StringEquals: { "aws:PrincipalOrgID": world.seed.organizationId } }),
  },
};

const protective: ReadonlySet<string> = new Set(["prod", "data-lake", "security", "infrastructure"]);

/** Vaults: the one every account has, one of its own where somebody made one, and an isolated one in two accounts. */
export const vaults: Kind<Vault> = {
  name: "backup-vault",
  id: ({ name }) => name,
  derive(place) {
    const { world, account, region } = place;
    if (!world.regionEnabled(account, region)) return [];
    const { name = "", purpose = "" } = world.tree.purposes.get(account.id) ?? {};
    const story = stories[name];
    const made = [plainVault(place, "Default")];
    const ownKey = keyArn(world, account.id, region, keyIdOf(world.random, account.id, region, 0));
    if (protective.has(purpose) || story) {
      made.push({
        ...plainVault(place, "workloads"),
        lock: story?.lock ?? null,
        policy: story?.policy?.(place) ?? null,
        ...(story?.key ? { keyArn: ownKey } : {}),
      });
    }
    if (story?.airGapped) {
      const isOwn = story.airGapped === "own-key";
      made.push({
        ...plainVault(place, airGappedVault),
        type: "LOGICALLY_AIR_GAPPED_BACKUP_VAULT",
        keyArn: isOwn
          ? ownKey
          : `arn:${world.partition}:kms:${region}:281732127042:key/${keyIdOf(world.random, "aws", region, 0)}`,
        keyType: isOwn ? "CUSTOMER_MANAGED_KMS_KEY" : "AWS_OWNED_KMS_KEY",
        // Isolated vaults are locked for good from their first day.
        lock: { min: 7, max: 365, date: plainVault(place, airGappedVault).createdAt },
      });
    }
    return made;
  },
};

/** @returns a vault with the key AWS manages, and nothing else set */
export const plainVault = ({ world, account, region }: Place, name: string): Vault => ({
  name,
  type: "BACKUP_VAULT",
  keyArn: keyArn(world, account.id, region, managedKeyId(world, account.id, region, "backup")),
  keyType: null,
  lock: null,
  lockedAt: null,
  policy: null,
  requestId: null,
  createdAt: new Date(Date.UTC(2022, world.random.below(24, "vault", account.id, region), 8)).toISOString(),
});

/** @returns whether a vault takes backups that are kept so many days; null is for ever */
export const takesKept = ({ lock }: Vault, keptDays: number | null): boolean =>
  lock === null ||
  ((keptDays ?? Number.POSITIVE_INFINITY) >= (lock.min ?? 0) &&
    (keptDays ?? Number.POSITIVE_INFINITY) <= (lock.max ?? Number.POSITIVE_INFINITY));
