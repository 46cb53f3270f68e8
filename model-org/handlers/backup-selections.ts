import * as Api from "@aws-sdk/client-backup";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type BackupPlan, backupPlans, type Selection, selectionsOf, uuid } from "../world/backup-plans";
import type { World } from "../world/world";
import { invalidParameter, notFound, planWithSelections, refuseRole } from "./backup-find";

const $metadata = {};

/** What puts resources into a plan and takes them out. A plan's next run is the first that backs them up. */
export function backupSelections(world: World): HandlersOf<typeof Api> {
  const put = ({ caller, region }: Context, plan: BackupPlan, selections: Selection[]) =>
    world.records.put(backupPlans, caller.accountId, region, { ...plan, selections });

  function refuseSelection(context: Context, given: Api.BackupSelection): void {
    const { SelectionName = "", IamRoleArn = "", Resources = [], NotResources = [], ListOfTags = [] } = given;
    if (!/^[a-zA-Z0-9_.-]{1,50}$/.test(SelectionName)) {
      throw invalidParameter(`Invalid backup selection name: ${SelectionName}`);
    }
    if (Resources.length === 0 && ListOfTags.length === 0) {
      throw invalidParameter("Invalid backup selection. Either 'ListOfTags' or 'Resources' section must be non-empty.");
    }
    for (const pattern of [...Resources, ...NotResources]) {
      if (pattern !== "*" && !/^arn:[a-z*-]+:[a-z0-9*-]+:.+$/.test(pattern)) {
        throw invalidParameter(`Invalid resource ARN: ${pattern}`);
      }
    }
    const { StringEquals, StringNotEquals, StringLike, StringNotLike } = given.Conditions ?? {};
    for (const { ConditionKey = "" } of [StringEquals, StringNotEquals, StringLike, StringNotLike].flatMap(
      (questions) => questions ?? [],
    )) {
      if (!ConditionKey.startsWith("aws:ResourceTag/")) {
        throw invalidParameter(`Invalid condition key: ${ConditionKey}`);
      }
    }
    refuseRole(world, context, IamRoleArn);
  }

  return {
    CreateBackupSelection(input, context) {
      const { BackupSelection: given, CreatorRequestId: requestId = null } = input;
      const plan = planWithSelections(world, context, input.BackupPlanId);
      if (!given) throw invalidParameter("Invalid backup selection.");
      refuseSelection(context, given);
      const answer = ({ id, createdAt }: Selection) => ({
        SelectionId: id,
        BackupPlanId: plan.id,
        CreationDate: new Date(createdAt),
      });
      const now = selectionsOf(plan);
      const again = requestId === null ? undefined : now.find((one) => one.requestId === requestId);
      if (again) return answer(again);
      if (now.some(({ selection }) => selection.SelectionName === given.SelectionName)) {
        throw new Api.AlreadyExistsException({
          message: `Backup selection with the name ${given.SelectionName} already exists`,
          $metadata,
        });
      }
      const made: Selection = {
        id: uuid(world, "selection", plan.id, context.requestId),
        createdAt: world.clock.now().toISOString(),
        until: null,
        requestId,
        selection: { ...given, Resources: given.Resources ?? [], ListOfTags: given.ListOfTags ?? [] },
      };
      put(context, plan, [...plan.selections, made]);
      return answer(made);
    },

    DeleteBackupSelection(input, context) {
      const plan = planWithSelections(world, context, input.BackupPlanId);
      if (!selectionsOf(plan).some(({ id }) => id === input.SelectionId)) {
        throw notFound(`Cannot find Backup selection with ID ${input.SelectionId}`);
      }
      const until = world.clock.now().toISOString();
      put(
        context,
        plan,
        plan.selections.map((one) => (one.id === input.SelectionId ? { ...one, until } : one)),
      );
      return {};
    },
  };
}
