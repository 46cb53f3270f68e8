import * as Api from "@aws-sdk/client-backup";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { putTags } from "../world/backup-tags";
import { plainVault, type Vault, vaultArn, vaults } from "../world/backup-vaults";
import { isPolicyDocument } from "../world/read-policy";
import type { World } from "../world/world";
import { invalidParameter, invalidRequest, vaultFor } from "./backup-find";
import { countPoints } from "./backup-vaults";

const $metadata = {};
const dayMs = 86_400_000;

/** AWS leaves at least so many days to think again before a lock is for good, and so many for a retention. */
const shortestGrace = 3;
const longestGrace = 36_500;

/** What makes vaults, opens them and closes them: for good, once the grace time of a lock is over. */
export function backupVaultChanges(world: World): HandlersOf<typeof Api> {
  const put = ({ caller, region }: Context, vault: Vault) => world.records.put(vaults, caller.accountId, region, vault);

  /** @throws InvalidRequestException for a lock nobody opens any more */
  function changeable(context: Context, input: { BackupVaultName: string | undefined }): Vault {
    const vault = vaultFor(world, context, input);
    const { date = null } = vault.lock ?? {};
    if (date === null || new Date(date) > world.clock.now()) return vault;
    throw invalidRequest(`Vault Lock of backup vault ${vault.name} is immutable since ${date}: it cannot be changed.`);
  }

  return {
    CreateBackupVault(input, context) {
      const { caller, region } = context;
      const { BackupVaultName: name = "", CreatorRequestId = null, EncryptionKeyArn } = input;
      if (!/^[a-zA-Z0-9_-]{2,50}$/.test(name)) throw invalidParameter(`Invalid backup vault name: ${name}`);
      const Arn = vaultArn(world, caller.accountId, region, name);
      const existing = world.records.get(vaults, caller.accountId, region, name);
      if (existing && (CreatorRequestId === null || existing.requestId !== CreatorRequestId)) {
        throw new Api.AlreadyExistsException({
          message: "Backup vault with the same name already exists",
          Arn,
          ...(existing.requestId === null ? {} : { CreatorRequestId: existing.requestId }),
          $metadata,
        });
      }
      if (EncryptionKeyArn !== undefined && !/^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\//.test(EncryptionKeyArn)) {
        throw invalidParameter(`Invalid encryption key ARN: ${EncryptionKeyArn}`);
      }
      const account = world.account(caller.accountId);
      if (!account) throw invalidParameter("The account is not known.");
      const made: Vault = existing ?? {
        ...plainVault({ world, account, region }, name),
        ...(EncryptionKeyArn === undefined ? {} : { keyArn: EncryptionKeyArn }),
        requestId: CreatorRequestId,
        createdAt: world.clock.now().toISOString(),
      };
      put(context, made);
      if (!existing) putTags(world, { accountId: caller.accountId, region }, Arn, input.BackupVaultTags ?? {});
      return { BackupVaultName: name, BackupVaultArn: Arn, CreationDate: new Date(made.createdAt) };
    },

    DeleteBackupVault(input, context) {
      const { name } = vaultFor(world, context, input);
      if ((countPoints(world, context).get(name) ?? 0) > 0) {
        throw invalidRequest("Backup vault cannot be deleted because it contains recovery points.");
      }
      if (name === "Default") throw invalidRequest("The default backup vault cannot be deleted.");
      world.records.remove(vaults, context.caller.accountId, context.region, name);
      return {};
    },

    PutBackupVaultAccessPolicy(input, context) {
      const vault = vaultFor(world, context, input);
      if (input.Policy === undefined || !isPolicyDocument(input.Policy)) {
        throw invalidParameter("The specified policy is not valid.");
      }
      put(context, { ...vault, policy: input.Policy });
      return {};
    },

    DeleteBackupVaultAccessPolicy(input, context) {
      const vault = vaultFor(world, context, input);
      put(context, { ...vault, policy: null });
      return {};
    },

    /** Without days of grace it stays open to change, by whoever may; with them, it closes for good after. */
    PutBackupVaultLockConfiguration(input, context) {
      const { MinRetentionDays: min = null, MaxRetentionDays: max = null, ChangeableForDays: grace = null } = input;
      const vault = changeable(context, input);
      for (const [name, days] of Object.entries({ MinRetentionDays: min, MaxRetentionDays: max })) {
        if (days !== null && (days < 1 || days > longestGrace)) {
          throw invalidParameter(`${name} must be between 1 and ${longestGrace} days.`);
        }
      }
      if (min !== null && max !== null && max < min) {
        throw invalidParameter("MaxRetentionDays must not be less than MinRetentionDays.");
      }
      if (grace !== null && (grace < shortestGrace || grace > longestGrace)) {
        throw invalidParameter(`ChangeableForDays must be between ${shortestGrace} and ${longestGrace} days.`);
      }
      const date = grace === null ? null : new Date(world.clock.now().getTime() + grace * dayMs).toISOString();
      put(context, { ...vault, lock: { min, max, date }, lockedAt: world.clock.now().toISOString() });
      return {};
    },

    DeleteBackupVaultLockConfiguration(input, context) {
      put(context, { ...changeable(context, input), lock: null, lockedAt: null });
      return {};
    },
  };
}
