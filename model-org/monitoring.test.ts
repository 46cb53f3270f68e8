import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  GetMetricDataCommand,
  ListMetricsCommand,
  PutMetricAlarmCommand,
  paginateDescribeAlarms,
  paginateListMetrics,
} from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  DeleteMetricFilterCommand,
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  PutMetricFilterCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import {
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Transport } from "@/collectors/runtime/transport";
import { accountNamed, assume, type Keys, refusal } from "@/testing/model-clients";
import { openSession } from "./iam/sessions";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import type { Bucket } from "./world/configuration";

let model: RunningModelOrg;
const region = "eu-west-1";

beforeAll(async () => {
  model = await startModelOrg();
});

afterAll(async () => {
  await model.stop();
});

function clientsWith(keys: Keys) {
  const options = { region, credentials: keys, maxAttempts: 1, requestHandler: new Transport({ url: model.url }) };
  return {
    cloudwatch: new CloudWatchClient(options),
    logs: new CloudWatchLogsClient(options),
    events: new EventBridgeClient(options),
    sns: new SNSClient(options),
  };
}

const readerOf = async (name: string) => clientsWith(await assume(model, accountNamed(model, name).id, "reader"));

function personOf(name: string) {
  const { id } = accountNamed(model, name);
  const arn = `arn:aws:sts::${id}:assumed-role/Staff/mara`;
  const { accessKeyId, token } = openSession({ accountId: id, arn, kind: "person" }, 3600);
  return clientsWith({ accessKeyId, secretAccessKey: "model", sessionToken: token });
}

/** The links from a filter to whoever is told, as a control follows them. */
async function chainOf(name: string): Promise<string> {
  const { logs, cloudwatch, sns } = await readerOf(name);
  const { metricFilters = [] } = await logs.send(new DescribeMetricFiltersCommand({}));
  const [filter] = metricFilters;
  if (!filter) return "no filter";
  const [counted] = filter.metricTransformations ?? [];
  const { MetricAlarms: [alarm] = [] } = await cloudwatch.send(
    new DescribeAlarmsForMetricCommand({ MetricName: counted?.metricName, Namespace: counted?.metricNamespace }),
  );
  if (!alarm) return "no alarm";
  if (!alarm.ActionsEnabled) return "muted";
  const [TopicArn] = alarm.AlarmActions ?? [];
  if (TopicArn === undefined) return "no action";
  try {
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    const [one] = Subscriptions;
    return one ? (one.SubscriptionArn === "PendingConfirmation" ? "pending" : "confirmed") : "nobody";
  } catch (error) {
    return (error as Error).name;
  }
}

describe("the watch over bucket policies", () => {
  it.each([
    ["data-lake-prod", "confirmed"],
    ["claims-prod", "confirmed"],
    ["payments-prod", "no action"],
    ["documents-prod", "pending"],
    ["billing-prod", "no alarm"],
    ["portal-prod", "NotFoundException"],
    ["log-archive", "muted"],
    ["data-lake-dev", "nobody"],
    ["underwriting-prod", "no filter"],
  ])("of %s ends with: %s", async (account, end) => {
    expect(await chainOf(account)).toBe(end);
  });

  it("sees what the benchmark names, or not all of it", async () => {
    const patternOf = async (name: string) => {
      const { metricFilters = [] } = await (await readerOf(name)).logs.send(new DescribeMetricFiltersCommand({}));
      return metricFilters[0]?.filterPattern ?? "";
    };
    const right = await patternOf("payments-prod");
    for (const name of ["PutBucketAcl", "PutBucketPolicy", "DeleteBucketPolicy", "DeleteBucketReplication"]) {
      expect(right).toContain(`($.eventName = ${name})`);
    }
    expect(await patternOf("claims-prod")).not.toContain("Delete");
    expect(await patternOf("data-lake-prod")).toContain('"PutBucketPolicy"');
    expect(await patternOf("data-lake-dev")).toContain("s3control");
  });

  it("is on the log group the account's trail delivers to", async () => {
    const { logs } = await readerOf("claims-prod");
    const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "cloudtrail/" }));
    expect(logGroups).toMatchObject([{ logGroupName: "cloudtrail/claims-audit", metricFilterCount: 1 }]);
  });
});

