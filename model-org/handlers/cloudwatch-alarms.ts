import * as Api from "@aws-sdk/client-cloudwatch";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type Alarm, alarms } from "../world/alarms";
import type { World } from "../world/world";
import { pageOf } from "./pages";

const $metadata = {};

const invalid = (message: string): Error => new Api.ValidationException({ message, $metadata });

const dimensionsOf = (given: readonly Api.Dimension[] | undefined): Record<string, string> =>
  Object.fromEntries((given ?? []).map(({ Name = "", Value = "" }) => [Name, Value]));

const sameDimensions = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([name, value]) => b[name] === value);

/** Alarms: read, put and deleted. */
export function cloudWatchAlarms(world: World): HandlersOf<typeof Api> {
  const all = ({ caller, region }: Context) => world.records.list(alarms, caller.accountId, region);

  const shown = ({ caller, region }: Context, alarm: Alarm): Api.MetricAlarm => ({
    AlarmName: alarm.name,
    AlarmArn: `arn:${world.partition}:cloudwatch:${region}:${caller.accountId}:alarm:${alarm.name}`,
    AlarmDescription: alarm.description,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.createdAt),
    ActionsEnabled: alarm.actionsEnabled,
    OKActions: alarm.okActions,
    AlarmActions: alarm.actions,
    InsufficientDataActions: [],
    StateValue: alarm.state,
    StateReason: "Threshold evaluated.",
    StateUpdatedTimestamp: new Date(alarm.createdAt),
    MetricName: alarm.metric,
    Namespace: alarm.namespace,
    Statistic: alarm.statistic,
    Dimensions: Object.entries(alarm.dimensions).map(([Name, Value]) => ({ Name, Value })),
    Period: alarm.period,
    EvaluationPeriods: alarm.evaluationPeriods,
    ...(alarm.datapointsToAlarm === undefined ? {} : { DatapointsToAlarm: alarm.datapointsToAlarm }),
    Threshold: alarm.threshold,
    ComparisonOperator: alarm.comparison,
    TreatMissingData: alarm.missingData,
  });

  return {
    DescribeAlarms(input, context) {
      const { AlarmNames, AlarmNamePrefix, StateValue, ActionPrefix, MaxRecords = 50, NextToken } = input;
      if (AlarmNames && AlarmNamePrefix !== undefined) {
        throw invalid("AlarmNamePrefix and AlarmNames are mutually exclusive");
      }
      if (MaxRecords < 1 || MaxRecords > 100) throw invalid("MaxRecords must be between 1 and 100.");
      const found = all(context).filter(
        ({ name, state, actions }) =>
          (AlarmNames?.includes(name) ?? true) &&
          name.startsWith(AlarmNamePrefix ?? "") &&
          (StateValue === undefined || state === StateValue) &&
          (ActionPrefix === undefined || actions.some((arn) => arn.startsWith(ActionPrefix))),
      );
      const wrong = () => new Api.InvalidNextToken({ message: "The next token specified is invalid.", $metadata });
      const { items, next } = pageOf(found, NextToken, MaxRecords, wrong);
      return { MetricAlarms: items.map((alarm) => shown(context, alarm)), CompositeAlarms: [], NextToken: next };
    },

    DescribeAlarmsForMetric(input, context) {
      const dimensions = dimensionsOf(input.Dimensions);
      // Without dimensions only alarms without any are meant: CloudWatch matches the whole set.
      const found = all(context).filter(
        (alarm) =>
          alarm.metric === input.MetricName &&
          alarm.namespace === input.Namespace &&
          sameDimensions(alarm.dimensions, dimensions) &&
          (input.Statistic === undefined || alarm.statistic === input.Statistic) &&
          (input.Period === undefined || alarm.period === input.Period),
      );
      return { MetricAlarms: found.map((alarm) => shown(context, alarm)) };
    },

    PutMetricAlarm(input, context) {
      const { AlarmName: name = "", MetricName: metric, Namespace: namespace, Statistic: statistic } = input;
      const { ComparisonOperator: comparison, EvaluationPeriods: evaluationPeriods = 0, Period = 0 } = input;
      if (metric === undefined || namespace === undefined) throw invalid("MetricName and Namespace are required.");
      if (statistic === undefined) throw invalid("Exactly one of the statistic parameters is required.");
      if (comparison === undefined || input.Threshold === undefined) {
        throw invalid("Threshold and ComparisonOperator are required.");
      }
      if (evaluationPeriods < 1) throw invalid("EvaluationPeriods must be at least 1.");
      if (![10, 20, 30].includes(Period) && (Period < 60 || Period % 60 !== 0)) {
        throw invalid("Period must be 10, 20, 30 or a multiple of 60.");
      }
      const foreign = (input.AlarmActions ?? []).find((arn) => !arn.startsWith(`arn:${world.partition}:`));
      if (foreign !== undefined) throw invalid(`Invalid arn syntax: ${foreign}`);
      world.records.put(alarms, context.caller.accountId, context.region, {
        name,
        description: input.AlarmDescription ?? "",
        namespace,
        metric,
        dimensions: dimensionsOf(input.Dimensions),
        statistic,
        period: Period,
        evaluationPeriods,
        ...(input.DatapointsToAlarm === undefined ? {} : { datapointsToAlarm: input.DatapointsToAlarm }),
        threshold: input.Threshold,
        comparison,
        missingData: input.TreatMissingData ?? "missing",
        actions: input.AlarmActions ?? [],
        okActions: input.OKActions ?? [],
        actionsEnabled: input.ActionsEnabled ?? true,
        // Nothing was evaluated yet.
        state: "INSUFFICIENT_DATA",
        createdAt: world.clock.now().toISOString(),
      });
      return {};
    },

    DeleteAlarms({ AlarmNames = [] }, context) {
      const known = new Set(all(context).map(({ name }) => name));
      const missing = AlarmNames.find((name) => !known.has(name));
      if (missing !== undefined) {
        // A 404 in JSON too, unlike the service's other errors.
        throw new AwsError("ResourceNotFound", `Alarm ${missing} does not exist.`, 404);
      }
      for (const name of AlarmNames) world.records.remove(alarms, context.caller.accountId, context.region, name);
      return {};
    },
  };
}
