import * as Api from "@aws-sdk/client-securityhub";
import type { Context } from "../wire/context";
import { speaksForOrganization } from "../world/delegated";
import { type SecurityHubRecord, securityHubs } from "../world/security-hubs";
import type { World } from "../world/world";

const $metadata = {};

export const invalidInput = (message: string): Error =>
  new Api.InvalidInputException({ message, Message: message, Code: "InvalidInputException", $metadata });

/** Security Hub's answer for what is not subscribed and for who is no administrator alike; the message tells which. */
export const invalidAccess = (message: string): Error =>
  new Api.InvalidAccessException({ message, Message: message, Code: "InvalidAccessException", $metadata });

/** The account a caller asks as. */
export const accountAsked = (world: World, { caller }: Context): string =>
  speaksForOrganization(world, caller) ? world.hubAccountId : caller.accountId;

/** @throws InvalidAccessException where the account is not subscribed in the region */
export function hubOf(world: World, context: Context): SecurityHubRecord {
  const account = accountAsked(world, context);
  const [hub] = world.records.list(securityHubs, account, context.region);
  if (hub) return hub;
  throw invalidAccess(`Account ${account} is not subscribed to AWS Security Hub`);
}
