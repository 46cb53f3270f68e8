import type * as Api from "@aws-sdk/client-cloudwatch";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";
import { cloudWatchAlarms } from "./cloudwatch-alarms";
import { cloudWatchMetrics } from "./cloudwatch-metrics";

/** Alarms, and the metrics of buckets and keys. */
export function cloudWatch(world: World): HandlersOf<typeof Api> {
  return { ...cloudWatchAlarms(world), ...cloudWatchMetrics(world) };
}
