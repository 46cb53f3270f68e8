import * as Api from "@aws-sdk/client-macie2";
import type { Context } from "../wire/context";
import type { Account } from "../world/configuration";
import { speaksForOrganization } from "../world/delegated";
import { type MacieOrganization, type MacieSession, macieOrganizations, macieSessions } from "../world/macie";
import type { World } from "../world/world";

const $metadata = {};

export const denied = (message: string): Error => new Api.AccessDeniedException({ message, $metadata });
export const invalid = (message: string): Error => new Api.ValidationException({ message, $metadata });

/** The account a caller asks as: the administrator's for those who speak for the organization. */
export const askingAccount = (world: World, { caller }: Context): string =>
  speaksForOrganization(world, caller) ? world.hubAccountId : caller.accountId;

/** @throws AccessDeniedException "Macie is not enabled": the code Macie also has for who may not ask */
export function sessionOf(world: World, context: Context): MacieSession {
  const [session] = world.records.list(macieSessions, askingAccount(world, context), context.region);
  if (session) return session;
  throw denied("Macie is not enabled");
}

/** @throws AccessDeniedException for an account that is not the administrator */
export function organizationOf(world: World, context: Context): MacieOrganization {
  sessionOf(world, context);
  const found = speaksForOrganization(world, context.caller)
    ? world.records.get(macieOrganizations, world.hubAccountId, context.region, "organization")
    : undefined;
  if (found) return found;
  throw denied(
    "The request failed because you must be the Macie administrator of the organization to perform this operation.",
  );
}

/** Enabled for itself, and never taken up by the administrator. */
const standalone: ReadonlySet<string> = new Set(["shared-services"]);

/** @returns whether an account is a member of the administrator's Macie in a region */
export const isMember = (world: World, { id }: Account, region: string): boolean =>
  id !== world.hubAccountId &&
  !standalone.has(world.tree.purposes.get(id)?.name ?? "") &&
  world.records.list(macieSessions, id, region).length > 0;

/** @returns whether an account's own answers come from the administrator */
export const isManaged = (world: World, context: Context): boolean => {
  const account = world.account(askingAccount(world, context));
  return account !== undefined && isMember(world, account, context.region);
};

/** @returns the accounts whose buckets a caller sees, in the organization's order: its own, and its members' */
export function accountsSeen(world: World, context: Context): readonly Account[] {
  const own = world.account(askingAccount(world, context));
  if (own?.id !== world.hubAccountId) return own ? [own] : [];
  return world.tree.accounts;
}

/** @returns whether a caller sees an account's buckets in a region: not while Macie is off or paused there */
export function isSeen(world: World, account: Account, region: string): boolean {
  const [session] = world.records.list(macieSessions, account.id, region);
  return session?.status === "ENABLED" && !standalone.has(world.tree.purposes.get(account.id)?.name ?? "");
}
