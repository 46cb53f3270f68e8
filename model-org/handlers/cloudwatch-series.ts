import type { Context } from "../wire/context";
import { isRequestMetric, keyRequestsIn, requestsIn, storedOn } from "../world/bucket-metrics";
import type { Bucket } from "../world/configuration";
import { keyArn, managedKeyId } from "../world/kms-keys";
import type { World } from "../world/world";

/** A question for the course of one metric. */
export type Series = {
  namespace: string;
  metric: string;
  dimensions: Readonly<Record<string, string>>;
  statistic: string;
  /** Seconds. */
  period: number;
  from: number;
  to: number;
};

export type Point = { at: number; value: number };

const dayMs = 86_400_000;

/** @returns the points of a metric, oldest first; none for what is not measured, as CloudWatch answers */
export function seriesOf(world: World, context: Context, series: Series): Point[] {
  const until = Math.min(series.to, world.clock.now().getTime());
  const asked = { ...series, to: until };
  if (series.namespace === "AWS/S3") return ofBucket(world, context, asked);
  return series.namespace === "AWS/KMS" && series.metric === "SuccessfulRequest" ? ofKey(world, context, asked) : [];
}

function ofBucket(world: World, { caller, region }: Context, series: Series): Point[] {
  const { BucketName = "", StorageType, FilterId } = series.dimensions;
  const bucket = world.bucket(BucketName);
  if (bucket?.accountId !== caller.accountId || bucket.region !== region) return [];
  if (StorageType !== undefined) return stored(world, bucket, StorageType, series);
  const { metric } = series;
  const counted = bucket.settings.metrics?.some(({ Id }) => Id === FilterId);
  if (!counted || !isRequestMetric(metric)) return [];
  return counts(series, (from, to) => {
    const sum = requestsIn(world, bucket, metric, from, to);
    const all = requestsIn(world, bucket, "AllRequests", from, to);
    return { sum, samples: all };
  });
}

/** Storage is measured once a day, at midnight. */
function stored(world: World, bucket: Bucket, type: string, { metric, period, from, to }: Series): Point[] {
  const measure =
    metric === "NumberOfObjects" && type === "AllStorageTypes"
      ? "objects"
      : metric === "BucketSizeBytes" && type === "StandardStorage"
        ? "bytes"
        : undefined;
  if (!measure || period < 86_400) return [];
  const points: Point[] = [];
  const step = Math.floor((period * 1000) / dayMs) * dayMs;
  for (let at = Math.ceil(from / dayMs) * dayMs; at < to; at += step) {
    if (at >= Date.parse(bucket.createdAt)) points.push({ at, value: storedOn(world, bucket, at)[measure] });
  }
  return points;
}

/** What all buckets of the account that name a key cost it. */
function ofKey(world: World, { caller, region }: Context, series: Series): Point[] {
  const { KeyArn = "", Operation } = series.dimensions;
  if (Operation !== "Decrypt" && Operation !== "GenerateDataKey") return [];
  const managed = keyArn(world, caller.accountId, region, managedKeyId(world, caller.accountId, region));
  const buckets = world
    .bucketsOf(caller.accountId)
    .filter(
      ({ region: where, encryption }) =>
        where === region && encryption.algorithm !== "AES256" && (encryption.kmsKeyId ?? managed) === KeyArn,
    );
  if (buckets.length === 0) return [];
  return counts(series, (from, to) => {
    const sum = buckets.reduce((total, bucket) => total + keyRequestsIn(world, bucket, Operation, from, to), 0);
    return { sum, samples: sum };
  });
}

/** What is counted, in periods: nothing for a period in which nothing happened. */
function counts(
  { statistic, period, from, to }: Series,
  count: (from: number, to: number) => { sum: number; samples: number },
): Point[] {
  const step = period * 1000;
  const points: Point[] = [];
  for (let at = Math.floor(from / step) * step; at < to; at += step) {
    const { sum, samples } = count(at, Math.min(at + step, to));
    if (samples === 0) continue;
    const value = { Sum: sum, SampleCount: samples, Average: sum / samples }[statistic] ?? (sum > 0 ? 1 : 0);
    points.push({ at, value });
  }
  return points;
}
