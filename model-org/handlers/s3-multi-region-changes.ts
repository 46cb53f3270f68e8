import type * as S3Control from "@aws-sdk/client-s3-control";
import type { HandlersOf } from "../wire/handlers-of";
import { blockAll } from "../world/configuration";
import {
  type MultiRegionAccessPoint,
  mrapAlias,
  mrapArn,
  mrapRegion,
  multiRegionAccessPoints,
} from "../world/multi-region-access-points";
import { policyFault } from "../world/policy-faults";
import { isPublicPolicy } from "../world/read-policy";
import type { World } from "../world/world";
import { blockFrom } from "./s3-block";
import { multiRegionAccountFor } from "./s3-multi-region-access";
import { changeFailure, creationFailure } from "./s3-multi-region-failures";
import { liveMraps } from "./s3-multi-region-live";
import { takeRequest } from "./s3-multi-region-requests";

/** Multi-Region Access Points are made, changed and taken away by requests that take their time. */
export function s3MultiRegionChanges(world: World): HandlersOf<typeof S3Control> {
  const live = liveMraps(world);
  const now = () => world.clock.now().toISOString();
  const put = (point: MultiRegionAccessPoint) => {
    world.records.put(multiRegionAccessPoints, point.accountId, mrapRegion, point);
    return null;
  };
  const placesOf = ({ regions }: MultiRegionAccessPoint) => regions.map(({ region }) => region);

  return {
    CreateMultiRegionAccessPoint(input, context) {
      const { id: accountId } = multiRegionAccountFor(world, input, context, "s3:CreateMultiRegionAccessPoint");
      const { Name: name = "", Regions = [], PublicAccessBlock } = input.Details ?? {};
      const buckets = Regions.map(({ Bucket, BucketAccountId }) => {
        const bucket = world.bucket(Bucket ?? "");
        return bucket?.accountId === (BucketAccountId ?? accountId) ? bucket : undefined;
      });
      const regions = buckets.flatMap((bucket) => bucket?.region ?? []);
      const clientToken = input.ClientToken ?? "";
      return takeRequest(
        world,
        { operation: "CreateMultiRegionAccessPoint", accountId, name, regions, clientToken },
        () =>
          creationFailure(live.find(accountId, name) !== undefined, buckets) ??
          put({
            name,
            accountId,
            alias: mrapAlias(world, accountId, name),
            createdAt: now(),
            deletingSince: null,
            block: PublicAccessBlock ? blockFrom(PublicAccessBlock) : blockAll,
            regions: buckets.flatMap((one) =>
              one ? [{ bucket: one.name, accountId: one.accountId, region: one.region, dial: 100 }] : [],
            ),
            policy: { established: null, proposed: null },
          }),
      );
    },
    DeleteMultiRegionAccessPoint(input, context) {
      const { id: accountId } = multiRegionAccountFor(world, input, context, "s3:DeleteMultiRegionAccessPoint");
      const point = live.get(accountId, input.Details?.Name ?? "");
      const clientToken = input.ClientToken ?? "";
      return takeRequest(
        world,
        {
          operation: "DeleteMultiRegionAccessPoint",
          accountId,
          name: point.name,
          regions: placesOf(point),
          clientToken,
        },
        () => changeFailure(live.statusOf(point)) ?? put({ ...point, deletingSince: now() }),
      );
    },
    PutMultiRegionAccessPointPolicy(input, context) {
      const account = multiRegionAccountFor(world, input, context, "s3:PutMultiRegionAccessPointPolicy");
      const point = live.get(account.id, input.Details?.Name ?? "");
      const text = input.Details?.Policy ?? "";
      return takeRequest(
        world,
        {
          operation: "PutMultiRegionAccessPointPolicy",
          accountId: account.id,
          name: point.name,
          regions: placesOf(point),
          clientToken: input.ClientToken ?? "",
        },
        () => {
          const arn = mrapArn(world.partition, point);
          const message = policyFault(text, { arn, within: `${arn}/object/` });
          if (message !== undefined) return { code: "MalformedPolicy", message };
          const blocked = point.block.BlockPublicPolicy || world.effectiveBlock(account)?.BlockPublicPolicy;
          if (blocked && isPublicPolicy(text, "access-point"))
            return { code: "AccessDenied", message: "Access denied." };
          return (
            changeFailure(live.statusOf(point)) ??
            put({ ...point, policy: { ...point.policy, proposed: { text, since: now() } } })
          );
        },
      );
    },
  };
}
