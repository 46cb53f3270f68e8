import type * as S3 from "@aws-sdk/client-s3";
import { authorize } from "../iam/authorize";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { blockAll, type Encryption } from "../world/configuration";
import { type DirectoryBucket, directoryArn, directoryBuckets, zones } from "../world/directory-buckets";
import { isPublicPolicy } from "../world/read-policy";
import type { World } from "../world/world";
import { pageOf } from "./pages";
import { refuseBlocked } from "./s3-block";
import { directoryBucketFor, zoneOf } from "./s3-directory-access";
import { encryptionFrom, encryptionOut } from "./s3-encryption";
import { lifecycleFrom } from "./s3-lifecycle";
import { acceptPolicy, noBucketPolicy } from "./s3-policies";

/** What S3 answers about directory buckets: the same operations as for others, fewer of them, under actions of their own. */
export function s3DirectoryBuckets(world: World): HandlersOf<typeof S3> {
  const change = (bucket: DirectoryBucket): Record<never, never> => {
    world.records.put(directoryBuckets, bucket.accountId, bucket.region, bucket);
    return {};
  };
  return {
    CreateBucket(input, context) {
      const { region, caller } = context;
      const name = input.Bucket ?? "";
      const zone = zoneOf(name) ?? "";
      const made: DirectoryBucket = {
        name,
        accountId: caller.accountId,
        region,
        zone,
        createdAt: world.clock.now().toISOString(),
        encryption: { algorithm: "AES256" },
        policy: null,
        lifecycle: null,
      };
      authorize(world, context, "s3express:CreateBucket", { resource: directoryArn(world, made) });
      const given = input.CreateBucketConfiguration;
      if (given?.Bucket?.Type !== "Directory" || given.Location?.Name !== zone || !zones[region]?.includes(zone)) {
        throw new AwsError("InvalidBucketName", "The specified bucket is not valid.", 400, { BucketName: name });
      }
      if (world.records.get(directoryBuckets, caller.accountId, region, name)) {
        throw new AwsError(
          "BucketAlreadyOwnedByYou",
          "Your previous request to create the named bucket succeeded and you already own it.",
          409,
          { BucketName: name },
        );
      }
      change(made);
      return { Location: `https://${name}.s3express-${zone}.${region}.amazonaws.com/` };
    },
    DeleteBucket(input, context) {
      const { accountId, region, name } = directoryBucketFor(world, input, context, "s3express:DeleteBucket");
      world.records.remove(directoryBuckets, accountId, region, name);
      return {};
    },
    HeadBucket(input, context) {
      const { zone, region } = directoryBucketFor(world, input, context, "s3express:CreateSession");
      return { BucketLocationType: "AvailabilityZone", BucketLocationName: zone, BucketRegion: region };
    },
    GetBucketPolicy(input, context) {
      const { policy, name } = directoryBucketFor(world, input, context, "s3express:GetBucketPolicy");
      if (policy === null) throw noBucketPolicy(name);
      return { Policy: policy };
    },
    PutBucketPolicy(input, context) {
      const bucket = directoryBucketFor(world, input, context, "s3express:PutBucketPolicy");
      const arn = directoryArn(world, bucket);
      const policy = acceptPolicy(world, input.Policy, { arn, within: `${arn}/`, prefix: "s3express" });
      // Their public access is blocked whole, and no call opens it.
      const asked = { arn: context.caller.arn, action: "s3express:PutBucketPolicy" };
      if (isPublicPolicy(policy)) {
        refuseBlocked(world, { accountId: bucket.accountId, block: blockAll }, "BlockPublicPolicy", asked);
      }
      return change({ ...bucket, policy });
    },
    DeleteBucketPolicy(input, context) {
      const bucket = directoryBucketFor(world, input, context, "s3express:DeleteBucketPolicy");
      return change({ ...bucket, policy: null });
    },
    GetBucketEncryption(input, context) {
      const { encryption } = directoryBucketFor(world, input, context, "s3express:GetEncryptionConfiguration");
      return { ServerSideEncryptionConfiguration: encryptionOut(encryption) };
    },
    PutBucketEncryption(input, context) {
      const bucket = directoryBucketFor(world, input, context, "s3express:PutEncryptionConfiguration");
      const encryption = encryptionFrom(input.ServerSideEncryptionConfiguration, bucket.region);
      return change(encrypted(bucket, encryption));
    },
    DeleteBucketEncryption(input, context) {
      const bucket = directoryBucketFor(world, input, context, "s3express:PutEncryptionConfiguration");
      const { onlyKey = bucket.encryption.kmsKeyId } = bucket;
      return change({ ...bucket, ...(onlyKey ? { onlyKey } : {}), encryption: { algorithm: "AES256" } });
    },
    GetBucketLifecycleConfiguration(input, context) {
      const { lifecycle, name } = directoryBucketFor(world, input, context, "s3express:GetLifecycleConfiguration");
      if (lifecycle) return lifecycle;
      throw new AwsError("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", 404, {
        BucketName: name,
      });
    },
    PutBucketLifecycleConfiguration(input, context) {
      const bucket = directoryBucketFor(world, input, context, "s3express:PutLifecycleConfiguration");
      const { Rules } = lifecycleFrom(input, { versioning: null });
      return change({ ...bucket, lifecycle: { Rules } });
    },
    DeleteBucketLifecycle(input, context) {
      const bucket = directoryBucketFor(world, input, context, "s3express:PutLifecycleConfiguration");
      return change({ ...bucket, lifecycle: null });
    },
    /** A session is the caller's own, for a bucket it may open one for. */
    CreateSession(input, context) {
      directoryBucketFor(world, input, context, "s3express:CreateSession");
      return { Credentials: { ...keysOf(context), Expiration: new Date(world.clock.now().getTime() + 300_000) } };
    },
    ListDirectoryBuckets(input, context) {
      const { caller, region } = context;
      authorize(world, context, "s3express:ListAllMyDirectoryBuckets");
      const { items, next } = pageOf(
        world.records.list(directoryBuckets, caller.accountId, region),
        input.ContinuationToken,
        input.MaxDirectoryBuckets ?? 1000,
        () => new AwsError("InvalidArgument", "The continuation token provided is incorrect"),
      );
      return {
        Buckets: items.map((bucket) => ({
          Name: bucket.name,
          CreationDate: new Date(bucket.createdAt),
          BucketRegion: bucket.region,
          BucketArn: directoryArn(world, bucket),
        })),
        ...(next ? { ContinuationToken: next } : {}),
      };
    },
  };
}

