import type * as S3 from "@aws-sdk/client-s3";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import type { Settings } from "../world/configuration";
import type { World } from "../world/world";
import { type BucketInput, bucketFor } from "./bucket-access";
import { pageOf } from "./pages";
import { malformedXml } from "./s3-errors";

/** Of these a bucket has several, by id, and S3 lists a hundred at a time. */
type Listed = "analytics" | "inventory" | "intelligentTiering" | "metrics";

type One<K extends Listed> = Settings[K][number];

const pageSize = 100;
const most = 1000;

const missing = (): AwsError => new AwsError("NoSuchConfiguration", "The specified configuration does not exist.", 404);

/** The four ways to ask for configurations of a kind, and to change them. */
function listed<K extends Listed>(world: World, key: K, name: string) {
  const all = (input: BucketInput, context: Context, verb: "Get" | "Put") => {
    const bucket = bucketFor(world, input, context, `s3:${verb}${name}Configuration`);
    const found: readonly One<K>[] = bucket.settings[key] ?? [];
    return { bucket, found };
  };
  const change = (input: BucketInput & { Id?: string | undefined }, context: Context, given: One<K> | undefined) => {
    const { bucket, found } = all(input, context, "Put");
    const rest = found.filter(({ Id }) => Id !== input.Id);
    if (!given && rest.length === found.length) throw missing();
    if (given && given.Id !== input.Id) throw malformedXml();
    if (given && rest.length >= most) {
      throw new AwsError("TooManyConfigurations", "You have attempted to create more configurations than allowed.");
    }
    const kept = [...rest, ...(given ? [given] : [])].sort((a, b) => ((a.Id ?? "") < (b.Id ?? "") ? -1 : 1));
    world.changeBucket(bucket.name, { ...bucket, settings: { ...bucket.settings, [key]: kept } });
    return {};
  };
  return {
    get(input: BucketInput & { Id?: string | undefined }, context: Context): One<K> {
      const found = all(input, context, "Get").found.find(({ Id }) => Id === input.Id);
      if (!found) throw missing();
      return found;
    },
    list(input: BucketInput & { ContinuationToken?: string | undefined }, context: Context) {
      const { found } = all(input, context, "Get");
      const { items, next } = pageOf(
        found,
        input.ContinuationToken,
        pageSize,
        () => new AwsError("InvalidArgument", "The continuation token provided is incorrect"),
      );
      return {
        items,
        page: {
          IsTruncated: next !== undefined,
          ...(input.ContinuationToken ? { ContinuationToken: input.ContinuationToken } : {}),
          ...(next ? { NextContinuationToken: next } : {}),
        },
      };
    },
    put: (input: BucketInput & { Id?: string | undefined }, context: Context, given: One<K> | undefined) => {
      if (!given) throw malformedXml();
      return change(input, context, given);
    },
    remove: (input: BucketInput & { Id?: string | undefined }, context: Context) => change(input, context, undefined),
  };
}

/** Inventories, request metrics, storage class analyses and archive tiers. */
export function s3Listed(world: World): HandlersOf<typeof S3> {
  const inventory = listed(world, "inventory", "Inventory");
  const metrics = listed(world, "metrics", "Metrics");
  const analytics = listed(world, "analytics", "Analytics");
  const tiering = listed(world, "intelligentTiering", "IntelligentTiering");
  return {
    GetBucketInventoryConfiguration: (input, context) => ({ InventoryConfiguration: inventory.get(input, context) }),
    PutBucketInventoryConfiguration: (input, context) => inventory.put(input, context, input.InventoryConfiguration),
    DeleteBucketInventoryConfiguration: (input, context) => inventory.remove(input, context),
    ListBucketInventoryConfigurations(input, context) {
      const { items, page } = inventory.list(input, context);
      return { ...page, InventoryConfigurationList: items };
    },
    GetBucketMetricsConfiguration: (input, context) => ({ MetricsConfiguration: metrics.get(input, context) }),
    PutBucketMetricsConfiguration: (input, context) => metrics.put(input, context, input.MetricsConfiguration),
    DeleteBucketMetricsConfiguration: (input, context) => metrics.remove(input, context),
    ListBucketMetricsConfigurations(input, context) {
      const { items, page } = metrics.list(input, context);
      return { ...page, MetricsConfigurationList: items };
    },
    GetBucketAnalyticsConfiguration: (input, context) => ({ AnalyticsConfiguration: analytics.get(input, context) }),
    PutBucketAnalyticsConfiguration: (input, context) => analytics.put(input, context, input.AnalyticsConfiguration),
    DeleteBucketAnalyticsConfiguration: (input, context) => analytics.remove(input, context),
    ListBucketAnalyticsConfigurations(input, context) {
      const { items, page } = analytics.list(input, context);
      return { ...page, AnalyticsConfigurationList: items };
    },
    GetBucketIntelligentTieringConfiguration: (input, context) => ({
      IntelligentTieringConfiguration: tiering.get(input, context),
    }),
    PutBucketIntelligentTieringConfiguration: (input, context) =>
      tiering.put(input, context, input.IntelligentTieringConfiguration),
    DeleteBucketIntelligentTieringConfiguration: (input, context) => tiering.remove(input, context),
    ListBucketIntelligentTieringConfigurations(input, context) {
      const { items, page } = tiering.list(input, context);
      return { ...page, IntelligentTieringConfigurationList: items };
    },
  };
}