describe("metric filters", () => {
  it("are put, read back and deleted, and refused where there is no log group or pattern", async () => {
    const { logs } = personOf("claims-prod");
    const metricTransformations = [{ metricName: "Changes", metricNamespace: "Own", metricValue: "1" }];
    const put = (logGroupName: string, filterPattern: string) =>
      logs.send(
        new PutMetricFilterCommand({ logGroupName, filterName: "changes", filterPattern, metricTransformations }),
      );
    const logGroupName = "cloudtrail/claims-audit";
    expect(await refusal(put("nowhere", "{ $.a = b }"))).toMatchObject({ code: "ResourceNotFoundException" });
    expect(await refusal(put(logGroupName, "{ $.a = b"))).toMatchObject({ code: "InvalidParameterException" });
    await put(logGroupName, "{ $.eventName = PutBucketPolicy }");
    const ask = () => logs.send(new DescribeMetricFiltersCommand({ metricName: "Changes", metricNamespace: "Own" }));
    expect((await ask()).metricFilters).toMatchObject([{ filterName: "changes", logGroupName }]);
    await logs.send(new DeleteMetricFilterCommand({ logGroupName, filterName: "changes" }));
    expect((await ask()).metricFilters).toEqual([]);
    const nowhere = logs.send(new DescribeMetricFiltersCommand({ logGroupName: "nowhere" }));
    expect(await refusal(nowhere)).toMatchObject({ code: "ResourceNotFoundException", status: 400 });
  });
});

describe("alarms", () => {
  it("of buckets are both, one of the two, without an action, or none, and add up in pages", async () => {
    const { cloudwatch: client } = await readerOf("data-lake-prod");
    const names: (string | undefined)[] = [];
    const silent: (string | undefined)[] = [];
    for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client, pageSize: 7 }, {})) {
      expect(MetricAlarms.length).toBeLessThanOrEqual(7);
      names.push(...MetricAlarms.map(({ AlarmName }) => AlarmName));
      silent.push(...MetricAlarms.flatMap(({ AlarmActions, AlarmName }) => (AlarmActions?.length ? [] : [AlarmName])));
    }
    expect(new Set(names).size).toBe(names.length);
    const counting = model.world
      .bucketsOf(accountNamed(model, "data-lake-prod").id)
      .filter(({ region: where, settings }) => where === region && settings.metrics?.[0]?.Filter === undefined)
      .filter(({ settings }) => settings.metrics);
    const kinds = counting.map(
      ({ name }) => ["4xxErrors", "DeleteRequests"].filter((metric) => names.includes(`${name}-${metric}`)).length,
    );
    expect([...new Set(kinds)].sort()).toEqual([0, 1, 2]);
    expect(silent.length).toBeGreaterThan(0);
  });

  it("are put, found by their metric and its dimensions only, and deleted", async () => {
    const { cloudwatch } = personOf("claims-prod");
    const Dimensions = [
      { Name: "BucketName", Value: "aldermoor-claims-prod-uploads" },
      { Name: "FilterId", Value: "EntireBucket" },
    ];
    const alarm = {
      AlarmName: "claims-4xx",
      Namespace: "AWS/S3",
      MetricName: "4xxErrors",
      Dimensions,
      Statistic: "Sum" as const,
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 5,
      ComparisonOperator: "GreaterThanThreshold" as const,
      AlarmActions: [`arn:aws:sns:${region}:${accountNamed(model, "claims-prod").id}:security-alerts`],
    };
    const { Statistic: _statistic, ...without } = alarm;
    const refused = async (input: typeof without) =>
      refusal(cloudwatch.send(new PutMetricAlarmCommand({ Statistic: "Sum", ...input })));
    expect(await refusal(cloudwatch.send(new PutMetricAlarmCommand(without)))).toMatchObject({
      code: "ValidationException",
      status: 400,
    });
    expect(await refused({ ...alarm, Period: 45 })).toMatchObject({ code: "ValidationException" });
    expect(await refused({ ...alarm, AlarmActions: ["nobody"] })).toMatchObject({ code: "ValidationException" });
    await cloudwatch.send(new PutMetricAlarmCommand(alarm));
    const asked = { Namespace: "AWS/S3", MetricName: "4xxErrors" };
    const found = await cloudwatch.send(new DescribeAlarmsForMetricCommand({ ...asked, Dimensions }));
    expect(found.MetricAlarms).toMatchObject([{ AlarmName: "claims-4xx", StateValue: "INSUFFICIENT_DATA" }]);
    expect((await cloudwatch.send(new DescribeAlarmsForMetricCommand(asked))).MetricAlarms).toEqual([]);
    await cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ["claims-4xx"] }));
    const after = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: ["claims-4xx"] }));
    expect(after.MetricAlarms).toEqual([]);
    const again = cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ["claims-4xx"] }));
    expect(await refusal(again)).toMatchObject({ code: "ResourceNotFound" });
    const page = cloudwatch.send(new DescribeAlarmsCommand({ NextToken: "made-up" }));
    expect(await refusal(page)).toMatchObject({ code: "InvalidNextToken" });
  });
});

