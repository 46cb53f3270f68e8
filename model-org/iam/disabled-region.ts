import type { Context } from "../wire/context";
import type { World } from "../world/world";
import { unknownKeyBy } from "./refusals";

/** Services that answer for all regions at once: which one a request is signed for says nothing. */
const globalServices: ReadonlySet<string> = new Set([
  "Account",
  "CloudFront",
  "Health",
  "IAM",
  "Organizations",
  "Support",
  "TrustedAdvisor",
]);

/**
 * @throws AwsError as the service answers where the caller's account has not opted in to the region of the request
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
export function refuseDisabledRegion(world: World, { service, caller, region }: Context): void {
  const account = world.account(caller.accountId);
  if (globalServices.has(service) || !account || world.regionEnabled(account, region)) return;
  throw unknownKeyBy(service, region);
}
