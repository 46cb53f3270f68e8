import {
  BatchGetAggregateResourceConfigCommand,
  ConfigServiceClient,
  DescribeConfigRulesCommand,
  DescribeConfigurationAggregatorsCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeConfigurationRecordersCommand,
  DescribeConformancePacksCommand,
  DescribeDeliveryChannelsCommand,
  DescribeOrganizationConformancePacksCommand,
  GetAggregateDiscoveredResourceCountsCommand,
  GetAggregateResourceConfigCommand,
  GetResourceConfigHistoryCommand,
  PutConfigurationAggregatorCommand,
  PutConfigurationRecorderCommand,
  PutConformancePackCommand,
  PutDeliveryChannelCommand,
  paginateDescribeConfigurationAggregatorSourcesStatus,
  paginateListAggregateDiscoveredResources,
  paginateSelectAggregateResourceConfig,
  SelectAggregateResourceConfigCommand,
  SelectResourceConfigCommand,
  StartConfigurationRecorderCommand,
  StopConfigurationRecorderCommand,
} from "@aws-sdk/client-config-service";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Transport } from "@/collectors/runtime/transport";
import { accountNamed, assume, clientsWith, type Keys, refusal } from "@/testing/model-clients";
import { parseQuery } from "./handlers/config-query";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import { configRecorders } from "./world/config-recorder";
import { recordedBucket } from "./world/recorded";

let model: RunningModelOrg;
let hub: ConfigServiceClient;

beforeAll(async () => {
  model = await startModelOrg();
  hub = client("eu-west-1", await assume(model, model.world.hubAccountId, "reader"));
});

afterAll(async () => {
  await model.stop();
});

const client = (region: string, keys?: Keys) =>
  new ConfigServiceClient({
    region,
    credentials: keys ?? { accessKeyId: "AKIAADMINISTRATOR000", secretAccessKey: "model" },
    maxAttempts: 1,
    requestHandler: new Transport({ url: model.url }),
  });

const ConfigurationAggregatorName = "organization";

