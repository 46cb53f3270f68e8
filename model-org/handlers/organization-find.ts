import { AwsError } from "../wire/aws-error";
import type { Account, Ou, Policy, PolicyType } from "../world/configuration";
import { isManagementType, isModelled, type ManagementType } from "../world/organization/policy-types";
import type { World } from "../world/world";
import { invalidInput, noOu, noParent, noPolicy, noTarget, notMember } from "./organization-errors";

/** @throws AccountNotFoundException */
export function memberOf(world: World, id: string | undefined): Account {
  const found = world.account(id ?? "");
  if (!found) throw notMember();
  return found;
}

/** @throws OrganizationalUnitNotFoundException */
export function ouOf(world: World, id: string | undefined): Ou {
  const found = world.ou(id ?? "");
  if (!found) throw noOu();
  return found;
}

/** @throws PolicyNotFoundException */
export function policyOf({ tree }: World, id: string | undefined): Policy {
  const found = tree.policies.find((one) => one.id === id);
  if (!found) throw noPolicy();
  return found;
}

export const isParent = (world: World, id: string | undefined): id is string =>
  id === world.tree.rootId || world.ou(id ?? "") !== undefined;

/** @throws ParentNotFoundException */
export function parentOf(world: World, id: string | undefined): string {
  if (!isParent(world, id)) throw noParent();
  return id;
}

/** @throws InvalidInputException for what is no id of a root, an OU or an account, TargetNotFoundException */
export function targetOf(world: World, id: string | undefined): string {
  if (!/^(r-[0-9a-z]{4,32}|\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/.test(id ?? "")) {
    throw invalidInput("INVALID_PATTERN_TARGET_ID", "You specified a policy target ID that isn't valid.");
  }
  if (isParent(world, id) || world.account(id ?? "")) return id ?? "";
  throw noTarget();
}

/** @returns a type the model knows. @throws InvalidInputException for none of AWS's; 501 for another of AWS's */
export function policyTypeOf(type: string | undefined): PolicyType {
  if (isModelled(type)) return type;
  if (/^[A-Z0-9_]+_POLICY$/.test(type ?? "")) throw new AwsError("NotImplemented", `${type} has no model.`, 501);
  throw invalidInput("INVALID_ENUM_POLICY_TYPE", "You specified an invalid policy type.");
}

/** @throws InvalidInputException for a type that is not merged: it has no effective policy */
export function managementTypeOf(type: string | undefined): ManagementType {
  const known = policyTypeOf(type);
  if (isManagementType(known)) return known;
  throw invalidInput("INVALID_ENUM", "You specified a policy type that has no effective policy.");
}
