import { authorize } from "../iam/authorize";
import { refuseDisabledRegion } from "../iam/disabled-region";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { Bucket } from "../world/configuration";
import { foreignBucket } from "../world/foreign-buckets";
import { domainOf } from "../world/seed";
import type { World } from "../world/world";

/** What every bucket call names. */
export type BucketInput = { Bucket?: string | undefined; ExpectedBucketOwner?: string | undefined };

/**
 * Finds a bucket as AWS would for a call about it: it exists, in the region that was asked, owned by whom was expected,
 * and the caller may.
 * @param key the object the call is about, where it is about one
 * @throws AwsError as S3 answers each of these
 */
export function bucketFor(world: World, input: BucketInput, context: Context, action: string, key?: string): Bucket {
  const name = input.Bucket ?? "";
  const bucket = world.bucket(name);
  if (!bucket && foreignBucket(world, name)) throw new AwsError("AccessDenied", "Access Denied", 403);
  if (!bucket) throw noSuchBucket(name);
  refuseMisSigned(context, bucket.region);
  if (context.region !== bucket.region) {
    throw new AwsError(
      "PermanentRedirect",
      "The bucket you are attempting to access must be addressed using the specified endpoint.",
      301,
      { Endpoint: `${bucket.name}.s3.${bucket.region}.${domainOf(world.partition)}`, Bucket: bucket.name },
      { "x-amz-bucket-region": bucket.region },
    );
  }
  refuseDisabledRegion(world, context);
  context.ownerId = bucket.accountId;
  if (input.ExpectedBucketOwner !== undefined && input.ExpectedBucketOwner !== bucket.accountId) {
    throw new AwsError("AccessDenied", "Access Denied", 403);
  }
  authorize(world, context, action, {
    resource: key === undefined ? bucketArn(world, bucket.name) : `${bucketArn(world, bucket.name)}/${key}`,
    ownerId: bucket.accountId,
    policy: bucket.policy,
  });
  return bucket;
}

/**
 * A request is signed for the region of the endpoint it goes to; at the endpoint of all regions, for the bucket's own.
 * @throws AwsError as the endpoint answers, with the region it expects
 */
function refuseMisSigned({ headers: { host = "" }, region }: Context, own: string): void {
  const named = /(?:^|\.)s3[.-](?:dualstack\.|fips\.)?([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(host)?.[1];
  const expected = /(?:^|\.)s3\.amazonaws\.com/.test(host) ? own : named;
  if (expected === undefined || expected === region) return;
  throw new AwsError(
    "AuthorizationHeaderMalformed",
    `The authorization header is malformed; the region '${region}' is wrong; expecting '${expected}'`,
    400,
    { Region: expected },
  );
}

export const noSuchBucket = (name: string): AwsError =>
  new AwsError("NoSuchBucket", "The specified bucket does not exist", 404, { BucketName: name });

export const bucketArn = (world: World, name: string): string => `arn:${world.partition}:s3:::${name}`;
