import type * as S3Control from "@aws-sdk/client-s3-control";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import { type MrapRequest, mrapMilliseconds, mrapRegion, mrapRequests } from "../world/multi-region-access-points";
import type { World } from "../world/world";
import { multiRegionAccountFor } from "./s3-multi-region-access";
import type { MrapFailure } from "./s3-multi-region-failures";

type Asked = Pick<MrapRequest, "operation" | "name" | "regions" | "clientToken"> & { accountId: string };

/**
 * Takes a request to make, change or delete a Multi-Region Access Point. The same request again is still one.
 * @param change does it; says why it comes to nothing
 * @throws AwsError for a client token that was given for something else
 */
export function takeRequest(
  world: World,
  { accountId, ...asked }: Asked,
  change: () => MrapFailure,
): { RequestTokenARN: string } {
  const earlier = world.records.list(mrapRequests, accountId, mrapRegion);
  const same = earlier.find(({ clientToken }) => clientToken === asked.clientToken);
  if (same && (same.operation !== asked.operation || same.name !== asked.name)) {
    throw new AwsError(
      "ClientTokenConflict",
      "Your Multi-Region Access Point idempotency token was already used for a different request.",
      409,
    );
  }
  if (same) return { RequestTokenARN: same.token };
  const id = world.random.hex(32, "mrap-request", accountId, asked.name, asked.operation, earlier.length);
  const short = asked.operation.replace("MultiRegionAccessPoint", "").toLowerCase();
  const token = `arn:${world.partition}:s3:${mrapRegion}:${accountId}:async-request/mrap/${short}/${id}`;
  const createdAt = world.clock.now().toISOString();
  world.records.put(mrapRequests, accountId, mrapRegion, { ...asked, token, createdAt, failure: change() });
  return { RequestTokenARN: token };
}

/** What became of a request. */
export function s3MultiRegionRequests(world: World): HandlersOf<typeof S3Control> {
  return {
    DescribeMultiRegionAccessPointOperation(input, context) {
      const account = multiRegionAccountFor(world, input, context, "s3:DescribeMultiRegionAccessPointOperation");
      const found = world.records.get(mrapRequests, account.id, mrapRegion, input.RequestTokenARN ?? "");
      if (!found) throw new AwsError("NoSuchAsyncRequest", "The specified request was not found.", 404);
      const isDone = Date.parse(found.createdAt) + mrapMilliseconds <= world.clock.now().getTime();
      const status = !isDone ? "INPROGRESS" : found.failure ? "FAILED" : "SUCCEEDED";
      return {
        AsyncOperation: {
          CreationTime: new Date(found.createdAt),
          Operation: found.operation,
          RequestTokenARN: found.token,
          RequestStatus: status,
          ResponseDetails: {
            MultiRegionAccessPointDetails: {
              Regions: found.regions.map((Name) => ({ Name, RequestStatus: status })),
            },
            ...(isDone && found.failure
              ? { ErrorDetails: { Code: found.failure.code, Message: found.failure.message } }
              : {}),
          },
        },
      };
    },
  };
}
