import type * as Api from "@aws-sdk/client-backup";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { backupSettings, isKnownKind, isManageable } from "../world/backup-settings";
import { putTags, tagsOf } from "../world/backup-tags";
import { vaults } from "../world/backup-vaults";
import type { World } from "../world/world";
import { invalidParameter, notFound, page, planOf } from "./backup-find";
import { pointNamed } from "./backup-points";

/** Tags of vaults, plans and backups. */
export function backupTags(world: World): HandlersOf<typeof Api> {
  const ownerOf = ({ caller, region }: Context) => ({ accountId: caller.accountId, region });

  /** @throws ResourceNotFoundException for what is not there, InvalidParameterValueException for what bears no tags */
  function refuseMissing(context: Context, arn: string): void {
    const { accountId, region } = ownerOf(context);
    const [, kind, id = ""] =
      new RegExp(
        `^arn:${world.partition}:backup:${region}:${accountId}:(backup-vault|backup-plan|recovery-point):(.+)$`,
      ).exec(arn) ?? [];
    if (kind === undefined && !arn.includes(":backup:")) throw invalidParameter(`Unsupported resource type: ${arn}`);
    const isThere =
      (kind === "backup-vault" && world.records.get(vaults, accountId, region, id) !== undefined) ||
      (kind === "backup-plan" && planOf(world, context, id) !== undefined) ||
      (kind === "recovery-point" && pointNamed(world, context, arn) !== undefined);
    if (!isThere) throw notFound(`Cannot find ${arn}`);
  }

  return {
    ListTags(input, context) {
      const { ResourceArn = "" } = input;
      refuseMissing(context, ResourceArn);
      const { items, ...rest } = page(Object.entries(tagsOf(world, ownerOf(context), ResourceArn)), input);
      return { Tags: Object.fromEntries(items), ...rest };
    },

    TagResource({ ResourceArn = "", Tags = {} }, context) {
      refuseMissing(context, ResourceArn);
      if (Object.keys(Tags).some((key) => key.startsWith("aws:"))) {
        throw invalidParameter("Tag keys must not begin with aws:");
      }
      putTags(world, ownerOf(context), ResourceArn, { ...tagsOf(world, ownerOf(context), ResourceArn), ...Tags });
      return {};
    },

    UntagResource({ ResourceArn = "", TagKeyList = [] }, context) {
      refuseMissing(context, ResourceArn);
      const left = Object.entries(tagsOf(world, ownerOf(context), ResourceArn)).filter(
        ([key]) => !TagKeyList.includes(key),
      );
      putTags(world, ownerOf(context), ResourceArn, Object.fromEntries(left));
      return {};
    },
  };
}

/** What an account lets AWS Backup reach in a region. */
export function backupRegion(world: World): HandlersOf<typeof Api> {
  const settings = ({ caller, region }: Context) => {
    const found = world.records.get(backupSettings, caller.accountId, region, "region");
    if (!found) throw notFound("There are no settings of this Region.");
    return found;
  };
  return {
    DescribeRegionSettings(_, context) {
      const { optIn, managed } = settings(context);
      return { ResourceTypeOptInPreference: optIn, ResourceTypeManagementPreference: managed };
    },

    /** Leaves preferences as they are that are not named. */
    UpdateRegionSettings(input, context) {
      const { ResourceTypeOptInPreference: optIn = {}, ResourceTypeManagementPreference: managed = {} } = input;
      const unknown =
        Object.keys(optIn).find((kind) => !isKnownKind(kind)) ??
        Object.keys(managed).find((kind) => !isManageable(kind));
      if (unknown !== undefined) throw invalidParameter(`Unsupported resource type: ${unknown}`);
      const before = settings(context);
      const isTurned = optIn["S3"] !== undefined && optIn["S3"] !== before.optIn["S3"];
      world.records.put(backupSettings, context.caller.accountId, context.region, {
        ...before,
        ...(isTurned ? { s3Since: world.clock.now().toISOString() } : {}),
        optIn: { ...before.optIn, ...optIn },
        managed: { ...before.managed, ...managed },
      });
      return {};
    },
  };
}