describe("metrics", () => {
  const day = 86_400_000;
  const EndTime = new Date(Math.floor(Date.now() / day) * day);
  const StartTime = new Date(EndTime.getTime() - 14 * day);

  const bucketOf = (fits: (bucket: Bucket) => boolean): Bucket =>
    model.world
      .bucketsOf(accountNamed(model, "data-lake-prod").id)
      .find((bucket) => bucket.region === region && fits(bucket)) ?? expect.fail("No such bucket.");

  async function sum(namespace: string, MetricName: string, dimensions: Record<string, string>, Period = 86_400) {
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    const Metric = { Namespace: namespace, MetricName, Dimensions };
    const Stat = namespace === "AWS/S3" && "StorageType" in dimensions ? "Average" : "Sum";
    const { MetricDataResults = [] } = await (await readerOf("data-lake-prod")).cloudwatch.send(
      new GetMetricDataCommand({
        StartTime,
        EndTime,
        MetricDataQueries: [{ Id: "m", MetricStat: { Metric, Period, Stat } }],
      }),
    );
    return MetricDataResults[0]?.Values ?? [];
  }

  it("of storage are one a day for every bucket", async () => {
    const { name } = bucketOf(() => true);
    const sizes = await sum("AWS/S3", "BucketSizeBytes", { BucketName: name, StorageType: "StandardStorage" });
    expect(sizes).toHaveLength(14);
    expect(await sum("AWS/S3", "NumberOfObjects", { BucketName: name, StorageType: "AllStorageTypes" })).toHaveLength(
      14,
    );
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });

  it("of requests are there where somebody asked for them, by day and by hour alike", async () => {
    const counted = bucketOf(({ settings }) => settings.metrics?.[0]?.Id === "EntireBucket");
    const dimensions = { BucketName: counted.name, FilterId: "EntireBucket" };
    const byDay = await sum("AWS/S3", "AllRequests", dimensions);
    const byHour = await sum("AWS/S3", "AllRequests", dimensions, 3600);
    const total = (values: number[]) => values.reduce((a, b) => a + b, 0);
    expect(byDay).toHaveLength(14);
    expect(byHour).toHaveLength(14 * 24);
    expect(Math.abs(total(byDay) / total(byHour) - 1)).toBeLessThan(0.2);
    expect(Math.max(...byDay)).toBeGreaterThan(Math.min(...byDay) * 1.5);
    const silent = bucketOf(({ settings }) => settings.metrics === undefined);
    const none = { BucketName: silent.name, FilterId: "EntireBucket" };
    expect(await sum("AWS/S3", "AllRequests", none)).toEqual([]);
  });

  it("of a key fall to a hundredth when its buckets have keys of their own", async () => {
    const bucket = bucketOf(
      ({ encryption }) => encryption.algorithm === "aws:kms" && encryption.kmsKeyId !== undefined,
    );
    const KeyArn = bucket.encryption.kmsKeyId ?? "";
    const requests = async () =>
      (await sum("AWS/KMS", "SuccessfulRequest", { KeyArn, Operation: "Decrypt" })).reduce((a, b) => a + b, 0);
    const same = model.world.bucketsOf(bucket.accountId).filter(({ encryption }) => encryption.kmsKeyId === KeyArn);
    const turn = (bucketKey: boolean) => {
      for (const one of same) {
        model.world.changeBucket(one.name, { ...one, encryption: { ...one.encryption, bucketKey } });
      }
    };
    turn(false);
    const before = await requests();
    turn(true);
    const after = await requests();
    expect(before).toBeGreaterThan(0);
    expect(after).toBeLessThan(before / 20);
  });

  it("are listed in pages that add up, by namespace and by dimension", async () => {
    const { cloudwatch: client } = await readerOf("data-lake-prod");
    const listed: string[] = [];
    for await (const { Metrics = [] } of paginateListMetrics({ client }, {})) {
      expect(Metrics.length).toBeLessThanOrEqual(500);
      listed.push(...Metrics.map((metric) => JSON.stringify(metric)));
    }
    expect(new Set(listed).size).toBe(listed.length);
    const here = model.world.bucketsOf(accountNamed(model, "data-lake-prod").id).filter((one) => one.region === region);
    expect(listed.filter((metric) => metric.includes("NumberOfObjects"))).toHaveLength(here.length);
    const { Metrics = [] } = await client.send(
      new ListMetricsCommand({ Namespace: "AWS/S3", Dimensions: [{ Name: "BucketName", Value: here[0]?.name }] }),
    );
    expect(Metrics.length).toBeGreaterThanOrEqual(2);
    const keyed = await client.send(new ListMetricsCommand({ Namespace: "AWS/KMS" }));
    expect(keyed.Metrics?.every(({ MetricName }) => MetricName === "SuccessfulRequest")).toBe(true);
  });

  it("are never guessed where an expression is asked for", async () => {
    const { cloudwatch } = await readerOf("data-lake-prod");
    const MetricDataQueries = [{ Id: "m", Expression: "SUM(METRICS())" }];
    const call = cloudwatch.send(new GetMetricDataCommand({ StartTime, EndTime, MetricDataQueries }));
    expect(await refusal(call)).toMatchObject({ code: "NotImplemented", status: 501 });
  });
});

