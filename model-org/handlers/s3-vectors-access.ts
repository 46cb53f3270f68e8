import * as Api from "@aws-sdk/client-s3vectors";
import type { Context } from "../wire/context";
import type { Place } from "../world/records";
import { type VectorBucket, type VectorIndex, vectorBuckets, vectorIndexes } from "../world/vector-buckets";
import type { World } from "../world/world";

const $metadata = {};
const arnPattern =
  /^arn:[^:]+:s3vectors:([a-z0-9-]+):(\d{12}):bucket\/([a-z0-9-]{3,63})(?:\/index\/([a-z0-9.-]{3,63}))?$/;

export type BucketRef = { vectorBucketName?: string | undefined; vectorBucketArn?: string | undefined };

export const notFound = (message: string) => new Api.NotFoundException({ message, $metadata });

export const invalid = (message: string) => new Api.ValidationException({ message, $metadata });

/** Where a call is: the caller's own account, in the region that was asked. */
export function placeOf(world: World, { caller, region }: Context): Place {
  const account = world.account(caller.accountId);
  if (!account) throw invalid("The account is not of this organization.");
  return { world, account, region };
}

/** @throws as S3 Vectors answers: no such bucket here, or another account's */
export function bucketOf(world: World, ref: BucketRef, context: Context): VectorBucket {
  const { name } = namesOf(ref.vectorBucketName, ref.vectorBucketArn, context);
  const found = world.records.get(vectorBuckets, context.caller.accountId, context.region, name);
  if (!found) throw notFound("The specified vector bucket could not be found.");
  return found;
}

/** @throws NotFoundException where the bucket or the index is not there */
export function indexOf(
  world: World,
  ref: { vectorBucketName?: string | undefined; indexName?: string | undefined; indexArn?: string | undefined },
  context: Context,
): { bucket: VectorBucket; index: VectorIndex } {
  const { name, index = ref.indexName } = namesOf(ref.vectorBucketName, ref.indexArn, context);
  const bucket = bucketOf(world, { vectorBucketName: name }, context);
  const found = world.records.get(vectorIndexes, context.caller.accountId, context.region, `${name}/${index}`);
  if (!found) throw notFound("The specified index could not be found.");
  return { bucket, index: found };
}

/** @returns the bucket, and the index where the ARN names one */
export function namesOf(
  name: string | undefined,
  arn: string | undefined,
  { caller, region, operation }: Context,
): { name: string; index: string | undefined } {
  if (name !== undefined) return { name, index: undefined };
  const [, where, owner, bucket = "", index] = arnPattern.exec(arn ?? "") ?? [];
  if (where === undefined) throw invalid("Name the vector bucket, or its ARN.");
  if (owner !== caller.accountId) {
    throw new Api.AccessDeniedException({
      message: `User: ${caller.arn} is not authorized to perform: s3vectors:${operation} on resource: ${arn} because no resource-based policy allows the s3vectors:${operation} action`,
      $metadata,
    });
  }
  if (where !== region) throw notFound("The specified vector bucket could not be found.");
  return { name: bucket, index };
}
