import type * as Api from "@aws-sdk/client-backup";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type BackupPlan, backupPlans, planArn, rulesIn, selectionsOf } from "../world/backup-plans";
import { lastRuns } from "../world/backup-schedule";
import type { World } from "../world/world";
import { notFound, page, planOf, planWithSelections } from "./backup-find";

/** @throws ResourceNotFoundException for a plan that is not there, or not in that version */
export function planFor(world: World, context: Context, id: string | undefined, version?: string): BackupPlan {
  const plan = planOf(world, context, id);
  if (plan && (version === undefined || version === plan.versionId)) return plan;
  throw notFound("Failed reading Backup plan with provided version");
}

/** Plans, and what they select. */
export function backupPlanReads(world: World): HandlersOf<typeof Api> {
  /** When a plan ran last: absent for one that never did. */
  function lastRun(plan: BackupPlan): { LastExecutionDate?: Date } {
    const { createdAt } = plan;
    if (selectionsOf(plan).length === 0) return {};
    const now = world.clock.now().getTime();
    const last = Math.max(...rulesIn(plan).map(({ rule }) => lastRuns(rule.ScheduleExpression, now, 1)[0] ?? 0));
    return last > Date.parse(createdAt) ? { LastExecutionDate: new Date(last) } : {};
  }

  function shown({ caller, region }: Context, plan: BackupPlan) {
    return {
      BackupPlanArn: planArn(world, caller.accountId, region, plan.id),
      BackupPlanId: plan.id,
      VersionId: plan.versionId,
      CreationDate: new Date(plan.createdAt),
      ...(plan.requestId === null ? {} : { CreatorRequestId: plan.requestId }),
      ...(plan.advanced.length === 0 ? {} : { AdvancedBackupSettings: plan.advanced }),
      ...(plan.deletedAt === null ? {} : { DeletionDate: new Date(plan.deletedAt) }),
      ...lastRun(plan),
    };
  }

  return {
    ListBackupPlans(input, context) {
      const { caller, region } = context;
      const all = world.records
        .list(backupPlans, caller.accountId, region)
        .filter(({ deletedAt }) => deletedAt === null || input.IncludeDeleted);
      const { items, ...rest } = page(all, input);
      return {
        BackupPlansList: items.map((plan) => ({ ...shown(context, plan), BackupPlanName: plan.name })),
        ...rest,
      };
    },

    GetBackupPlan(input, context) {
      const plan = planFor(world, context, input.BackupPlanId, input.VersionId);
      const Rules = rulesIn(plan).map(({ id, rule }): Api.BackupRule => ({ ...rule, RuleId: id }));
      return {
        ...shown(context, plan),
        BackupPlan: {
          BackupPlanName: plan.name,
          Rules,
          ...(plan.advanced.length === 0 ? {} : { AdvancedBackupSettings: plan.advanced }),
        },
      };
    },

    ListBackupSelections(input, context) {
      const plan = planWithSelections(world, context, input.BackupPlanId);
      const { items, ...rest } = page(selectionsOf(plan), input);
      return {
        BackupSelectionsList: items.map(({ id, createdAt, requestId, selection }) => ({
          SelectionId: id,
          SelectionName: selection.SelectionName,
          BackupPlanId: plan.id,
          CreationDate: new Date(createdAt),
          IamRoleArn: selection.IamRoleArn,
          ...(requestId === null ? {} : { CreatorRequestId: requestId }),
        })),
        ...rest,
      };
    },

    GetBackupSelection(input, context) {
      const plan = planWithSelections(world, context, input.BackupPlanId);
      const found = selectionsOf(plan).find(({ id }) => id === input.SelectionId);
      if (!found) throw notFound(`Cannot find Backup selection with ID ${input.SelectionId}`);
      return {
        BackupSelection: found.selection,
        SelectionId: found.id,
        BackupPlanId: plan.id,
        CreationDate: new Date(found.createdAt),
        ...(found.requestId === null ? {} : { CreatorRequestId: found.requestId }),
      };
    },
  };
}
