import { patterns, watchMetric, watchOf } from "./policy-change-watch";
import type { Kind } from "./records";
import { trails } from "./trails";

export type LogGroup = { name: string; createdAt: string; retentionDays: number | null; kmsKeyArn: string | null };

/** A pattern on a log group, and the metric that counts what matches. */
export type MetricFilter = {
  group: string;
  name: string;
  pattern: string;
  namespace: string;
  metric: string;
  value: string;
  defaultValue?: number;
  createdAt: string;
};

/** Log groups: those trails deliver to, and one of what runs in the account. */
export const logGroups: Kind<LogGroup> = {
  name: "log-group",
  id: ({ name }) => name,
  derive(place) {
    const { world, account, region } = place;
    if (!world.regionEnabled(account, region)) return [];
    const plan = world.tree.purposes.get(account.id);
    const ofTrails = trails.derive(place).flatMap(({ logGroup, createdAt, kmsKeyArn }): LogGroup[] => {
      const name = /:log-group:([^:]+)/.exec(logGroup?.arn ?? "")?.[1];
      return name === undefined ? [] : [{ name, createdAt, retentionDays: 365, kmsKeyArn }];
    });
    const works = region === world.regions[0] && ["prod", "data-lake", "dev", "web"].includes(plan?.purpose ?? "");
    const workload = {
      name: `/aws/lambda/${plan?.name}-app`,
      createdAt: account.joinedAt,
      retentionDays: world.random.chance(0.5, "retention", account.id) ? 30 : null,
      kmsKeyArn: null,
    };
    return works ? [...ofTrails, workload] : ofTrails;
  },
};

/** Metric filters: on log groups of trails, where somebody watches bucket policies or believes to. */
export const metricFilters: Kind<MetricFilter> = {
  name: "metric-filter",
  id: ({ group, name }) => `${group}:${name}`,
  derive(place) {
    const watch = watchOf(place.world, place.account.id);
    if (!watch) return [];
    const isRoot = watch.pattern === "rootOnly";
    return logGroups
      .derive(place)
      .filter(({ name }) => name.startsWith("cloudtrail/"))
      .map(({ name, createdAt }) => ({
        group: name,
        name: isRoot ? "root-usage" : "s3-bucket-policy-changes",
        pattern: patterns[watch.pattern],
        namespace: watchMetric.namespace,
        metric: isRoot ? "RootUsage" : watchMetric.name,
        value: "1",
        createdAt,
      }));
  },
};