/**
 * A bucket key is always on under a key: it cannot be switched off. The key is the account's own, and never another one.
 * @throws AwsError for anything else; AWS says that it refuses these, and not by which code
 */
function encrypted(bucket: DirectoryBucket, encryption: Encryption): DirectoryBucket {
  const { algorithm, kmsKeyId } = encryption;
  const before = bucket.onlyKey ?? bucket.encryption.kmsKeyId;
  if (algorithm === "AES256") return { ...bucket, ...(before ? { onlyKey: before } : {}), encryption };
  if (algorithm === "aws:kms:dsse") {
    throw new AwsError("InvalidArgument", "Directory buckets support AES256 and aws:kms only.");
  }
  if (kmsKeyId === undefined || kmsKeyId.includes("alias/")) {
    throw new AwsError("InvalidArgument", "Directory buckets support customer managed keys only, by id or ARN.");
  }
  if (before !== undefined && before !== kmsKeyId) {
    throw new AwsError("InvalidRequest", "The customer managed key of a directory bucket cannot be changed.");
  }
  return { ...bucket, onlyKey: kmsKeyId, encryption: { ...encryption, bucketKey: true } };
}

function keysOf({ headers }: Context): Pick<S3.SessionCredentials, "AccessKeyId" | "SecretAccessKey" | "SessionToken"> {
  const token = headers["x-amz-security-token"];
  return {
    AccessKeyId: /Credential=([^/]+)\//.exec(headers.authorization ?? "")?.[1] ?? "",
    SecretAccessKey: "model",
    SessionToken: typeof token === "string" ? token : "model",
  };
}
