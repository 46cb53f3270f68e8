import type * as S3 from "@aws-sdk/client-s3";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import type { Bucket, Grant } from "../world/configuration";
import { objectAclId, objectAcls } from "../world/object-acls";
import type { World } from "../world/world";
import { type BucketInput, bucketFor } from "./bucket-access";
import { pageOf } from "./pages";
import { aclsDisabled, grantOut, grantsFrom, isPublicGrant } from "./s3-acl-grants";
import { isBlocked, refuseBlocked } from "./s3-block";

type Entry = { key: string; size: number; modifiedAt: string };

const folders = ["2024/", "2025/", "2026/", "inbound/", "", "archive/"];
const endings = ["parquet", "csv", "json", "pdf", "gz", "png"];

/** What is in a bucket by now, as far as an administrator looks: nothing the reader ever sees. A new bucket is empty. */
export function objectsOf({ random, clock }: World, { name, createdAt }: Pick<Bucket, "name" | "createdAt">): Entry[] {
  const made = Date.parse(createdAt);
  const now = clock.now().toISOString();
  return Array.from({ length: random.below(12, "objects", name) }, (_, n) => ({
    key: `${random.pick(folders, "folder", name, n)}part-${String(n).padStart(5, "0")}.${random.pick(endings, "ending", name, n)}`,
    size: 512 + random.below(8_000_000, "size", name, n),
    modifiedAt: new Date(made + (1 + random.below(400, "modified", name, n)) * 86_400_000).toISOString(),
  }))
    .filter(({ modifiedAt }) => modifiedAt <= now)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The names of objects, and their access lists: who may not look inside is told so here. */
export function s3Objects(world: World): HandlersOf<typeof S3> {
  return {
    ListObjectsV2(input, context) {
      const bucket = bucketFor(world, input, context, "s3:ListBucket");
      const { Prefix = "", MaxKeys = 1000, ContinuationToken, StartAfter = "" } = input;
      const found = objectsOf(world, bucket).filter(({ key }) => key.startsWith(Prefix) && key > StartAfter);
      const { items, next } = pageOf(
        found,
        ContinuationToken,
        Math.min(MaxKeys, 1000),
        () => new AwsError("InvalidArgument", "The continuation token provided is incorrect"),
      );
      return {
        Name: bucket.name,
        Prefix,
        MaxKeys,
        KeyCount: items.length,
        IsTruncated: next !== undefined,
        Contents: items.map(({ key, size, modifiedAt }) => ({
          Key: key,
          Size: size,
          LastModified: new Date(modifiedAt),
          ETag: `"${world.random.hex(32, "etag", bucket.name, key)}"`,
          StorageClass: "STANDARD",
        })),
        ...(next ? { NextContinuationToken: next } : {}),
      };
    },
    /** Objects have the list of who owns them, and in careless buckets now and then one for everybody. */
    GetObjectAcl(input, context) {
      const { bucket, key, own } = objectFor(world, input, context, "s3:GetObjectAcl");
      const kept = world.records.get(
        objectAcls,
        bucket.accountId,
        bucket.region,
        objectAclId({ bucket: bucket.name, key }),
      );
      const careless = bucket.grants.some(isPublicGrant) || world.random.chance(0.1, "object-acl", bucket.name, key);
      const grants = kept?.grants ?? (careless ? [own, anyoneReads] : [own]);
      const disabled = bucket.ownership === "BucketOwnerEnforced";
      const ignored = isBlocked(world, bucket, "IgnorePublicAcls");
      const inForce = disabled ? [own] : grants.filter((grant) => !ignored || !isPublicGrant(grant));
      return { Owner: { ID: own.grantee.canonicalId }, Grants: inForce.map(grantOut) };
    },
    PutObjectAcl(input, context) {
      const { bucket, key, own } = objectFor(world, input, context, "s3:PutObjectAcl");
      if (bucket.ownership === "BucketOwnerEnforced") throw aclsDisabled();
      const grants = grantsFrom(input, [own]);
      if (grants.some(isPublicGrant)) {
        refuseBlocked(world, bucket, "BlockPublicAcls", { arn: context.caller.arn, action: "s3:PutObjectAcl" });
      }
      world.records.put(objectAcls, bucket.accountId, bucket.region, { bucket: bucket.name, key, grants });
      return {};
    },
  };
}

const anyoneReads: Grant = { grantee: { group: "AllUsers" }, permission: "READ" };

/** @throws AwsError where there is no such object, or the caller may not */
function objectFor(world: World, input: BucketInput & { Key?: string | undefined }, context: Context, action: string) {
  const key = input.Key ?? "";
  const bucket = bucketFor(world, input, context, action, key);
  if (!objectsOf(world, bucket).some((one) => one.key === key)) {
    throw new AwsError("NoSuchKey", "The specified key does not exist.", 404, { Key: key });
  }
  const canonicalId = world.random.hex(64, "owner", bucket.accountId);
  return { bucket, key, own: { grantee: { canonicalId }, permission: "FULL_CONTROL" as const } };
}
