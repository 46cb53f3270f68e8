import { setImmediate } from "node:timers/promises";
import type * as Api from "@aws-sdk/client-macie2";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { Kept } from "../world/kept";
import { namesKnown } from "../world/recorded";
import type { World } from "../world/world";
import { accountsSeen, invalid, isSeen, sessionOf } from "./macie-access";
import { meets } from "./macie-criteria";
import { discoveryOf, metadataOf, scoreOf } from "./macie-metadata";
import { statisticsFrom } from "./macie-statistics";

/** A page looks at no more buckets: where few meet the criteria it is short, and has a successor. */
const mostLookedAt = 2_000;
const breath = 100;

type Place = { account: number; after: string };

/** Buckets as Macie has them: the administrator sees those of its members. */
export function buckets(world: World): HandlersOf<typeof Api> {
  const statistics = new Kept<string, Api.GetBucketStatisticsResponse>(20);

  function* walk(context: Context, only: readonly string[] | undefined, from: Place) {
    const accounts = accountsSeen(world, context);
    for (let account = from.account; account < accounts.length; account++) {
      const of = accounts[account];
      if (!of || (only && !only.includes(of.id)) || !isSeen(world, of, context.region)) continue;
      for (const name of namesKnown(world, of.id)) {
        if (account === from.account && name <= from.after) continue;
        const bucket = metadataOf(world, name, context.region);
        yield { place: { account, after: name }, bucket: bucket?.accountId === of.id ? bucket : undefined };
      }
    }
  }

  return {
    async DescribeBuckets(input, context) {
      sessionOf(world, context);
      const size = input.maxResults || 50;
      if (size > 1000) throw invalid("maxResults is at most 1000.");
      const only = input.criteria?.["accountId"]?.eq;
      if (input.sortCriteria?.attributeName) {
        const all: Api.BucketMetadata[] = [];
        let looked = 0;
        for (const { bucket } of walk(context, only, { account: 0, after: "" })) {
          if (bucket && meets(bucket, input.criteria)) all.push(bucket);
          if (++looked % breath === 0) await setImmediate();
        }
        return sortedPage(all, input.sortCriteria, size, input.nextToken);
      }
      const found: Api.BucketMetadata[] = [];
      let looked = 0;
      for (const { place, bucket } of walk(context, only, placeOf(input.nextToken))) {
        if (bucket && meets(bucket, input.criteria)) found.push(bucket);
        if (found.length === size || ++looked === mostLookedAt) return { buckets: found, nextToken: tokenOf(place) };
        if (looked % breath === 0) await setImmediate();
      }
      return { buckets: found };
    },
    async GetBucketStatistics(input, context) {
      sessionOf(world, context);
      const now = world.clock.now();
      // Macie counts now and then, and says when.
      const key = `${context.caller.accountId}/${context.region}/${input.accountId ?? ""}/${now.toISOString().slice(0, 15)}`;
      const known = statistics.get(key);
      if (known) return known;
      const all: Api.BucketMetadata[] = [];
      let looked = 0;
      for (const { bucket } of walk(context, input.accountId ? [input.accountId] : undefined, {
        account: 0,
        after: "",
      })) {
        if (bucket) all.push(bucket);
        if (++looked % breath === 0) await setImmediate();
      }
      return statistics.set(key, statisticsFrom(all, now));
    },
    GetResourceProfile(input, context) {
      sessionOf(world, context);
      const bucket = world.bucket(/^arn:[^:]+:s3:::([^/]+)$/.exec(input.resourceArn ?? "")?.[1] ?? "");
      const account = bucket && world.account(bucket.accountId);
      const seen =
        account &&
        accountsSeen(world, context).includes(account) &&
        isSeen(world, account, context.region) &&
        bucket.region === context.region;
      if (!bucket || !seen)
        throw new AwsError("ResourceNotFoundException", "The bucket is not in Macie's inventory.", 404);
      const { automatedDiscoveryMonitoringStatus: monitored, lastAutomatedDiscoveryTime } = discoveryOf(world, bucket);
      if (monitored !== "MONITORED") {
        throw new AwsError("ResourceNotFoundException", "No sensitivity profile is kept for the bucket.", 404);
      }
      const score = scoreOf(world, bucket);
      const classified = score === 50 || score < 0 ? 0 : 100 + world.random.below(900, "classified", bucket.name);
      return {
        profileUpdatedAt: lastAutomatedDiscoveryTime,
        sensitivityScore: score,
        sensitivityScoreOverridden: false,
        statistics: {
          totalBytesClassified: classified * 8192,
          totalDetections: score > 50 ? score * 3 : 0,
          totalDetectionsSuppressed: 0,
          totalItemsClassified: classified,
          totalItemsSensitive: score > 50 ? Math.floor(classified / 4) : 0,
          totalItemsSkipped: score < 0 ? 40 : 3,
          totalItemsSkippedInvalidEncryption: 0,
          totalItemsSkippedInvalidKms: score < 0 ? 40 : 0,
          totalItemsSkippedPermissionDenied: 0,
        },
      };
    },
  };
}

const tokenOf = (place: Place | number): string => Buffer.from(JSON.stringify(place)).toString("base64url");

function read(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, "base64url").toString());
  } catch {
    throw invalid("The token is not valid.");
  }
}

function placeOf(token: string | undefined): Place {
  if (!token) return { account: 0, after: "" };
  const place = read(token) as Partial<Place> | null;
  if (typeof place?.account !== "number" || typeof place.after !== "string") throw invalid("The token is not valid.");
  return { account: place.account, after: place.after };
}

function sortedPage(
  all: Api.BucketMetadata[],
  { attributeName, orderBy }: Api.BucketSortCriteria,
  size: number,
  token: string | undefined,
) {
  const at = token ? read(token) : 0;
  if (typeof at !== "number") throw invalid("The token is not valid.");
  const key = attributeName as keyof Api.BucketMetadata;
  const value = (one: Api.BucketMetadata) => {
    const given = one[key];
    return typeof given === "number" ? String(given).padStart(16, "0") : String(given ?? "");
  };
  all.sort((a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0));
  if (orderBy === "DESC") all.reverse();
  const end = at + size;
  return { buckets: all.slice(at, end), ...(end < all.length ? { nextToken: tokenOf(end) } : {}) };
}
