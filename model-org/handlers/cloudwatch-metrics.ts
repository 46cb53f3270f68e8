import * as Api from "@aws-sdk/client-cloudwatch";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { requestMetrics } from "../world/bucket-metrics";
import type { Bucket } from "../world/configuration";
import { keyArn, keys } from "../world/kms-keys";
import type { World } from "../world/world";
import { type Series, seriesOf } from "./cloudwatch-series";

const $metadata = {};

const invalid = (message: string): Error => new Api.ValidationException({ message, $metadata });

/** Metrics a page of ListMetrics holds at most. */
const pageSize = 500;

const metric = (Namespace: string, MetricName: string, dimensions: Readonly<Record<string, string>>): Api.Metric => ({
  Namespace,
  MetricName,
  Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
});

/** @returns the metrics S3 keeps of a bucket: how much is in it, and its requests where somebody asked for them */
function metricsOf({ name, settings }: Bucket): Api.Metric[] {
  return [
    metric("AWS/S3", "BucketSizeBytes", { BucketName: name, StorageType: "StandardStorage" }),
    metric("AWS/S3", "NumberOfObjects", { BucketName: name, StorageType: "AllStorageTypes" }),
    ...(settings.metrics ?? []).flatMap(({ Id = "" }) =>
      requestMetrics.map((one) => metric("AWS/S3", one, { BucketName: name, FilterId: Id })),
    ),
  ];
}

/** Metrics of buckets and keys: which there are, and how they went. */
export function cloudWatchMetrics(world: World): HandlersOf<typeof Api> {
  const keyMetrics = ({ caller: { accountId }, region }: Context): Api.Metric[] =>
    world.records
      .list(keys, accountId, region)
      .flatMap(({ id }) =>
        ["Decrypt", "GenerateDataKey"].map((Operation) =>
          metric("AWS/KMS", "SuccessfulRequest", { KeyArn: keyArn(world, accountId, region, id), Operation }),
        ),
      );

  const wrongToken = () =>
    new Api.InvalidParameterValueException({ message: "The value of the parameter NextToken is invalid.", $metadata });

  return {
    /** The token names how many of the account's buckets were listed already: a page costs what it holds. */
    ListMetrics(input, context) {
      const { accountId } = context.caller;
      const only = input.Dimensions?.find(({ Name }) => Name === "BucketName")?.Value;
      const names = only === undefined ? world.bucketNames(accountId) : [only];
      const wanted = (one: Api.Metric): boolean =>
        (input.Namespace === undefined || one.Namespace === input.Namespace) &&
        (input.MetricName === undefined || one.MetricName === input.MetricName) &&
        (input.Dimensions ?? []).every(({ Name, Value }) =>
          one.Dimensions?.some(
            (dimension) => dimension.Name === Name && (Value === undefined || dimension.Value === Value),
          ),
        );
      const from = input.NextToken === undefined ? 0 : Number(Buffer.from(input.NextToken, "base64url").toString());
      if (!Number.isInteger(from) || from < 0 || from > names.length) throw wrongToken();
      const ofKeys = keyMetrics(context).filter(wanted);
      const Metrics: Api.Metric[] = [];
      for (let at = from; at < names.length; at++) {
        const bucket = world.bucket(names[at] ?? "");
        if (bucket?.region !== context.region || bucket.accountId !== accountId) continue;
        const found = metricsOf(bucket).filter(wanted);
        if (Metrics.length + found.length + ofKeys.length > pageSize) {
          return { Metrics, NextToken: Buffer.from(String(at)).toString("base64url") };
        }
        Metrics.push(...found);
      }
      return { Metrics: [...Metrics, ...ofKeys] };
    },

    GetMetricData(input, context) {
      const { MetricDataQueries = [], StartTime, EndTime, ScanBy } = input;
      if (!StartTime || !EndTime || StartTime >= EndTime) {
        throw invalid("The parameter StartTime must be less than the parameter EndTime.");
      }
      const MetricDataResults = MetricDataQueries.filter(({ ReturnData }) => ReturnData !== false).map((query) => {
        const { MetricStat: stat, Expression, Id, Label } = query;
        // Metric math is not modelled, and never guessed.
        if (!stat || Expression !== undefined) {
          throw new AwsError("NotImplemented", "The model knows metrics, and no expressions over them.", 501);
        }
        const asked: Series = {
          namespace: stat.Metric?.Namespace ?? "",
          metric: stat.Metric?.MetricName ?? "",
          dimensions: Object.fromEntries(
            (stat.Metric?.Dimensions ?? []).map(({ Name = "", Value = "" }) => [Name, Value]),
          ),
          statistic: stat.Stat ?? "Sum",
          period: stat.Period ?? 300,
          from: StartTime.getTime(),
          to: EndTime.getTime(),
        };
        if (asked.period < 60 || asked.period % 60 !== 0) {
          throw invalid("The parameter Period must be a multiple of 60.");
        }
        const points = seriesOf(world, context, asked);
        // The newest first, unless somebody asks for the oldest.
        if (ScanBy !== "TimestampAscending") points.reverse();
        return {
          Id,
          Label: Label ?? asked.metric,
          Timestamps: points.map(({ at }) => new Date(at)),
          Values: points.map(({ value }) => value),
          StatusCode: "Complete" as const,
        };
      });
      return { MetricDataResults, Messages: [] };
    },
  };
}
