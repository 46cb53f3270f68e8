import * as Api from "@aws-sdk/client-s3vectors";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type VectorBucket, vectorBucketArn, vectorBuckets, vectorIndexes } from "../world/vector-buckets";
import type { World } from "../world/world";
import { pageOf } from "./pages";
import { type BucketRef, bucketOf, indexOf, invalid, notFound, placeOf } from "./s3-vectors-access";
import { s3VectorsTags } from "./s3-vectors-tags";

const $metadata = {};
const badToken = () => invalid("The next token is not valid.");

/** S3 Vectors, as far as settings go: no vector is ever read. */
export function s3Vectors(world: World): HandlersOf<typeof Api> {
  return { ...buckets(world), ...indexes(world), ...s3VectorsTags(world) };
}

function buckets(world: World): HandlersOf<typeof Api> {
  const put = ({ caller, region }: Context, bucket: VectorBucket) =>
    world.records.put(vectorBuckets, caller.accountId, region, bucket);
  const summary = (bucket: VectorBucket, context: Context) => ({
    vectorBucketName: bucket.name,
    vectorBucketArn: vectorBucketArn(placeOf(world, context), bucket.name),
    creationTime: new Date(bucket.createdAt),
  });
  return {
    ListVectorBuckets({ prefix = "", nextToken, maxResults }, context) {
      const { account, region } = placeOf(world, context);
      const all = world.records.list(vectorBuckets, account.id, region).filter(({ name }) => name.startsWith(prefix));
      const { items, next } = pageOf(all, nextToken, maxResults ?? 500, badToken);
      return { vectorBuckets: items.map((one) => summary(one, context)), nextToken: next };
    },
    GetVectorBucket(input, context) {
      const bucket = bucketOf(world, input, context);
      return { vectorBucket: { ...summary(bucket, context), encryptionConfiguration: bucket.encryption } };
    },
    CreateVectorBucket({ vectorBucketName: name = "", encryptionConfiguration: given, tags }, context) {
      const place = placeOf(world, context);
      if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name)) throw invalid("The vector bucket name is not valid.");
      if (world.records.get(vectorBuckets, place.account.id, place.region, name)) {
        throw new Api.ConflictException({ message: "A vector bucket of this name already exists.", $metadata });
      }
      if (given?.sseType === "aws:kms" && !given.kmsKeyArn) throw invalid("aws:kms needs the ARN of a key.");
      put(context, {
        name,
        createdAt: world.clock.now().toISOString(),
        encryption: given?.sseType
          ? { sseType: given.sseType, ...(given.kmsKeyArn ? { kmsKeyArn: given.kmsKeyArn } : {}) }
          : { sseType: "AES256" },
        policy: null,
        tags: tags ?? {},
      });
      return { vectorBucketArn: vectorBucketArn(place, name) };
    },
    DeleteVectorBucket(input, context) {
      const { name } = bucketOf(world, input, context);
      const { accountId } = context.caller;
      if (world.records.list(vectorIndexes, accountId, context.region).some(({ bucket }) => bucket === name)) {
        throw new Api.ConflictException({ message: "The specified vector bucket is not empty.", $metadata });
      }
      world.records.remove(vectorBuckets, accountId, context.region, name);
      return {};
    },
    GetVectorBucketPolicy(input, context) {
      const { policy } = bucketOf(world, input, context);
      if (policy === null) throw notFound("The specified vector bucket policy could not be found.");
      return { policy };
    },
    PutVectorBucketPolicy({ policy = "", ...ref }, context) {
      const bucket = bucketOf(world, ref, context);
      if (!isPolicy(policy)) throw invalid("The vector bucket policy is not valid.");
      put(context, { ...bucket, policy });
      return {};
    },
    DeleteVectorBucketPolicy(input, context) {
      put(context, { ...bucketOf(world, input, context), policy: null });
      return {};
    },
  };
}

function indexes(world: World): HandlersOf<typeof Api> {
  const arnOf = (bucket: string, name: string, context: Context) =>
    `${vectorBucketArn(placeOf(world, context), bucket)}/index/${name}`;
  return {
    ListIndexes({ nextToken, maxResults, prefix = "", ...ref }: BucketRef & Api.ListIndexesCommandInput, context) {
      const bucket = bucketOf(world, ref, context);
      const all = world.records
        .list(vectorIndexes, context.caller.accountId, context.region)
        .filter((index) => index.bucket === bucket.name && index.name.startsWith(prefix));
      const { items, next } = pageOf(all, nextToken, maxResults ?? 500, badToken);
      return {
        indexes: items.map(({ name, createdAt }) => ({
          vectorBucketName: bucket.name,
          indexName: name,
          indexArn: arnOf(bucket.name, name, context),
          creationTime: new Date(createdAt),
        })),
        nextToken: next,
      };
    },
    GetIndex(input, context) {
      const { bucket, index } = indexOf(world, input, context);
      return {
        index: {
          vectorBucketName: bucket.name,
          indexName: index.name,
          indexArn: arnOf(bucket.name, index.name, context),
          creationTime: new Date(index.createdAt),
          dataType: "float32",
          dimension: index.dimension,
          distanceMetric: index.metric,
          encryptionConfiguration: index.encryption ?? bucket.encryption,
        },
      };
    },
  };
}

function isPolicy(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && "Statement" in parsed;
  } catch {
    return false;
  }
}
