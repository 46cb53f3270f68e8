import type * as S3 from "@aws-sdk/client-s3";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import type { Bucket } from "../world/configuration";
import type { World } from "../world/world";
import { bucketFor } from "./bucket-access";
import { pageOf } from "./pages";
import { grantOut, isPublicGrant } from "./s3-acl-grants";
import { isBlocked } from "./s3-block";

type Entry = { key: string; size: number; modifiedAt: string };

const folders = ["2024/", "2025/", "2026/", "inbound/", "", "archive/"];
const endings = ["parquet", "csv", "json", "pdf", "gz", "png"];

/** What is in a bucket, as far as an administrator looks: nothing the reader ever sees. */
function objectsOf({ random }: World, { name, createdAt }: Bucket): Entry[] {
  const made = Date.parse(createdAt);
  return Array.from({ length: random.below(12, "objects", name) }, (_, n) => ({
    key: `${random.pick(folders, "folder", name, n)}part-${String(n).padStart(5, "0")}.${random.pick(endings, "ending", name, n)}`,
    size: 512 + random.below(8_000_000, "size", name, n),
    modifiedAt: new Date(made + random.below(400, "modified", name, n) * 86_400_000).toISOString(),
  })).sort((a, b) => (a.key < b.key ? -1 : 1));
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
      const key = input.Key ?? "";
      const bucket = bucketFor(world, input, context, "s3:GetObjectAcl", key);
      if (!objectsOf(world, bucket).some((one) => one.key === key)) {
        throw new AwsError("NoSuchKey", "The specified key does not exist.", 404, { Key: key });
      }
      const id = world.random.hex(64, "owner", bucket.accountId);
      const own = { grantee: { canonicalId: id }, permission: "FULL_CONTROL" as const };
      const isPublic =
        bucket.ownership !== "BucketOwnerEnforced" &&
        !isBlocked(world, bucket, "IgnorePublicAcls") &&
        (bucket.grants.some(isPublicGrant) || world.random.chance(0.1, "object-acl", bucket.name, key));
      const anyone = { grantee: { group: "AllUsers" as const }, permission: "READ" as const };
      return { Owner: { ID: id }, Grants: (isPublic ? [own, anyone] : [own]).map(grantOut) };
    },
  };
}
