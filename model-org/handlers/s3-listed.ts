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

/** The four ways to ask for configurations of a kind, and to change them. What is not `whole` S3 does not take. */
function listed<K extends Listed>(world: World, key: K, name: string, whole: (given: One<K>) => boolean) {
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
      if (!given || !whole(given)) throw malformedXml();
      return change(input, context, given);
    },
    remove: (input: BucketInput & { Id?: string | undefined }, context: Context) => change(input, context, undefined),
  };
}

const isInventory = ({ IsEnabled, IncludedObjectVersions, Schedule, Destination }: One<"inventory">): boolean => {
  const { Bucket, Format } = Destination?.S3BucketDestination ?? {};
  return IsEnabled !== undefined && !!IncludedObjectVersions && !!Schedule?.Frequency && !!Bucket && !!Format;
};

/** The fewest days after which an object is archived. */
const soonest: Readonly<Record<string, number>> = { ARCHIVE_ACCESS: 90, DEEP_ARCHIVE_ACCESS: 180 };

const isTiering = ({ Status, Tierings = [] }: One<"intelligentTiering">): boolean => {
  const early = Tierings.find(({ AccessTier = "", Days = 0 }) => Days < (soonest[AccessTier] ?? 0) || Days > 730);
  if (early) {
    throw new AwsError("InvalidArgument", "The number of days of a tier is not valid.", 400, {
      ArgumentName: "Days",
      ArgumentValue: String(early.Days),
    });
  }
  return !!Status && Tierings.length > 0;
};

/** Inventories, request metrics, storage class analyses and archive tiers. */
export function s3Listed(world: World): HandlersOf<typeof S3> {
  const inventory = listed(world, "inventory", "Inventory", isInventory);
  const metrics = listed(world, "metrics", "Metrics", () => true);
  const analytics = listed(
    world,
    "analytics",
    "Analytics",
    ({ StorageClassAnalysis }) => StorageClassAnalysis !== undefined,
  );
  const tiering = listed(world, "intelligentTiering", "IntelligentTiering", isTiering);
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
