import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { Account } from "../world/configuration";
import { mrapRegion } from "../world/multi-region-access-points";
import { domainOf } from "../world/seed";
import type { World } from "../world/world";
import { accountFor, type ControlInput } from "./s3-control-access";

/**
 * @returns the account a call is about
 * @throws AwsError where the caller may not, and everywhere but in the region that answers for all of them
 */
export function multiRegionAccountFor(world: World, input: ControlInput, context: Context, action: string): Account {
  if (world.partition !== "aws") throw new AwsError("NotImplemented", "This partition has none.", 501);
  if (context.region === mrapRegion) return accountFor(world, input, context, action);
  throw new AwsError(
    "PermanentRedirectControlError",
    "The API operation you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
    301,
    { Endpoint: `s3-control.${mrapRegion}.${domainOf(world.partition)}` },
  );
}
