import type * as Api from "@aws-sdk/client-backup";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";
import { backupJobReads } from "./backup-jobs";
import { backupPlanChanges } from "./backup-plan-changes";
import { backupPlanReads } from "./backup-plans";
import { backupPoints } from "./backup-points";
import { backupSelections } from "./backup-selections";
import { backupStart } from "./backup-start";
import { backupRegion, backupTags } from "./backup-tags";
import { backupVaultChanges } from "./backup-vault-changes";
import { backupVaults } from "./backup-vaults";

/** Plans of backups, what they select, the vaults and what is in them. */
export function backup(world: World): HandlersOf<typeof Api> {
  return {
    ...backupVaults(world),
    ...backupVaultChanges(world),
    ...backupPlanReads(world),
    ...backupPlanChanges(world),
    ...backupSelections(world),
    ...backupPoints(world),
    ...backupJobReads(world),
    ...backupStart(world),
    ...backupTags(world),
    ...backupRegion(world),
  };
}
