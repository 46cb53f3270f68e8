import type * as AccountApi from "@aws-sdk/client-account";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";
import { pageOf } from "./pages";

export function account(world: World): HandlersOf<typeof AccountApi> {
  return {
    ListRegions({ AccountId, NextToken, MaxResults, RegionOptStatusContains }, { caller }) {
      const found = world.account(AccountId ?? caller.accountId);
      if (!found || found.id !== caller.accountId) {
        throw new AwsError("AccessDeniedException", "You do not have access to this account.", 403);
      }
      const all = world.regions.map((RegionName) => ({
        RegionName,
        RegionOptStatus: !world.seed.optInRegions.includes(RegionName)
          ? ("ENABLED_BY_DEFAULT" as const)
          : world.regionEnabled(found, RegionName)
            ? ("ENABLED" as const)
            : ("DISABLED" as const),
      }));
      const wanted = all.filter(
        ({ RegionOptStatus }) => !RegionOptStatusContains?.length || RegionOptStatusContains.includes(RegionOptStatus),
      );
      const { items, next } = pageOf(wanted, NextToken, MaxResults ?? 20);
      return { Regions: items, NextToken: next };
    },
  };
}
