import type * as S3Control from "@aws-sdk/client-s3-control";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import type { MultiRegionAccessPoint } from "../world/multi-region-access-points";
import { isPublicPolicy } from "../world/read-policy";
import type { World } from "../world/world";
import { type ControlInput, controlPage } from "./s3-control-access";
import { multiRegionAccountFor } from "./s3-multi-region-access";
import { s3MultiRegionChanges } from "./s3-multi-region-changes";
import { liveMraps } from "./s3-multi-region-live";
import { s3MultiRegionRequests } from "./s3-multi-region-requests";
import { s3MultiRegionRoutes } from "./s3-multi-region-routes";

/** Multi-Region Access Points. */
export function s3MultiRegion(world: World): HandlersOf<typeof S3Control> {
  const live = liveMraps(world);
  const find = (
    input: ControlInput & { Name?: string | undefined },
    context: Context,
    action: string,
  ): MultiRegionAccessPoint => live.get(multiRegionAccountFor(world, input, context, action).id, input.Name ?? "");

  return {
    ...s3MultiRegionChanges(world),
    ...s3MultiRegionRequests(world),
    ...s3MultiRegionRoutes(world),
    ListMultiRegionAccessPoints(input, context) {
      const account = multiRegionAccountFor(world, input, context, "s3:ListMultiRegionAccessPoints");
      const { items, token } = controlPage(live.list(account.id), input, 100);
      return { AccessPoints: items.map(live.report), ...token };
    },
    GetMultiRegionAccessPoint(input, context) {
      return { AccessPoint: live.report(find(input, context, "s3:GetMultiRegionAccessPoint")) };
    },
    GetMultiRegionAccessPointPolicy(input, context) {
      const { established, proposed } = find(input, context, "s3:GetMultiRegionAccessPointPolicy").policy;
      return {
        Policy: {
          ...(established === null ? {} : { Established: { Policy: established } }),
          ...(proposed === null ? {} : { Proposed: { Policy: proposed.text } }),
        },
      };
    },
    GetMultiRegionAccessPointPolicyStatus(input, context) {
      const { policy } = find(input, context, "s3:GetMultiRegionAccessPointPolicyStatus");
      return { Established: { IsPublic: isPublicPolicy(policy.established, "access-point") } };
    },
  };
}
