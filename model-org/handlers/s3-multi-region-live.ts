import type * as S3Control from "@aws-sdk/client-s3-control";
import { AwsError } from "../wire/aws-error";
import {
  type MultiRegionAccessPoint,
  mrapArn,
  mrapMilliseconds,
  mrapRegion,
  multiRegionAccessPoints,
} from "../world/multi-region-access-points";
import type { World } from "../world/world";

/** Multi-Region Access Points as they are at this moment: what was asked for comes true after a while. */
export function liveMraps(world: World) {
  const isPast = (since: string) => Date.parse(since) + mrapMilliseconds <= world.clock.now().getTime();
  const settled = (point: MultiRegionAccessPoint): MultiRegionAccessPoint => {
    const { proposed } = point.policy;
    if (!proposed || !isPast(proposed.since)) return point;
    return { ...point, policy: { established: proposed.text, proposed: null } };
  };
  const list = (accountId: string): MultiRegionAccessPoint[] =>
    world.records
      .list(multiRegionAccessPoints, accountId, mrapRegion)
      .filter(({ deletingSince }) => deletingSince === null || !isPast(deletingSince))
      .map(settled);
  const missing = () =>
    new AwsError("NoSuchMultiRegionAccessPoint", "The specified Multi-Region Access Point does not exist", 404);
  const statusOf = ({ createdAt, deletingSince }: MultiRegionAccessPoint): S3Control.MultiRegionAccessPointStatus =>
    deletingSince !== null ? "DELETING" : isPast(createdAt) ? "READY" : "CREATING";
  const find = (accountId: string, name: string) => list(accountId).find((point) => point.name === name);
  return {
    list,
    find,
    statusOf,
    get(accountId: string, name: string): MultiRegionAccessPoint {
      const found = find(accountId, name);
      if (!found) throw missing();
      return found;
    },
    /** @param mrap an ARN or an alias */
    byMrap(accountId: string, mrap: string): MultiRegionAccessPoint {
      const found = list(accountId).find((one) => one.alias === mrap || mrapArn(world.partition, one) === mrap);
      if (!found) throw missing();
      return found;
    },
    report(point: MultiRegionAccessPoint): S3Control.MultiRegionAccessPointReport {
      return {
        Name: point.name,
        Alias: point.alias,
        CreatedAt: new Date(point.createdAt),
        PublicAccessBlock: point.block,
        Status: statusOf(point),
        Regions: point.regions.map(({ bucket, region, accountId }) => ({
          Bucket: bucket,
          Region: region,
          BucketAccountId: accountId,
        })),
      };
    },
  };
}