describe("rules", () => {
  const rulesOf = async (name: string, EventBusName = "default") =>
    (await (await readerOf(name)).events.send(new ListRulesCommand({ EventBusName }))).Rules ?? [];

  it("forward to the hub's bus, whose own lead to the queue of changes and to what mends", async () => {
    const { events } = await readerOf("data-lake-prod");
    const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: "forward-s3-changes" }));
    expect(Targets[0]?.Arn).toMatch(/event-bus\/security$/);
    const hub = (await readerOf("security-tooling")).events;
    expect((await hub.send(new ListEventBusesCommand({}))).EventBuses?.map(({ Name }) => Name)).toEqual([
      "default",
      "security",
    ]);
    expect((await hub.send(new DescribeEventBusCommand({ Name: "security" }))).Policy).toContain("PrincipalOrgID");
    const onBus = { EventBusName: "security" };
    const queue = await hub.send(new ListTargetsByRuleCommand({ Rule: "organization-changes", ...onBus }));
    expect(queue.Targets?.[0]?.Arn).toMatch(/:breakwater-changes$/);
    const mending = await hub.send(new DescribeRuleCommand({ Name: "mend-public-buckets", ...onBus }));
    expect(mending).toMatchObject({ State: "ENABLED" });
    expect(mending.EventPattern).toContain("DeleteBucketPublicAccessBlock");
  });

  it("are local, switched off, without a target, of something else, or none", async () => {
    expect((await rulesOf("web-aldermoor")).map(({ Name }) => Name)).toEqual(["block-public-access"]);
    expect(await rulesOf("shared-services")).toMatchObject([{ State: "DISABLED" }]);
    const { events } = await readerOf("network");
    expect((await events.send(new ListTargetsByRuleCommand({ Rule: "s3-changes" }))).Targets).toEqual([]);
    expect((await rulesOf("legal-hold-prod")).map(({ Name }) => Name)).toEqual(["AutoScalingManagedRule", "threats"]);
    expect(await rulesOf("sandbox-ines")).toEqual([]);
    const nowhere = events.send(new ListRulesCommand({ EventBusName: "security" }));
    expect(await refusal(nowhere)).toMatchObject({ code: "ResourceNotFoundException", status: 400 });
  });

  it("are put with their targets, read back, and refused where AWS refuses", async () => {
    const { events } = personOf("legal-hold-prod");
    const put = (EventPattern: string) => events.send(new PutRuleCommand({ Name: "made-here", EventPattern }));
    expect(await refusal(put("{"))).toMatchObject({ code: "InvalidEventPatternException", status: 400 });
    expect(await refusal(put('{"source":"aws.s3"}'))).toMatchObject({ code: "InvalidEventPatternException" });
    expect(await refusal(events.send(new PutRuleCommand({ Name: "empty" })))).toMatchObject({
      code: "ValidationException",
    });
    await put('{"source":["aws.s3"]}');
    const target = (Id: string) => ({ Id, Arn: `arn:aws:lambda:${region}:111122223333:function:${Id}` });
    const targets = (...ids: string[]) =>
      events.send(new PutTargetsCommand({ Rule: "made-here", Targets: ids.map(target) }));
    expect(await targets("a", "b")).toMatchObject({ FailedEntryCount: 0 });
    expect(await refusal(targets("c", "d", "e", "f"))).toMatchObject({ code: "LimitExceededException" });
    const page = await events.send(new ListTargetsByRuleCommand({ Rule: "made-here", Limit: 1 }));
    expect(page.Targets?.map(({ Id }) => Id)).toEqual(["a"]);
    const { NextToken } = page;
    const rest = await events.send(new ListTargetsByRuleCommand({ Rule: "made-here", NextToken }));
    expect(rest.Targets?.map(({ Id }) => Id)).toEqual(["b"]);
    const remove = () => events.send(new DeleteRuleCommand({ Name: "made-here" }));
    expect(await refusal(remove())).toMatchObject({ code: "ValidationException" });
    const gone = await events.send(new RemoveTargetsCommand({ Rule: "made-here", Ids: ["a", "b", "z"] }));
    expect(gone).toMatchObject({ FailedEntryCount: 1 });
    await remove();
    const managed = events.send(new PutTargetsCommand({ Rule: "AutoScalingManagedRule", Targets: [target("a")] }));
    expect(await refusal(managed)).toMatchObject({ code: "ManagedRuleException" });
    const none = events.send(new ListTargetsByRuleCommand({ Rule: "made-here" }));
    expect(await refusal(none)).toMatchObject({ code: "ResourceNotFoundException" });
  });
});

