import * as Api from "@aws-sdk/client-cloudwatch-logs";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type LogGroup, logGroups, type MetricFilter, metricFilters } from "../world/log-groups";
import type { World } from "../world/world";
import { pageOf } from "./pages";

const $metadata = {};

const invalid = (message: string): Error => new Api.InvalidParameterException({ message, $metadata });

/** Log groups, and what is counted in them. */
export function logs(world: World): HandlersOf<typeof Api> {
  const groups = ({ caller, region }: Context) => world.records.list(logGroups, caller.accountId, region);
  const filters = ({ caller, region }: Context) => world.records.list(metricFilters, caller.accountId, region);

  function page<T>(
    all: readonly T[],
    { limit, nextToken }: { limit?: number | undefined; nextToken?: string | undefined },
  ) {
    const size = limit ?? 50;
    if (size < 1 || size > 50) {
      throw invalid(
        `1 validation error detected: Value '${size}' at 'limit' failed to satisfy constraint: Member must be between 1 and 50`,
      );
    }
    return pageOf(all, nextToken, size, () => invalid("The specified nextToken is invalid."));
  }

  function refuseMissing(context: Context, name: string | undefined): void {
    if (groups(context).some((group) => group.name === name)) return;
    throw new Api.ResourceNotFoundException({ message: "The specified log group does not exist.", $metadata });
  }

  function shownGroup(context: Context, { name, createdAt, retentionDays, kmsKeyArn }: LogGroup): Api.LogGroup {
    const arn = `arn:${world.partition}:logs:${context.region}:${context.caller.accountId}:log-group:${name}`;
    return {
      logGroupName: name,
      arn: `${arn}:*`,
      logGroupArn: arn,
      creationTime: Date.parse(createdAt),
      metricFilterCount: filters(context).filter(({ group }) => group === name).length,
      storedBytes: world.random.below(2 ** 31, "log-bytes", arn),
      logGroupClass: "STANDARD",
      ...(retentionDays === null ? {} : { retentionInDays: retentionDays }),
      ...(kmsKeyArn === null ? {} : { kmsKeyId: kmsKeyArn }),
    };
  }

  const shownFilter = (filter: MetricFilter): Api.MetricFilter => ({
    filterName: filter.name,
    filterPattern: filter.pattern,
    logGroupName: filter.group,
    creationTime: Date.parse(filter.createdAt),
    metricTransformations: [
      {
        metricName: filter.metric,
        metricNamespace: filter.namespace,
        metricValue: filter.value,
        ...(filter.defaultValue === undefined ? {} : { defaultValue: filter.defaultValue }),
      },
    ],
  });

  return {
    DescribeLogGroups(input, context) {
      const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern } = input;
      if (prefix !== undefined && pattern !== undefined) {
        throw invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
      }
      const all = groups(context).filter(
        ({ name }) => name.startsWith(prefix ?? "") && name.toLowerCase().includes((pattern ?? "").toLowerCase()),
      );
      const { items, next } = page(all, input);
      return { logGroups: items.map((group) => shownGroup(context, group)), nextToken: next };
    },

    DescribeMetricFilters(input, context) {
      const { logGroupName, filterNamePrefix, metricName, metricNamespace } = input;
      if ((metricName === undefined) !== (metricNamespace === undefined)) {
        throw invalid("MetricName and MetricNamespace must be specified together.");
      }
      if (logGroupName !== undefined) refuseMissing(context, logGroupName);
      const all = filters(context).filter(
        ({ group, name, metric, namespace }) =>
          (logGroupName === undefined || group === logGroupName) &&
          name.startsWith(filterNamePrefix ?? "") &&
          (metricName === undefined || (metric === metricName && namespace === metricNamespace)),
      );
      const { items, next } = page(all, input);
      return { metricFilters: items.map(shownFilter), nextToken: next };
    },

    PutMetricFilter(input, context) {
      const { logGroupName: group = "", filterName: name = "", filterPattern: pattern = "" } = input;
      refuseMissing(context, group);
      const [transformation, ...more] = input.metricTransformations ?? [];
      if (!transformation || more.length > 0) throw invalid("Exactly one metric transformation is required.");
      const { metricName = "", metricNamespace = "", metricValue = "", defaultValue } = transformation;
      // A pattern over fields stands in braces; one over words does not begin with them.
      if (pattern.trim().startsWith("{") !== pattern.trim().endsWith("}"))
        throw invalid("Invalid metric filter pattern");
      world.records.put(metricFilters, context.caller.accountId, context.region, {
        group,
        name,
        pattern,
        namespace: metricNamespace,
        metric: metricName,
        value: metricValue,
        createdAt: world.clock.now().toISOString(),
        ...(defaultValue === undefined ? {} : { defaultValue }),
      });
      return {};
    },

    DeleteMetricFilter({ logGroupName, filterName }, context) {
      refuseMissing(context, logGroupName);
      const found = filters(context).find(({ group, name }) => group === logGroupName && name === filterName);
      if (!found) {
        throw new Api.ResourceNotFoundException({ message: "The specified metric filter does not exist.", $metadata });
      }
      world.records.remove(metricFilters, context.caller.accountId, context.region, metricFilters.id(found));
      return {};
    },
  };
}
