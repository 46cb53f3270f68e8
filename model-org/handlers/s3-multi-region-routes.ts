import type * as S3Control from "@aws-sdk/client-s3-control";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import { mrapRegion, multiRegionAccessPoints } from "../world/multi-region-access-points";
import type { World } from "../world/world";
import { accountFor } from "./s3-control-access";
import { liveMraps } from "./s3-multi-region-live";

/** Which buckets of a Multi-Region Access Point take requests: changed at once, in whatever region is asked. */
export function s3MultiRegionRoutes(world: World): HandlersOf<typeof S3Control> {
  const live = liveMraps(world);
  return {
    GetMultiRegionAccessPointRoutes(input, context) {
      const account = accountFor(world, input, context, "s3:GetMultiRegionAccessPointRoutes");
      const point = live.byMrap(account.id, input.Mrap ?? "");
      return {
        Mrap: input.Mrap,
        Routes: point.regions.map(({ bucket, region, dial }) => ({
          Bucket: bucket,
          Region: region,
          TrafficDialPercentage: dial,
        })),
      };
    },
    SubmitMultiRegionAccessPointRoutes(input, context) {
      const account = accountFor(world, input, context, "s3:SubmitMultiRegionAccessPointRoutes");
      const point = live.byMrap(account.id, input.Mrap ?? "");
      const updates = input.RouteUpdates ?? [];
      const dials = new Map(
        updates.flatMap(({ Bucket, Region, TrafficDialPercentage = 0 }) => {
          const place = point.regions.find(
            ({ bucket, region }) => (Bucket ?? bucket) === bucket && (Region ?? region) === region,
          );
          return place && (Bucket ?? Region) !== undefined ? [[place.bucket, TrafficDialPercentage] as const] : [];
        }),
      );
      const regions = point.regions.map((one) => ({ ...one, dial: dials.get(one.bucket) ?? one.dial }));
      const areDials = [...dials.values()].every((dial) => dial === 0 || dial === 100);
      if (dials.size < updates.length || !areDials || regions.every(({ dial }) => dial === 0)) {
        throw new AwsError("InvalidRequest", "The routes are not valid: one at least has to be active.");
      }
      world.records.put(multiRegionAccessPoints, point.accountId, mrapRegion, { ...point, regions });
      return {};
    },
  };
}
