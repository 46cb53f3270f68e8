import type * as S3 from "@aws-sdk/client-s3";
import { authorize } from "../iam/authorize";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";
import { bucketFor } from "./bucket-access";
import { pageOf } from "./pages";

/** Above so many buckets AWS refuses a listing that is not paginated. */
const unpaginatedLimit = 10_000;

/** Buckets themselves: list, find, make, delete. */
export function s3Buckets(world: World): HandlersOf<typeof S3> {
  const { random } = world;
  return {
    ListBuckets(input, context) {
      authorize(world, context, "s3:ListAllMyBuckets");
      const { MaxBuckets, ContinuationToken, Prefix, BucketRegion } = input;
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
        const region = world.bucket(input.Bucket ?? "")?.region;
        if (!(error instanceof AwsError) || region === undefined) throw error;
        throw new AwsError(error.code, error.message, error.status, error.fields, { "x-amz-bucket-region": region });
      }
    },
    GetBucketLocation(input, context) {
      const { region } = bucketFor(world, input, context, "s3:GetBucketLocation");
      return region === "us-east-1" ? {} : { LocationConstraint: region as S3.BucketLocationConstraint };
    },
    CreateBucket(input, context) {
      authorize(world, context, "s3:CreateBucket");
      const name = input.Bucket ?? "";
      if (world.bucket(name))
        throw new AwsError("BucketAlreadyExists", "The requested bucket name is not available.", 409);
      world.changeBucket(name, {
        name,
        region: context.region,
        accountId: context.caller.accountId,
        createdAt: world.clock.now().toISOString(),
        block: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
        encryption: { algorithm: "AES256", blocked: ["SSE-C"] },
        policy: null,
        grants: [
          {
            grantee: { canonicalId: random.hex(64, "owner", context.caller.accountId) },
            permission: "FULL_CONTROL",
          },
        ],
        ownership: "BucketOwnerEnforced",
        logging: null,
        versioning: null,
        abac: false,
        tags: null,
        website: null,
        settings: {},
      });
      return { Location: `/${name}` };
    },
    DeleteBucket(input, context) {
      const bucket = bucketFor(world, input, context, "s3:DeleteBucket");
      world.changeBucket(bucket.name, null);
      return {};
    },
  };
}
