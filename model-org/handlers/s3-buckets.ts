import type * as S3 from "@aws-sdk/client-s3";
import { authorize } from "../iam/authorize";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import { accessPoints } from "../world/access-points";
import { foreignBucket } from "../world/foreign-buckets";
import type { World } from "../world/world";
import { bucketFor } from "./bucket-access";
import { pageOf } from "./pages";
import { createBucket } from "./s3-create-bucket";
import { objectsOf } from "./s3-objects";

/** Above so many buckets AWS refuses a listing that is not paginated. */
const unpaginatedLimit = 10_000;

/** Buckets themselves: list, find, make, delete. */
export function s3Buckets(world: World): HandlersOf<typeof S3> {
  const { random } = world;
  return {
    ListBuckets(input, context) {
      authorize(world, context, "s3:ListAllMyBuckets");
      const { MaxBuckets, ContinuationToken, Prefix, BucketRegion } = input;
      if (MaxBuckets !== undefined && (MaxBuckets < 1 || MaxBuckets > unpaginatedLimit)) {
        throw new AwsError("InvalidArgument", "Argument max-buckets must be an integer between 1 and 10000", 400, {
          ArgumentName: "max-buckets",
          ArgumentValue: String(MaxBuckets),
        });
      }
      const names = world.bucketNames(context.caller.accountId);
      const paginated = MaxBuckets !== undefined || ContinuationToken !== undefined;
      if (!paginated && names.length > unpaginatedLimit) {
        throw new AwsError("InvalidRequest", "Unpaginated ListBuckets is not supported for this account.");
      }
      const named = Prefix ? names.filter((name) => name.startsWith(Prefix)) : names;
      const wanted =
        BucketRegion === undefined ? named : named.filter((name) => world.bucket(name)?.region === BucketRegion);
      const page = pageOf(
        wanted,
        ContinuationToken,
        MaxBuckets ?? unpaginatedLimit,
        () => new AwsError("InvalidArgument", "The continuation token provided is incorrect"),
      );
      const { next } = page;
      const items = page.items.flatMap((name) => world.bucket(name) ?? []);
      return {
        Buckets: items.map(({ name, region, createdAt }) => ({
          Name: name,
          CreationDate: new Date(createdAt),
          BucketArn: `arn:${world.partition}:s3:::${name}`,
          // AWS leaves the region out of a listing without any parameter.
          ...(paginated || Prefix !== undefined || BucketRegion !== undefined ? { BucketRegion: region } : {}),
        })),
        Owner: { ID: random.hex(64, "owner", context.caller.accountId) },
        ...(next ? { ContinuationToken: next } : {}),
        ...(Prefix ? { Prefix } : {}),
      };
    },
    HeadBucket(input, context) {
      try {
        const bucket = bucketFor(world, input, context, "s3:ListBucket");
        return { BucketRegion: bucket.region, BucketArn: `arn:${world.partition}:s3:::${bucket.name}` };
      } catch (error) {
        // AWS tells the region also to whom it refuses the rest.
        const name = input.Bucket ?? "";
        const region = world.bucket(name)?.region ?? foreignBucket(world, name)?.region;
        if (!(error instanceof AwsError) || region === undefined) throw error;
        throw new AwsError(error.code, error.message, error.status, error.fields, { "x-amz-bucket-region": region });
      }
    },
    GetBucketLocation(input, context) {
      const { region } = bucketFor(world, input, context, "s3:GetBucketLocation");
      return region === "us-east-1" ? {} : { LocationConstraint: region as S3.BucketLocationConstraint };
    },
    CreateBucket: (input, context) => createBucket(world, input, context),
    DeleteBucket(input, context) {
      const bucket = bucketFor(world, input, context, "s3:DeleteBucket");
      const attached = world.records
        .list(accessPoints, bucket.accountId, bucket.region)
        .some((point) => point.bucket === bucket.name);
      if (attached) {
        throw new AwsError(
          "BucketHasAccessPointsAttached",
          "The bucket you are attempting to delete has access points attached. Delete your access points and try again.",
          400,
          { BucketName: bucket.name },
        );
      }
      // People empty what they delete, by calls that this model has no need of.
      if (context.caller.kind !== "person" && objectsOf(world, bucket).length > 0) {
        throw new AwsError("BucketNotEmpty", "The bucket you tried to delete is not empty", 409, {
          BucketName: bucket.name,
        });
      }
      world.changeBucket(bucket.name, null);
      return {};
    },
  };
}
