import type { Account } from "../configuration";
import { type EffectivePolicy, isObject, mergePolicies } from "../policy-inheritance";
import type { World } from "../world";
import { pathTo, policiesOn } from "./attachments";
import { accountIdsUnder } from "./children";
import type { ManagementType } from "./policy-types";
import { type ValidationError, validationErrors } from "./validation";

const merge = (world: World, path: readonly string[], type: ManagementType): EffectivePolicy | undefined =>
  mergePolicies(path.map((target) => policiesOn(world, target, type)));

/** @returns what the management policies of a type come to in an account; undefined where none reaches it */
export const effectivePolicyOf = (world: World, account: Account, type: ManagementType): EffectivePolicy | undefined =>
  merge(world, pathTo(world, account), type);

/** @returns what the S3 policies assign in an account; undefined where none does, or none that is valid */
export function s3SettingOf(world: World, account: Account): "all" | "none" | undefined {
  const attributes = effectivePolicyOf(world, account, "S3_POLICY")?.content["s3_attributes"];
  const value = isObject(attributes) ? attributes["public_access_block_configuration"] : undefined;
  return value === "all" || value === "none" ? value : undefined;
}

/** @returns what is wrong with the effective policy of an account; undefined where it has none */
export function errorsIn(world: World, account: Account, type: ManagementType): ValidationError[] | undefined {
  const effective = effectivePolicyOf(world, account, type);
  return effective && validationErrors(type, effective);
}

/**
 * The accounts whose effective policy is invalid. Asked per OU, not per account: only accounts with a policy of their
 * own can differ from their siblings.
 */
export function accountsWithInvalidPolicy(world: World, type: ManagementType): string[] {
  const own = new Set(world.tree.policies.filter((one) => one.type === type).flatMap(({ targets }) => targets));
  const [first] = world.tree.accounts;
  if (!first) return [];
  return [world.tree.rootId, ...world.tree.ous.map(({ id }) => id)].flatMap((parentId) => {
    const ids = accountIdsUnder(world, parentId);
    // The path of an account that has no policy of its own is its parent's.
    const path = pathTo(world, { ...first, id: "", ouId: parentId }).slice(0, -1);
    const effective = merge(world, path, type);
    const inherited = effective !== undefined && validationErrors(type, effective).length > 0;
    return ids.filter((id) => {
      const account = own.has(id) ? world.account(id) : undefined;
      return account ? (errorsIn(world, account, type)?.length ?? 0) > 0 : inherited;
    });
  });
}
