import type { ComparisonOperator, StateValue, Statistic } from "@aws-sdk/client-cloudwatch";
import type { Bucket } from "./configuration";
import { metricFilters } from "./log-groups";
import { alertTopic, watchOf } from "./policy-change-watch";
import type { Kind, Place } from "./records";
import { topicArn } from "./topics";

/** An alarm on one metric. */
export type Alarm = {
  name: string;
  description: string;
  namespace: string;
  metric: string;
  dimensions: Record<string, string>;
  statistic: Statistic;
  period: number;
  evaluationPeriods: number;
  datapointsToAlarm?: number;
  threshold: number;
  comparison: ComparisonOperator;
  missingData: string;
  actions: string[];
  okActions: string[];
  actionsEnabled: boolean;
  state: StateValue;
  createdAt: string;
};

const alarm = (given: Pick<Alarm, "name" | "namespace" | "metric" | "createdAt"> & Partial<Alarm>): Alarm => ({
  description: "",
  dimensions: {},
  statistic: "Sum",
  period: 300,
  evaluationPeriods: 1,
  threshold: 1,
  comparison: "GreaterThanOrEqualToThreshold",
  missingData: "notBreaching",
  actions: [],
  okActions: [],
  actionsEnabled: true,
  state: "OK",
  ...given,
});

const topicOf = ({ world, account }: Place): string =>
  topicArn(world, account.id, world.regions[0] ?? world.homeRegion, alertTopic);

/** The alarms of what counts changes of bucket policies. */
function watching(place: Place): Alarm[] {
  const watch = watchOf(place.world, place.account.id);
  if (!watch || watch.alarm === "none") return [];
  return metricFilters.derive(place).map(({ metric, namespace, name, createdAt }) =>
    alarm({
      name: `cis-${name}`,
      description: "A bucket's policy changed.",
      namespace,
      metric,
      createdAt,
      actions: watch.alarm === "silent" ? [] : [topicOf(place)],
      actionsEnabled: watch.alarm !== "muted",
    }),
  );
}

/** How often a bucket with request metrics has its alarms, by what its account is for. */
const alarmed: Readonly<Record<string, number>> = { security: 0.9, management: 0.9, "data-lake": 0.7, prod: 0.5 };

/** Alarms of buckets that count their requests: both, one of the two, without an action, or none. */
function ofBucket(place: Place, bucket: Bucket): Alarm[] {
  const { world, account } = place;
  const filter = bucket.settings.metrics?.find(({ Filter }) => Filter === undefined)?.Id;
  const purpose = world.tree.purposes.get(account.id)?.purpose ?? "";
  if (filter === undefined || !world.random.chance(alarmed[purpose] ?? 0.15, "alarmed", bucket.name)) return [];
  const draw = world.random.of("alarm", bucket.name);
  const actions = draw > 0.85 ? [] : [topicOf(place)];
  const metrics = draw < 0.2 ? ["4xxErrors"] : ["4xxErrors", "DeleteRequests"];
  return metrics.map((metric) =>
    alarm({
      name: `${bucket.name}-${metric}`,
      description: `${metric} of ${bucket.name}`,
      namespace: "AWS/S3",
      metric,
      dimensions: { BucketName: bucket.name, FilterId: filter },
      threshold: metric === "4xxErrors" ? 100 : 1_000,
      actions,
      state: world.random.chance(0.05, "in-alarm", bucket.name, metric) ? "ALARM" : "OK",
      createdAt: bucket.createdAt,
    }),
  );
}

/** Alarms: on changes of bucket policies, and on requests of buckets. */
export const alarms: Kind<Alarm> = {
  name: "alarm",
  id: ({ name }) => name,
  derive(place) {
    const { world, account, region } = place;
    if (!world.regionEnabled(account, region)) return [];
    const buckets = world.seededBuckets(account.id).filter((bucket) => bucket.region === region);
    return [...watching(place), ...buckets.flatMap((bucket) => ofBucket(place, bucket))];
  },
};
