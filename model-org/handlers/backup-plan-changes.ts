import * as Api from "@aws-sdk/client-backup";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import {
  type BackupPlan,
  backupPlans,
  type PlanRule,
  planArn,
  rulesIn,
  selectionsOf,
  uuid,
  versionOf,
} from "../world/backup-plans";
import { isSchedule } from "../world/backup-schedule";
import { putTags } from "../world/backup-tags";
import { vaultArn, vaults } from "../world/backup-vaults";
import type { World } from "../world/world";
import { invalidParameter, invalidRequest } from "./backup-find";
import { planFor } from "./backup-plans";

const $metadata = {};

/** Backups one can go back to any moment of are kept five weeks at most. */
const longestContinuous = 35;

/** Makes plans and takes them away. */
export function backupPlanChanges(world: World): HandlersOf<typeof Api> {
  function refuseRule({ caller, region }: Context, rule: Api.BackupRuleInput): void {
    const { RuleName = "", TargetBackupVaultName = "", ScheduleExpression, Lifecycle } = rule;
    if (!/^[a-zA-Z0-9_.-]{1,50}$/.test(RuleName)) throw invalidParameter(`Invalid backup rule name: ${RuleName}`);
    const isolated = rule.TargetLogicallyAirGappedBackupVaultArn;
    const here = vaultArn(world, caller.accountId, region, "");
    if (isolated !== undefined && !isolated.startsWith(here)) {
      throw invalidParameter(`Backup vault ${isolated} is not in this account and Region.`);
    }
    for (const name of [TargetBackupVaultName, ...(isolated === undefined ? [] : [isolated.slice(here.length)])]) {
      if (world.records.get(vaults, caller.accountId, region, name)) continue;
      throw invalidParameter(`Backup vault ${name} does not exist.`);
    }
    if (ScheduleExpression !== undefined && !isSchedule(ScheduleExpression)) {
      throw invalidParameter(`Invalid schedule expression: ${ScheduleExpression}`);
    }
    if (rule.StartWindowMinutes !== undefined && rule.StartWindowMinutes < 60) {
      throw invalidParameter("Start window must be at least 60 minutes.");
    }
    const { DeleteAfterDays: kept = -1, MoveToColdStorageAfterDays: cold } = Lifecycle ?? {};
    if (kept === 0 || kept < -1) throw invalidParameter("DeleteAfterDays must be at least 1.");
    if (cold !== undefined && cold >= 0 && kept > 0 && kept < cold + 90) {
      throw invalidParameter("DeleteAfterDays must be at least 90 days greater than MoveToColdStorageAfterDays.");
    }
    if (rule.EnableContinuousBackup && (kept < 1 || kept > longestContinuous)) {
      throw invalidParameter(`The retention of continuous backups must be between 1 and ${longestContinuous} days.`);
    }
  }

  /** @returns what a plan is made of, as far as it is written down. @throws InvalidParameterValueException */
  function written(context: Context, given: Api.BackupPlanInput | undefined) {
    const { BackupPlanName: name = "", Rules = [], AdvancedBackupSettings: advanced = [] } = given ?? {};
    if (!/^[a-zA-Z0-9_.-]{1,50}$/.test(name)) throw invalidParameter(`Invalid backup plan name: ${name}`);
    if (Rules.length === 0) throw invalidParameter("A backup plan must have at least one rule.");
    const names = Rules.map(({ RuleName }) => RuleName);
    if (new Set(names).size < names.length) throw invalidParameter("Rule names must be unique within a backup plan.");
    for (const rule of Rules) refuseRule(context, rule);
    return { name, advanced, given: Rules };
  }

  const rulesFrom = (rules: readonly Api.BackupRuleInput[], seed: string, since: string): PlanRule[] =>
    rules.map((rule) => ({ id: uuid(world, "rule", seed, rule.RuleName ?? "", since), rule, since, until: null }));

  const isSame = (one: Api.BackupRuleInput, other: Api.BackupRuleInput): boolean =>
    JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());

  const said = ({ caller, region }: Context, plan: BackupPlan) => ({
    BackupPlanId: plan.id,
    BackupPlanArn: planArn(world, caller.accountId, region, plan.id),
    VersionId: plan.versionId,
  });

  return {
    CreateBackupPlan(input, context) {
      const { caller, region } = context;
      const { CreatorRequestId: requestId = null } = input;
      const { name, advanced, given } = written(context, input.BackupPlan);
      const all = world.records
        .list(backupPlans, caller.accountId, region)
        .filter(({ deletedAt }) => deletedAt === null);
      const again = requestId === null ? undefined : all.find((plan) => plan.requestId === requestId);
      if (again) return { ...said(context, again), CreationDate: new Date(again.createdAt) };
      const same = all.find(
        (plan) => plan.name === name && JSON.stringify(rulesIn(plan).map(({ rule }) => rule)) === JSON.stringify(given),
      );
      if (same) {
        throw new Api.AlreadyExistsException({
          message: "Backup plan with the same plan document already exists",
          Arn: planArn(world, caller.accountId, region, same.id),
          $metadata,
        });
      }
      const createdAt = world.clock.now().toISOString();
      const id = uuid(world, "plan", caller.accountId, region, context.requestId);
      const plan: BackupPlan = {
        id,
        name,
        versionId: versionOf(world, id, createdAt),
        createdAt,
        deletedAt: null,
        requestId,
        rules: rulesFrom(given, id, createdAt),
        advanced,
        selections: [],
        failingDays: 0,
      };
      world.records.put(backupPlans, caller.accountId, region, plan);
      const owner = { accountId: caller.accountId, region };
      putTags(world, owner, planArn(world, caller.accountId, region, id), input.BackupPlanTags ?? {});
      return { ...said(context, plan), CreationDate: new Date(createdAt) };
    },

    UpdateBackupPlan(input, context) {
      const plan = planFor(world, context, input.BackupPlanId);
      const { name, advanced, given } = written(context, input.BackupPlan);
      const at = world.clock.now().toISOString();
      // Rules that stay keep their ids; what the others made is still told of as theirs.
      const kept = rulesIn(plan).filter(({ rule }) => given.some((one) => isSame(one, rule)));
      const gone = plan.rules
        .filter((rule) => !kept.includes(rule))
        .map((rule) => ({ ...rule, until: rule.until ?? at }));
      const added = given.filter((one) => !kept.some(({ rule }) => isSame(one, rule)));
      const changed: BackupPlan = {
        ...plan,
        name,
        advanced,
        versionId: versionOf(world, plan.id, `${at}${context.requestId}`),
        rules: [...gone, ...kept, ...rulesFrom(added, plan.id, at)],
      };
      world.records.put(backupPlans, context.caller.accountId, context.region, changed);
      return { ...said(context, changed), CreationDate: new Date(plan.createdAt) };
    },

    DeleteBackupPlan(input, context) {
      const plan = planFor(world, context, input.BackupPlanId);
      if (selectionsOf(plan).length > 0) {
        throw invalidRequest("Related backup plan selections must be deleted prior to backup plan deletion");
      }
      const at = world.clock.now();
      const deleted = { ...plan, deletedAt: at.toISOString() };
      world.records.put(backupPlans, context.caller.accountId, context.region, deleted);
      return { ...said(context, plan), DeletionDate: at };
    },
  };
}