describe("topics", () => {
  it("say who is told, and refuse what is not there or another account's", async () => {
    const { sns } = personOf("claims-prod");
    const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
    const TopicArn = Topics.find((topic) => topic.TopicArn?.endsWith("security-alerts"))?.TopicArn;
    const attributes = async () => (await sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes;
    expect(await attributes()).toMatchObject({ SubscriptionsConfirmed: "1", SubscriptionsPending: "0" });
    const tags = await sns.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }));
    expect(tags.Tags).toEqual([{ Key: "owner", Value: "security" }]);
    const made = await sns.send(new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint: "x@aldermoor.example" }));
    expect(made.SubscriptionArn).toBe("pending confirmation");
    expect(await attributes()).toMatchObject({ SubscriptionsPending: "1" });
    const all = await sns.send(new ListSubscriptionsCommand({}));
    expect(all.Subscriptions?.map(({ SubscriptionArn }) => SubscriptionArn)).toContain("PendingConfirmation");
    const ask = (arn: string) => refusal(sns.send(new GetTopicAttributesCommand({ TopicArn: arn })));
    expect(await ask(`${TopicArn}-gone`)).toMatchObject({ code: "NotFoundException", status: 404 });
    expect(await ask("nonsense")).toMatchObject({ code: "InvalidParameterException", status: 400 });
    const foreign = TopicArn?.replace(/\d{12}/, accountNamed(model, "billing-prod").id) ?? "";
    expect(await ask(foreign)).toMatchObject({ code: "AuthorizationErrorException", status: 403 });
  });
});