/** An administrator's client of a member account. */
async function inside(account: string, region: string): Promise<ConfigServiceClient> {
  const { sts } = clientsWith(model, "us-east-1");
  const { AssumeRoleCommand } = await import("@aws-sdk/client-sts");
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountNamed(model, account).id}:role/OrganizationAccountAccessRole`,
      RoleSessionName: "test",
    }),
  );
  return client(region, {
    accessKeyId: given?.AccessKeyId ?? "",
    secretAccessKey: given?.SecretAccessKey ?? "",
    sessionToken: given?.SessionToken ?? "",
  });
}

type Row = Record<string, unknown> & {
  accountId: string;
  awsRegion: string;
  resourceId: string;
  supplementaryConfiguration: Record<string, Record<string, unknown>> & { AccessControlList: string };
  "COUNT(*)": number;
};

async function query(Expression: string, Limit = 100): Promise<Row[]> {
  const rows: Row[] = [];
  const pages = paginateSelectAggregateResourceConfig(
    { client: hub },
    { ConfigurationAggregatorName, Expression, Limit },
  );
  for await (const { Results = [] } of pages) rows.push(...Results.map((result) => JSON.parse(result) as Row));
  return rows;
}

const ask = (Expression: string, more: object = {}) =>
  hub.send(new SelectAggregateResourceConfigCommand({ ConfigurationAggregatorName, Expression, ...more }));

const everyBucket = () => model.world.tree.accounts.flatMap(({ id }) => model.world.bucketsOf(id));

describe("a query of the aggregator", () => {
  it("answers every bucket that is recorded once, in pages of the limit", async () => {
    const sizes: number[] = [];
    const seen: string[] = [];
    const Expression = "SELECT resourceId WHERE resourceType = 'AWS::S3::Bucket'";
    const pages = paginateSelectAggregateResourceConfig(
      { client: hub },
      { ConfigurationAggregatorName, Expression, Limit: 100 },
    );
    for await (const { Results = [] } of pages) {
      sizes.push(Results.length);
      seen.push(...Results.map((result) => (JSON.parse(result) as Row).resourceId));
    }
    const recorded = everyBucket().filter(({ name }) => recordedBucket(model.world, name));
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.sort()).toEqual(recorded.map(({ name }) => name).sort());
    expect(Math.max(...sizes)).toBe(100);
    expect(recorded.length).toBeLessThan(everyBucket().length);
  });

  it("gives 25 unless asked, and never more than 100", async () => {
    const expression = "SELECT resourceId WHERE resourceType = 'AWS::S3::Bucket'";
    expect((await ask(expression)).Results).toHaveLength(25);
    expect(await refusal(ask(expression, { Limit: 101 }))).toMatchObject({ code: "InvalidLimitException" });
    expect(await refusal(ask(expression, { NextToken: "made-up" }))).toMatchObject({
      code: "InvalidNextTokenException",
    });
  });

  it("answers settings as objects, the access list as a text of JSON, and tags one by one", async () => {
    const bucket = everyBucket().find(({ tags, policy, name }) => tags && policy && recordedBucket(model.world, name));
    const [row] = await query(
      `SELECT resourceId, configuration, supplementaryConfiguration, tags WHERE resourceType = 'AWS::S3::Bucket' AND resourceId = '${bucket?.name}'`,
    );
    expect(row?.["configuration"]).toMatchObject({ name: bucket?.name, creationDate: bucket?.createdAt });
    expect(row?.supplementaryConfiguration["BucketPolicy"]).toEqual({ policyText: bucket?.policy });
    expect(JSON.parse(row?.supplementaryConfiguration.AccessControlList ?? "")).toMatchObject({ grantSet: null });
    expect(row?.["tags"]).toContainEqual({
      tag: `owner=${bucket?.tags?.["owner"]}`,
      key: "owner",
      value: bucket?.tags?.["owner"],
    });
  });

  it("finds by nested settings, lists of values, prefixes, ranges and what is not", async () => {
    const kms = await query(
      "SELECT resourceId, supplementaryConfiguration.ServerSideEncryptionConfiguration.rules WHERE resourceType = 'AWS::S3::Bucket' AND supplementaryConfiguration.ServerSideEncryptionConfiguration.rules.applyServerSideEncryptionByDefault.sseAlgorithm IN ('aws:kms:dsse')",
    );
    expect(kms.map(({ resourceId }) => model.world.bucket(resourceId)?.encryption.algorithm)).toEqual(
      kms.map(() => "aws:kms:dsse"),
    );
    expect(kms.length).toBeGreaterThan(0);
    const lake = await query(
      "SELECT resourceId, awsRegion WHERE resourceType = 'AWS::S3::Bucket' AND resourceName LIKE 'aldermoor-data-lake-prod%' AND NOT awsRegion = 'eu-west-1' AND resourceCreationTime BETWEEN '2023-01-01' AND '2025-01-01'",
    );
    expect(lake.length).toBeGreaterThan(0);
    for (const { resourceId, awsRegion } of lake) {
      expect(resourceId).toMatch(/^aldermoor-data-lake-prod/);
      expect(awsRegion).not.toBe("eu-west-1");
    }
    const suspended = await query(
      "SELECT resourceId WHERE resourceType = 'AWS::S3::Bucket' AND (supplementaryConfiguration.BucketVersioningConfiguration.status = 'Suspended' OR supplementaryConfiguration.BucketVersioningConfiguration.status = 'Off') AND tags.tag = 'environment=production'",
    );
    for (const { resourceId } of suspended)
      expect(model.world.bucket(resourceId)?.versioning?.status).not.toBe("Enabled");
    expect(suspended.length).toBeGreaterThan(0);
  });

  it("counts by group, in the order asked for", async () => {
    const rows = await query(
      "SELECT awsRegion, COUNT(*) WHERE resourceType = 'AWS::S3::Bucket' GROUP BY awsRegion ORDER BY COUNT(*) DESC",
    );
    const counts = rows.map((row) => row["COUNT(*)"]);
    expect(rows.map(({ awsRegion }) => awsRegion).sort()).toEqual([...model.world.regions].sort());
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    const [total] = await query("SELECT COUNT(*) WHERE resourceType = 'AWS::S3::Bucket'");
    expect(total?.["COUNT(*)"]).toBe(counts.reduce((sum, count) => sum + count, 0));
  });

  it("orders whole answers over their pages", async () => {
    const rows = await query(
      "SELECT resourceId WHERE resourceType = 'AWS::S3::Bucket' AND awsRegion = 'eu-central-1' ORDER BY resourceId DESC",
    );
    const ids = rows.map(({ resourceId }) => resourceId);
    expect(ids.length).toBeGreaterThan(100);
    expect(ids).toEqual([...ids].sort().reverse());
  });

  it("knows account blocks, other buckets, keys, trails, detectors and analyzers", async () => {
    const rows = await query("SELECT resourceType, COUNT(*) GROUP BY resourceType");
    expect(rows.map((row) => row["resourceType"]).sort()).toEqual([
      "AWS::AccessAnalyzer::Analyzer",
      "AWS::CloudTrail::Trail",
      "AWS::GuardDuty::Detector",
      "AWS::KMS::Key",
      "AWS::S3::AccessPoint",
      "AWS::S3::AccountPublicAccessBlock",
      "AWS::S3::Bucket",
      "AWS::S3Express::DirectoryBucket",
      "AWS::S3Tables::TableBucket",
    ]);
    const [block] = await query(
      "SELECT accountId, configuration WHERE resourceType = 'AWS::S3::AccountPublicAccessBlock' AND configuration.restrictPublicBuckets = false",
    );
    expect(model.world.account(block?.accountId ?? "")?.block?.RestrictPublicBuckets).toBe(false);
  });

  it.each([
    ["SELECT", 7, "a property"],
    ["SELECT resourceId FROM x", 19, ""],
    ["SELECT nothing WHERE resourceType = 'x'", 8, "no property"],
    ["SELECT DISTINCT resourceId", 8, "not supported"],
    ["SELECT resourceId WHERE resourceType LIKE '%Bucket'", 43, "LIKE"],
    ["SELECT resourceId WHERE resourceType = NULL", 40, "a text"],
    ["SELECT resourceId, COUNT(*)", 28, "GROUP BY"],
    ["SELECT resourceId WHERE resourceType = 'a' ; DROP", 44, "unexpected"],
    ["SELECT resourceId WHERE (resourceType = 'a'", 44, ") expected"],
  ])("is refused where it is wrong: %s", async (expression, position, why) => {
    expect(await refusal(ask(expression))).toMatchObject({
      code: "InvalidExpressionException",
      message: expect.stringContaining(`position ${position}: `) as string,
    });
    expect(() => parseQuery(expression)).toThrow(why);
  });

  it("is refused for an aggregator the account does not have", async () => {
    const { id } = accountNamed(model, "claims-prod");
    const member = client("eu-west-1", await assume(model, id, "reader"));
    const asked = new SelectAggregateResourceConfigCommand({ ConfigurationAggregatorName, Expression: "SELECT arn" });
    expect(await refusal(member.send(asked))).toMatchObject({ code: "NoSuchConfigurationAggregatorException" });
    const own = await member.send(new SelectResourceConfigCommand({ Expression: "SELECT accountId, awsRegion" }));
    const rows = (own.Results ?? []).map((result) => JSON.parse(result) as Row);
    expect(new Set(rows.map(({ accountId, awsRegion }) => `${accountId}/${awsRegion}`))).toEqual(
      new Set([`${id}/eu-west-1`]),
    );
  });
});

describe("Config", () => {
  it("notices a change late, and says when it did", async () => {
    const { world } = model;
    const { id } = accountNamed(model, "telematics-prod");
    const bucket = world.bucketsOf(id).find(({ region }) => region === "eu-west-1");
    const name = bucket?.name ?? "";
    const status = async () => {
      const [row] = await query(
        `SELECT supplementaryConfiguration.BucketVersioningConfiguration.status, configurationItemCaptureTime WHERE resourceType = 'AWS::S3::Bucket' AND resourceId = '${name}'`,
      );
      return (
        row && [
          row.supplementaryConfiguration["BucketVersioningConfiguration"]?.["status"],
          row["configurationItemCaptureTime"],
        ]
      );
    };
    const before = await status();
    const real = world.clock;
    const began = Date.now();
    try {
      if (bucket) world.changeBucket(name, { ...bucket, versioning: { status: "Suspended", mfaDelete: false } });
      expect(await status()).toEqual(before);
      world.clock = { now: () => new Date(began + 3_600_000) };
      const [now, captured] = (await status()) ?? [];
      expect(now).toBe("Suspended");
      expect(new Date(String(captured)).getTime()).toBeGreaterThan(began);
      world.changeBucket(name, null);
      expect(await status()).toEqual([now, captured]);
      world.clock = { now: () => new Date(began + 7_200_000) };
      expect(await status()).toBeUndefined();
      const member = client("eu-west-1", await assume(model, id, "reader"));
      const { configurationItems = [] } = await member.send(
        new GetResourceConfigHistoryCommand({ resourceType: "AWS::S3::Bucket", resourceId: name }),
      );
      expect(configurationItems.map(({ configurationItemStatus }) => configurationItemStatus)).toEqual([
        "ResourceDeleted",
        "OK",
        "OK",
      ]);
    } finally {
      world.clock = real;
      if (bucket) world.changeBucket(name, bucket);
    }
  });

  it("records settings as texts, and the access list as a text of a text", async () => {
    const bucket = everyBucket().find(({ name }) => recordedBucket(model.world, name));
    const identifier = {
      SourceAccountId: bucket?.accountId,
      SourceRegion: bucket?.region,
      ResourceId: bucket?.name,
      ResourceType: "AWS::S3::Bucket" as const,
    };
    const { BaseConfigurationItems: [item] = [], UnprocessedResourceIdentifiers: [missing] = [] } = await hub.send(
      new BatchGetAggregateResourceConfigCommand({
        ConfigurationAggregatorName,
        ResourceIdentifiers: [identifier, { ...identifier, ResourceId: "no-such-bucket" }],
      }),
    );
    expect(missing?.ResourceId).toBe("no-such-bucket");
    const list = JSON.parse(item?.supplementaryConfiguration?.["AccessControlList"] ?? "") as unknown;
    expect(typeof list).toBe("string");
    expect(JSON.parse(String(list))).toMatchObject({ grantSet: null });
    const { ConfigurationItem } = await hub.send(
      new GetAggregateResourceConfigCommand({ ConfigurationAggregatorName, ResourceIdentifier: identifier }),
    );
    expect(ConfigurationItem?.configuration).toBe(item?.configuration);
  });

  it("says of a bucket whose type is left out that it is not recorded", async () => {
    const { id } = accountNamed(model, "documents-dev");
    const [bucket] = model.world.bucketsOf(id).filter(({ region }) => region === "eu-west-1");
    const named = { ResourceId: bucket?.name, ResourceType: "AWS::S3::Bucket" as const };
    const { ConfigurationItem } = await hub.send(
      new GetAggregateResourceConfigCommand({
        ConfigurationAggregatorName,
        ResourceIdentifier: { ...named, SourceAccountId: id, SourceRegion: "eu-west-1" },
      }),
    );
    expect(ConfigurationItem).toMatchObject({ configurationItemStatus: "ResourceNotRecorded" });
    expect(await query(`SELECT arn WHERE accountId = '${id}' AND resourceType = 'AWS::S3::Bucket'`)).toEqual([]);
  });

  it("lists and counts what it discovered, and tells which sources it lacks", async () => {
    const listed: unknown[] = [];
    const pages = paginateListAggregateDiscoveredResources(
      { client: hub },
      { ConfigurationAggregatorName, ResourceType: "AWS::S3::Bucket" },
    );
    for await (const { ResourceIdentifiers = [] } of pages) listed.push(...ResourceIdentifiers);
    const counted = await hub.send(
      new GetAggregateDiscoveredResourceCountsCommand({
        ConfigurationAggregatorName,
        Filters: { ResourceType: "AWS::S3::Bucket" },
        GroupByKey: "ACCOUNT_ID",
      }),
    );
    expect(counted.TotalDiscoveredResources).toBe(listed.length);
    expect(counted.GroupedResourceCounts?.reduce((sum, one) => sum + (one.ResourceCount ?? 0), 0)).toBe(listed.length);
    const statuses = new Set<string | undefined>();
    const sources = paginateDescribeConfigurationAggregatorSourcesStatus(
      { client: hub, pageSize: 40 },
      { ConfigurationAggregatorName },
    );
    for await (const { AggregatedSourceStatusList = [] } of sources)
      for (const { LastUpdateStatus } of AggregatedSourceStatusList) statuses.add(LastUpdateStatus);
    expect([...statuses].sort()).toEqual(["FAILED", "OUTDATED", "SUCCEEDED"]);
  });

  it("has recorders of every kind: all types, daily, some types, stopped, failing and none", async () => {
    const kinds = new Set<string>();
    for (const account of model.world.tree.accounts.filter(({ state, roles }) => state === "ACTIVE" && roles.read)) {
      const member = client("eu-west-1", await assume(model, account.id, "reader"));
      const { ConfigurationRecorders: [one] = [] } = await member.send(new DescribeConfigurationRecordersCommand({}));
      const { ConfigurationRecordersStatus: [status] = [] } = await member.send(
        new DescribeConfigurationRecorderStatusCommand({}),
      );
      kinds.add(one ? (one.recordingMode?.recordingFrequency ?? "") : "none");
      if (one && !one.recordingGroup?.allSupported) kinds.add(one.recordingGroup?.recordingStrategy?.useOnly ?? "");
      if (one?.recordingMode?.recordingModeOverrides) kinds.add("override");
      if (status?.lastStatus === "Failure") kinds.add("failing");
    }
    const stopped = await inside("partner-exchange-prod", "eu-central-1");
    const { ConfigurationRecordersStatus: [status] = [] } = await stopped.send(
      new DescribeConfigurationRecorderStatusCommand({}),
    );
    expect(status).toMatchObject({ recording: false });
    expect([...kinds].sort()).toEqual([
      "CONTINUOUS",
      "DAILY",
      "EXCLUSION_BY_RESOURCE_TYPES",
      "INCLUSION_BY_RESOURCE_TYPES",
      "failing",
      "none",
      "override",
    ]);
  });

  it("starts a recorder only with a role, a bucket and in this order", async () => {
    const empty = model.world.tree.accounts.find(
      ({ id, state }) => state === "ACTIVE" && model.world.records.list(configRecorders, id, "eu-west-1").length === 0,
    );
    const name = (empty?.name ?? "").replace("aldermoor-", "");
    const member = await inside(name, "eu-west-1");
    const start = () => member.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: "default" }));
    const ConfigurationRecorder = { name: "default", roleARN: `arn:aws:iam::${empty?.id}:role/config` };
    const channel = (s3BucketName: string) =>
      member.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name: "default", s3BucketName } }));
    expect(await refusal(start())).toMatchObject({ code: "NoSuchConfigurationRecorderException" });
    expect(await refusal(channel("any"))).toMatchObject({ code: "NoAvailableConfigurationRecorderException" });
    expect(
      await refusal(member.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: { name: "default" } }))),
    ).toMatchObject({ code: "InvalidRoleException" });
    const contradictory = { allSupported: true, resourceTypes: ["AWS::S3::Bucket" as const] };
    expect(
      await refusal(
        member.send(
          new PutConfigurationRecorderCommand({
            ConfigurationRecorder: { ...ConfigurationRecorder, recordingGroup: contradictory },
          }),
        ),
      ),
    ).toMatchObject({ code: "InvalidRecordingGroupException" });
    await member.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder }));
    expect(await refusal(start())).toMatchObject({ code: "NoAvailableDeliveryChannelException" });
    expect(await refusal(channel("no-such-bucket-anywhere"))).toMatchObject({ code: "NoSuchBucketException" });
    await channel("aldermoor-log-archive-config");
    await start();
    const { ConfigurationRecordersStatus: [status] = [] } = await member.send(
      new DescribeConfigurationRecorderStatusCommand({}),
    );
    expect(status).toMatchObject({ recording: true, lastStatus: "Success" });
    expect((await member.send(new DescribeDeliveryChannelsCommand({}))).DeliveryChannels).toMatchObject([
      { s3BucketName: "aldermoor-log-archive-config" },
    ]);
    await member.send(new StopConfigurationRecorderCommand({ ConfigurationRecorderName: "default" }));
    const { ConfigurationRecordersStatus: [after] = [] } = await member.send(
      new DescribeConfigurationRecorderStatusCommand({}),
    );
    expect(after).toMatchObject({ recording: false });
  });

  it("deploys S3 rules by a conformance pack, and has accounts with and without them", async () => {
    const prod = await inside("claims-prod", "eu-west-1");
    const { ConfigRules: rules = [] } = await prod.send(new DescribeConfigRulesCommand({}));
    expect(rules.map(({ Source }) => Source?.SourceIdentifier)).toContain("S3_BUCKET_SSL_REQUESTS_ONLY");
    expect((await prod.send(new DescribeConformancePacksCommand({}))).ConformancePackDetails).toHaveLength(1);
    const dev = await inside("documents-dev", "eu-west-1");
    const put = (TemplateBody: string) =>
      dev.send(new PutConformancePackCommand({ ConformancePackName: "s3", TemplateBody }));
    expect(await refusal(put("Resources: {}"))).toMatchObject({ code: "ConformancePackTemplateValidationException" });
    await put(
      "Resources:\n  A:\n    Properties:\n      Source:\n        SourceIdentifier: S3_BUCKET_LOGGING_ENABLED\n",
    );
    const { ConfigRules: made = [] } = await dev.send(new DescribeConfigRulesCommand({}));
    expect(made.map(({ Source }) => Source?.SourceIdentifier)).toContain("S3_BUCKET_LOGGING_ENABLED");
    expect(await refusal(dev.send(new DescribeConfigRulesCommand({ ConfigRuleNames: ["none"] })))).toMatchObject({
      code: "NoSuchConfigRuleException",
    });
    expect(await refusal(dev.send(new DescribeOrganizationConformancePacksCommand({})))).toMatchObject({
      code: "OrganizationAccessDeniedException",
    });
  });

  it("lets the delegated administrator make an organization aggregator, and nobody else", async () => {
    const source = { RoleArn: "arn:aws:iam::111122223333:role/aggregate", AllAwsRegions: true };
    const put = new PutConfigurationAggregatorCommand({
      ConfigurationAggregatorName: "second",
      OrganizationAggregationSource: source,
    });
    const member = await inside("claims-prod", "eu-west-1");
    expect(await refusal(member.send(put))).toMatchObject({ code: "OrganizationAccessDeniedException" });
    await (await inside("security-tooling", "eu-west-1")).send(put);
    const { ConfigurationAggregators = [] } = await hub.send(new DescribeConfigurationAggregatorsCommand({}));
    expect(ConfigurationAggregators.map((one) => one.ConfigurationAggregatorName)).toEqual(["organization", "second"]);
    expect(ConfigurationAggregators[1]?.OrganizationAggregationSource?.AllAwsRegions).toBe(true);
  });
});
