import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import {
  type AccessGrantsInstance,
  type AccessGrantsLocation,
  accessGrantsInstances,
  accessGrantsLocations,
  grantsArn,
} from "../world/access-grants";
import type { World } from "../world/world";
import { accountFor, type ControlInput } from "./s3-control-access";

/** An account's Access Grants in the region that is asked. */
export type GrantsPlace = { accountId: string; region: string; instance: AccessGrantsInstance };

export const noGrantsInstance = (): AwsError =>
  new AwsError("AccessGrantsInstanceNotExistsError", "Access Grants Instance does not exist", 404);

/**
 * @param part what of the instance the call is about: `grant` or `location`, and its id
 * @throws AwsError where the caller may not, and where the account has no instance in the region
 */
export function grantsFor(
  world: World,
  input: ControlInput,
  context: Context,
  action: string,
  ...part: readonly string[]
): GrantsPlace {
  const { region } = context;
  const resource = grantsArn(world.partition, { accountId: input.AccountId ?? "", region }, ...part);
  const { id: accountId } = accountFor(world, input, context, action, { resource });
  const instance = world.records.get(accessGrantsInstances, accountId, region, "default");
  if (!instance) throw noGrantsInstance();
  return { accountId, region, instance };
}

/** @throws AwsError for a location that is not registered */
export function grantsLocation(world: World, { accountId, region }: GrantsPlace, id: string): AccessGrantsLocation {
  const found = world.records.get(accessGrantsLocations, accountId, region, id);
  if (found) return found;
  throw new AwsError("NoSuchAccessGrantsLocationError", "The specified access grants location does not exist", 404);
}
