import type * as Api from "@aws-sdk/client-backup";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type Vault, vaultArn, vaults } from "../world/backup-vaults";
import { recoveryPointsOf } from "../world/recovery-points";
import type { World } from "../world/world";
import { notFound, page, vaultFor } from "./backup-find";
import { ownBuckets, walkBuckets } from "./backup-walk";

/** How many pages of points a count looks at. Beyond, it is what AWS's own may be: approximate. */
const countedPages = 5;

/** @returns how many recovery points are in each vault of the caller's */
export function countPoints(world: World, context: Context): Map<string, number> {
  const counts = new Map<string, number>();
  let from: { NextToken?: string } = {};
  for (let n = 0; n < countedPages; n++) {
    const { items, ...rest } = walkBuckets(world, ownBuckets(context), (one) => recoveryPointsOf(world, one), from);
    for (const { vault } of items) counts.set(vault, (counts.get(vault) ?? 0) + 1);
    if (rest.NextToken === undefined) break;
    from = rest;
  }
  return counts;
}

/** Vaults, and who may use them. */
export function backupVaults(world: World): HandlersOf<typeof Api> {
  function shown({ caller, region }: Context, vault: Vault, count: number): Api.BackupVaultListMember {
    const { lock } = vault;
    return {
      BackupVaultName: vault.name,
      BackupVaultArn: vaultArn(world, caller.accountId, region, vault.name),
      VaultType: vault.type,
      VaultState: "AVAILABLE",
      CreationDate: new Date(vault.createdAt),
      EncryptionKeyArn: vault.keyArn,
      NumberOfRecoveryPoints: count,
      Locked: lock !== null,
      ...(vault.keyType === null ? {} : { EncryptionKeyType: vault.keyType }),
      ...(vault.requestId === null ? {} : { CreatorRequestId: vault.requestId }),
      ...(lock?.min == null ? {} : { MinRetentionDays: lock.min }),
      ...(lock?.max == null ? {} : { MaxRetentionDays: lock.max }),
      ...(lock?.date == null ? {} : { LockDate: new Date(lock.date) }),
    };
  }

  return {
    ListBackupVaults(input, context) {
      const { caller, region } = context;
      // Nothing is shared with an account here: vaults of others reach it through no other list.
      const all = input.ByShared
        ? []
        : world.records
            .list(vaults, caller.accountId, region)
            .filter(({ type }) => input.ByVaultType === undefined || input.ByVaultType === type);
      const { items, ...rest } = page(all, input);
      const counts = countPoints(world, context);
      return { BackupVaultList: items.map((vault) => shown(context, vault, counts.get(vault.name) ?? 0)), ...rest };
    },

    DescribeBackupVault(input, context) {
      const vault = vaultFor(world, context, input);
      return shown(context, vault, countPoints(world, context).get(vault.name) ?? 0);
    },

    GetBackupVaultAccessPolicy(input, context) {
      const { name, policy } = vaultFor(world, context, input);
      if (policy === null) throw notFound(`Backup vault ${name} has no access policy.`);
      const BackupVaultArn = vaultArn(world, context.caller.accountId, context.region, name);
      return { BackupVaultName: name, BackupVaultArn, Policy: policy };
    },
  };
}
