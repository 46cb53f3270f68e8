import type * as Api from "@aws-sdk/client-s3tables";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type TableBucket, tableBucketArn, tableBuckets } from "../world/table-buckets";
import type { World } from "../world/world";
import { pageOf } from "./pages";
import { badRequest, byArn, encryptionFrom, notFound, placeOf, policyFrom } from "./s3-tables-access";
import { s3TablesTables } from "./s3-tables-tables";
import { s3TablesTags } from "./s3-tables-tags";

/** S3 Tables, as far as settings go: no table is ever read. */
export function s3Tables(world: World): HandlersOf<typeof Api> {
  return { ...buckets(world), ...s3TablesTables(world), ...s3TablesTags(world) };
}

function buckets(world: World): HandlersOf<typeof Api> {
  const put = (context: Context, bucket: TableBucket) =>
    world.records.put(tableBuckets, context.caller.accountId, context.region, bucket);
  const summary = (bucket: TableBucket, context: Context) => ({
    arn: tableBucketArn(placeOf(world, context), bucket.name),
    name: bucket.name,
    ownerAccountId: context.caller.accountId,
    createdAt: new Date(bucket.createdAt),
    tableBucketId: bucket.id,
    type: bucket.type,
  });
  return {
    ListTableBuckets({ prefix = "", type, continuationToken, maxBuckets }, context) {
      const { account, region } = placeOf(world, context);
      const all = world.records
        .list(tableBuckets, account.id, region)
        .filter((one) => one.name.startsWith(prefix) && (type === undefined || one.type === type));
      const { items, next } = pageOf(all, continuationToken, maxBuckets ?? 1000, () =>
        badRequest("The continuation token is not valid."),
      );
      return { tableBuckets: items.map((one) => summary(one, context)), continuationToken: next };
    },
    GetTableBucket: (input, context) => summary(byArn(world, input.tableBucketARN, context).bucket, context),
    CreateTableBucket({ name = "", encryptionConfiguration, storageClassConfiguration, tags }, context) {
      const place = placeOf(world, context);
      if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name)) throw badRequest("The specified bucket name is not valid.");
      if (world.records.get(tableBuckets, place.account.id, place.region, name)) {
        throw badRequest("The bucket that you tried to create already exists, and you own it.");
      }
      put(context, {
        name,
        id: context.requestId,
        type: "customer",
        createdAt: world.clock.now().toISOString(),
        encryption: encryptionConfiguration ? encryptionFrom(encryptionConfiguration) : null,
        policy: null,
        replication: null,
        storageClass:
          storageClassConfiguration?.storageClass === "INTELLIGENT_TIERING" ? "INTELLIGENT_TIERING" : "STANDARD",
        tags: tags ?? {},
      });
      return { arn: tableBucketArn(place, name) };
    },
    DeleteTableBucket(input, context) {
      const { bucket } = byArn(world, input.tableBucketARN, context);
      world.records.remove(tableBuckets, context.caller.accountId, context.region, bucket.name);
      return {};
    },
    GetTableBucketEncryption(input, context) {
      const { encryption } = byArn(world, input.tableBucketARN, context).bucket;
      if (!encryption) throw notFound("The specified bucket does not have an encryption configuration.");
      return { encryptionConfiguration: encryption };
    },
    PutTableBucketEncryption(input, context) {
      const { bucket } = byArn(world, input.tableBucketARN, context);
      put(context, { ...bucket, encryption: encryptionFrom(input.encryptionConfiguration) });
      return {};
    },
    DeleteTableBucketEncryption(input, context) {
      put(context, { ...byArn(world, input.tableBucketARN, context).bucket, encryption: null });
      return {};
    },
    GetTableBucketPolicy(input, context) {
      const { policy } = byArn(world, input.tableBucketARN, context).bucket;
      if (policy === null) throw notFound("The specified bucket does not have a resource policy.");
      return { resourcePolicy: policy };
    },
    PutTableBucketPolicy(input, context) {
      const { bucket } = byArn(world, input.tableBucketARN, context);
      put(context, { ...bucket, policy: policyFrom(input.resourcePolicy) });
      return {};
    },
    DeleteTableBucketPolicy(input, context) {
      put(context, { ...byArn(world, input.tableBucketARN, context).bucket, policy: null });
      return {};
    },
    GetTableBucketReplication(input, context) {
      const { replication } = byArn(world, input.tableBucketARN, context).bucket;
      if (!replication) throw notFound("The specified bucket does not have a replication configuration.");
      const { versionToken, role, destinations } = replication;
      const to = destinations.map((destinationTableBucketARN) => ({ destinationTableBucketARN }));
      return { versionToken, configuration: { role, rules: [{ destinations: to }] } };
    },
    PutTableBucketReplication({ tableBucketARN, versionToken, configuration }, context) {
      const { bucket } = byArn(world, tableBucketARN, context);
      refuseOldToken(bucket, versionToken);
      const destinations = (configuration?.rules ?? []).flatMap(
        (rule) => rule.destinations?.flatMap((to) => to.destinationTableBucketARN ?? []) ?? [],
      );
      if (!configuration?.role || destinations.length === 0) throw badRequest("The replication has no destination.");
      const token = world.random.hex(20, "table-replication", context.requestId);
      put(context, { ...bucket, replication: { versionToken: token, role: configuration.role, destinations } });
      return { versionToken: token, status: "pending" };
    },
    DeleteTableBucketReplication({ tableBucketARN, versionToken }, context) {
      const { bucket } = byArn(world, tableBucketARN, context);
      refuseOldToken(bucket, versionToken);
      put(context, { ...bucket, replication: null });
      return {};
    },
    GetTableBucketStorageClass: (input, context) => ({
      storageClassConfiguration: { storageClass: byArn(world, input.tableBucketARN, context).bucket.storageClass },
    }),
    PutTableBucketStorageClass(input, context) {
      const { bucket } = byArn(world, input.tableBucketARN, context);
      const storageClass = input.storageClassConfiguration?.storageClass;
      if (!storageClass) throw badRequest("The storage class is missing.");
      put(context, { ...bucket, storageClass });
      return {};
    },
  };
}

/** A token names the configuration that is replaced: another one came between. */
function refuseOldToken({ replication }: TableBucket, token: string | undefined): void {
  if (token !== undefined && token !== replication?.versionToken) {
    throw badRequest("The version token does not match the current replication configuration.");
  }
}
