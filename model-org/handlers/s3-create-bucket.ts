import type * as S3 from "@aws-sdk/client-s3";
import { authorize } from "../iam/authorize";
import { refuseDisabledRegion } from "../iam/disabled-region";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import { type Bucket, blockAll, type Ownership } from "../world/configuration";
import { foreignBucket } from "../world/foreign-buckets";
import type { World } from "../world/world";
import { bucketArn } from "./bucket-access";
import { aclWithOwnership } from "./s3-access";
import { grantsFrom, isPublicGrant } from "./s3-acl-grants";
import { refuseBlocked } from "./s3-block";
import { tagsFrom } from "./s3-tagging";

type Input = S3.CreateBucketCommandInput;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const spelling = /^(?=.{3,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const reserved = /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$|^\d+\.\d+\.\d+\.\d+$/;

/**
 * Makes a bucket as AWS does since 2023: blocked, owned, encrypted, and since 2026 without customer-provided keys.
 * @throws AwsError as S3 refuses a name, a place or an access list
 */
export function createBucket(world: World, input: Input, context: Context): S3.CreateBucketCommandOutput {
  const name = input.Bucket ?? "";
  authorize(world, context, "s3:CreateBucket", { resource: bucketArn(world, name) });
  refuseDisabledRegion(world, context);
  refuseName(name, input, context);
  const region = regionOf(world, input, context);
  const { accountId } = context.caller;
  const there = world.bucket(name);
  if (there?.accountId === accountId) {
    // Kept from the first years: in us-east-1 making one's own bucket again is no error.
    if (region === "us-east-1" && there.region === region) return { Location: `/${name}`, $metadata: {} };
    throw new AwsError(
      "BucketAlreadyOwnedByYou",
      "Your previous request to create the named bucket succeeded and you already own it.",
      409,
      { BucketName: name },
    );
  }
  if (there || foreignBucket(world, name)) {
    throw new AwsError(
      "BucketAlreadyExists",
      "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
      409,
      { BucketName: name },
    );
  }
  world.changeBucket(name, bucketFrom(world, input, { name, region, accountId, context }));
  return { Location: `/${name}`, BucketArn: bucketArn(world, name), $metadata: {} };
}

function bucketFrom(
  world: World,
  input: Input,
  { name, region, accountId, context }: { name: string; region: string; accountId: string; context: Context },
): Bucket {
  const own = [
    { grantee: { canonicalId: world.random.hex(64, "owner", accountId) }, permission: "FULL_CONTROL" as const },
  ];
  const grants = grantsFrom(input, own);
  const ownership = (input.ObjectOwnership ?? "BucketOwnerEnforced") as Ownership;
  if (ownership === "BucketOwnerEnforced" && grants.length > own.length) throw aclWithOwnership();
  if (grants.some(isPublicGrant)) {
    const made = { accountId, block: blockAll };
    refuseBlocked(world, made, "BlockPublicAcls", { arn: context.caller.arn, action: "s3:CreateBucket" });
  }
  const tags = tagsFrom(input.CreateBucketConfiguration?.Tags);
  const lock = input.ObjectLockEnabledForBucket === true;
  return {
    name,
    region,
    accountId,
    createdAt: world.clock.now().toISOString(),
    block: blockAll,
    encryption: { algorithm: "AES256", blocked: ["SSE-C"] },
    policy: null,
    grants,
    ownership,
    logging: null,
    versioning: lock ? { status: "Enabled", mfaDelete: false } : null,
    abac: false,
    tags: Object.keys(tags).length > 0 ? tags : null,
    website: null,
    settings: lock ? { objectLock: { ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" } } } : {},
  };
}

function refuseName(name: string, { BucketNamespace }: Input, { caller, region }: Context): void {
  const invalid = new AwsError("InvalidBucketName", "The specified bucket is not valid.", 400, { BucketName: name });
  if (!spelling.test(name) || reserved.test(name)) throw invalid;
  // Names of an account's own namespace end with it, and no other does.
  const regional = name.endsWith(`-${caller.accountId}-${region}-an`);
  if ((BucketNamespace === "account-regional") !== regional || (!regional && name.endsWith("-an"))) throw invalid;
}

function regionOf(world: World, { CreateBucketConfiguration: given }: Input, { region }: Context): string {
  const constraint: string | undefined = given?.LocationConstraint;
  if (constraint === undefined || constraint === "") {
    if (region === world.homeRegion) return region;
    throw new AwsError(
      "IllegalLocationConstraintException",
      "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.",
    );
  }
  const wanted = constraint === "EU" ? "eu-west-1" : constraint;
  if (wanted === "us-east-1" || !world.regions.includes(wanted)) {
    throw new AwsError("InvalidLocationConstraint", "The specified location-constraint is not valid", 400, {
      LocationConstraint: constraint,
    });
  }
  if (wanted === region) return region;
  throw new AwsError(
    "IllegalLocationConstraintException",
    `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}
