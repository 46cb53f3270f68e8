import type { Bucket } from "./configuration";
import type { World } from "./world";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What a bucket's request metrics count, and which part of all requests it is. */
export const requestMetrics = [
  "AllRequests",
  "GetRequests",
  "PutRequests",
  "DeleteRequests",
  "ListRequests",
  "4xxErrors",
  "5xxErrors",
  "BytesDownloaded",
  "BytesUploaded",
] as const;

export type RequestMetric = (typeof requestMetrics)[number];

export const isRequestMetric = (name: string): name is RequestMetric =>
  (requestMetrics as readonly string[]).includes(name);

/** How busy a bucket is on a usual day: most hardly, a few very much. Belongs to its name. */
function usualRequests({ random }: World, { name }: Bucket): number {
  const draw = random.of("busy", name);
  return Math.round(50 * 10 ** (draw ** 2 * 5));
}

/** Which part of a bucket's requests a metric counts. */
function shareOf({ random }: World, { name }: Bucket, metric: RequestMetric): number {
  const writes = 0.05 + 0.5 * random.of("writes", name);
  const reads = 0.95 - writes;
  const size = 1_000 * 10 ** (random.of("object-size", name) * 3);
  return {
    AllRequests: 1,
    GetRequests: reads * 0.9,
    ListRequests: reads * 0.1,
    PutRequests: writes,
    DeleteRequests: 0.05 * random.of("deletes", name),
    "4xxErrors": 0.02 * random.of("errors", name),
    "5xxErrors": 0.0002 * random.of("failures", name),
    BytesDownloaded: reads * 0.9 * size,
    BytesUploaded: writes * size,
  }[metric];
}

/** The course of a day: work by day, little at night; it adds up to one. */
const hourOfDay = (hour: number): number => (1 + 0.8 * Math.sin(((hour - 7) / 24) * 2 * Math.PI)) / 24;

/** A day's requests: fewer at weekends, never twice the same, a little more each month. */
function requestsOn(world: World, bucket: Bucket, day: number): number {
  const weekday = new Date(day * dayMs).getUTCDay();
  const calm = weekday === 0 || weekday === 6 ? 0.35 : 1;
  const noise = 0.8 + 0.4 * world.random.of("requests", bucket.name, day);
  return usualRequests(world, bucket) * calm * noise;
}

/**
 * @param from and `to`, in milliseconds: the hours between them count, in parts where they are cut
 * @returns how much of a metric there was in a stretch of time
 */
export function requestsIn(world: World, bucket: Bucket, metric: RequestMetric, from: number, to: number): number {
  const since = Math.max(from, Date.parse(bucket.createdAt));
  let sum = 0;
  for (let at = since; at < to; ) {
    const end = Math.min(to, Math.floor(at / hourMs + 1) * hourMs);
    const day = Math.floor(at / dayMs);
    sum += requestsOn(world, bucket, day) * hourOfDay(Math.floor((at % dayMs) / hourMs)) * ((end - at) / hourMs);
    at = end;
  }
  return Math.round(sum * shareOf(world, bucket, metric));
}

/** @returns how many objects a bucket holds on a day, and how large they are together: what was written since it was made */
export function storedOn(world: World, bucket: Bucket, at: number): { objects: number; bytes: number } {
  const days = Math.max(0, (at - Date.parse(bucket.createdAt)) / dayMs);
  const written = usualRequests(world, bucket) * shareOf(world, bucket, "PutRequests");
  const kept = 0.2 + 0.8 * world.random.of("kept", bucket.name);
  const empty = world.random.chance(0.05, "empty", bucket.name);
  const objects = empty ? 0 : Math.round(written * kept * days * 0.7);
  const size = 1_000 * 10 ** (world.random.of("object-size", bucket.name) * 3);
  return { objects, bytes: Math.round(objects * size) };
}

/** What a bucket key leaves of the requests to KMS: S3 asks for a key of the bucket's own now and then only. */
const withBucketKey = 0.01;

/**
 * @returns how often S3 asked KMS for a bucket in a stretch of time: once for each object that is read or written, twice
 * where objects are encrypted twice, hardly ever where the bucket has a key of its own
 */
export function keyRequestsIn(
  world: World,
  bucket: Bucket,
  operation: "Decrypt" | "GenerateDataKey",
  from: number,
  to: number,
): number {
  const { algorithm, bucketKey } = bucket.encryption;
  if (algorithm === "AES256") return 0;
  const requests = requestsIn(world, bucket, operation === "Decrypt" ? "GetRequests" : "PutRequests", from, to);
  if (algorithm === "aws:kms:dsse") return requests * 2;
  return bucketKey ? Math.ceil(requests * withBucketKey) : requests;
}
