import {
  CloudTrailClient,
  CreateTrailCommand,
  DeleteTrailCommand,
  DescribeTrailsCommand,
  GetEventDataStoreCommand,
  GetEventSelectorsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  ListEventDataStoresCommand,
  ListTrailsCommand,
  LookupEventsCommand,
  PutEventSelectorsCommand,
  paginateLookupEvents,
  StartLoggingCommand,
  StopLoggingCommand,
  type Trail,
  UpdateTrailCommand,
} from "@aws-sdk/client-cloudtrail";
import { PutBucketPolicyCommand, PutBucketTaggingCommand, S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Transport } from "@/collectors/runtime/transport";
import { accountNamed, assume, clientsWith, type Keys, refusal } from "@/testing/model-clients";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";

let model: RunningModelOrg;

beforeAll(async () => {
  model = await startModelOrg();
});

afterAll(async () => {
  await model.stop();
});

const home = "eu-west-1";
const administrator: Keys = { accessKeyId: "AKIAADMINISTRATOR000", secretAccessKey: "model" };

const optionsOf = (credentials: Keys, region: string) => ({
  region,
  credentials,
  maxAttempts: 1,
  requestHandler: new Transport({ url: model.url }),
});

const client = (keys: Keys, region = home) => new CloudTrailClient(optionsOf(keys, region));

const readerOf = async (account: string, region = home) =>
  client(await assume(model, accountNamed(model, account).id, "reader"), region);

async function administratorOf(account: string): Promise<Keys> {
  const { Credentials: given } = await clientsWith(model, "us-east-1").sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountNamed(model, account).id}:role/OrganizationAccountAccessRole`,
      RoleSessionName: "test",
    }),
  );
  return {
    accessKeyId: given?.AccessKeyId ?? "",
    secretAccessKey: given?.SecretAccessKey ?? "",
    sessionToken: given?.SessionToken ?? "",
  };
}

const trailsOf = async (account: string, region = home, more: object = {}): Promise<Trail[]> =>
  (await (await readerOf(account, region)).send(new DescribeTrailsCommand(more))).trailList ?? [];

const names = (trails: readonly Trail[]) => trails.map(({ Name }) => Name);

describe("trails", () => {
  it("of the organization are seen from every account and region, as shadows that can be left out", async () => {
    for (const region of ["eu-west-1", "us-east-1"]) {
      const [organization] = await trailsOf("identity", region);
      expect(organization).toMatchObject({
        Name: "organization",
        HomeRegion: home,
        IsOrganizationTrail: true,
        IsMultiRegionTrail: true,
        S3BucketName: "aldermoor-log-archive-cloudtrail",
      });
      expect(organization?.TrailARN).toContain(model.managementAccountId);
      expect(await trailsOf("identity", region, { includeShadowTrails: false })).toEqual([]);
    }
  });

  it("are found by name where they were made, and by ARN through their shadows", async () => {
    const [trail] = (await trailsOf("payments-prod")).filter(({ Name }) => Name === "payments-data");
    const there = await readerOf("payments-prod", "us-east-1");
    expect((await there.send(new GetTrailCommand({ Name: trail?.TrailARN }))).Trail).toEqual(trail);
    expect(await refusal(there.send(new GetTrailCommand({ Name: "payments-data" })))).toMatchObject({
      code: "TrailNotFoundException",
    });
    expect(await refusal(there.send(new GetTrailCommand({ Name: "no" })))).toMatchObject({
      code: "InvalidTrailNameException",
    });
    expect(names(await trailsOf("payments-prod", home, { trailNameList: ["payments-data", "none"] }))).toEqual([
      "payments-data",
    ]);
    const { Trails } = await there.send(new ListTrailsCommand({}));
    expect(Trails?.map(({ Name }) => Name).sort()).toEqual(["organization", "payments-data"]);
  });

  it("come in every kind somebody has to explain", async () => {
    const only = async (account: string) =>
      (await trailsOf(account, home, { includeShadowTrails: false }))[0] ?? expect.fail(`${account} has no trail.`);
    const status = async (account: string) =>
      (await readerOf(account)).send(new GetTrailStatusCommand({ Name: (await only(account)).TrailARN }));
    expect(await only("payments-prod")).toMatchObject({ LogFileValidationEnabled: false });
    expect(await only("documents-prod")).not.toHaveProperty("KmsKeyId");
    expect(await only("web-campaigns")).toMatchObject({ IsMultiRegionTrail: false });
    expect(await only("web-campaigns")).not.toHaveProperty("CloudWatchLogsLogGroupArn");
    const { S3BucketName } = await only("claims-prod");
    expect(model.world.bucket(S3BucketName ?? "")?.accountId).toBe(accountNamed(model, "claims-prod").id);
    expect(await status("billing-prod")).toMatchObject({ IsLogging: false, StopLoggingTime: expect.any(Date) as Date });
    const failing = await status("portal-prod");
    expect(failing).toMatchObject({ IsLogging: true, LatestDeliveryError: "NoSuchBucket" });
    expect(failing.LatestCloudWatchLogsDeliveryError).toBeDefined();
    const good = await status("data-lake-prod");
    expect(good).not.toHaveProperty("LatestDeliveryError");
    expect(Date.now() - (good.LatestDeliveryTime?.getTime() ?? 0)).toBeLessThan(600_000);
    expect(Date.now() - (good.LatestCloudWatchLogsDeliveryTime?.getTime() ?? 0)).toBeLessThan(600_000);
  });

  it("record objects in every way: all, by prefix, reads, writes, other kinds, classic, none", async () => {
    const selectorsOf = async (account: string, Name?: string) => {
      const own = (await trailsOf(account)).find((trail) => trail.IsOrganizationTrail === (Name !== undefined));
      return (await readerOf(account)).send(new GetEventSelectorsCommand({ TrailName: own?.TrailARN }));
    };
    const fields = async (account: string) =>
      ((await selectorsOf(account)).AdvancedEventSelectors ?? []).flatMap(({ FieldSelectors }) => FieldSelectors ?? []);
    expect(await fields("documents-prod")).toContainEqual({ Field: "readOnly", Equals: ["true"] });
    expect(await fields("payments-prod")).toContainEqual({ Field: "readOnly", Equals: ["false"] });
    expect(await fields("data-lake-dev")).toContainEqual(expect.objectContaining({ Field: "resources.ARN" }));
    expect(await fields("data-lake-prod")).toContainEqual({
      Field: "resources.type",
      Equals: ["AWS::S3Tables::Table"],
    });
    expect((await selectorsOf("security-tooling")).EventSelectors).toMatchObject([
      { ReadWriteType: "All", DataResources: [{ Type: "AWS::S3::Object", Values: ["arn:aws:s3:::"] }] },
    ]);
    expect((await selectorsOf("sandbox-ines")).EventSelectors).toMatchObject([
      { ReadWriteType: "WriteOnly", DataResources: [] },
    ]);
    expect((await selectorsOf("identity", "organization")).AdvancedEventSelectors).toHaveLength(2);
  });

  it("are joined by event data stores, each asked for by its ARN", async () => {
    const reader = await readerOf("data-science-dev");
    const { EventDataStores: [store] = [] } = await reader.send(new ListEventDataStoresCommand({}));
    const answer = await reader.send(new GetEventDataStoreCommand({ EventDataStore: store?.EventDataStoreArn }));
    expect(answer).toMatchObject({ Name: "science", Status: "ENABLED", MultiRegionEnabled: true });
    expect(answer.AdvancedEventSelectors).toHaveLength(2);
    expect(await refusal(reader.send(new GetEventDataStoreCommand({ EventDataStore: "none" })))).toMatchObject({
      code: "EventDataStoreNotFoundException",
    });
  });
});

describe("a trail that is made", () => {
  it("needs a bucket that lets CloudTrail in, and logs once it is started", async () => {
    const keys = await administratorOf("policies-prod");
    const trail = client(keys);
    const { id } = accountNamed(model, "policies-prod");
    const bucket = model.world.bucketsOf(id).find(({ region }) => region === home);
    const create = (more: object = {}) =>
      trail.send(
        new CreateTrailCommand({ Name: "made-here", S3BucketName: bucket?.name, IsMultiRegionTrail: true, ...more }),
      );
    expect(await refusal(create({ S3BucketName: "no-such-bucket-anywhere" }))).toMatchObject({
      code: "S3BucketDoesNotExistException",
    });
    expect(await refusal(create())).toMatchObject({ code: "InsufficientS3BucketPolicyException", status: 400 });
    const allow = (Action: string, Resource: string) => ({
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action,
      Resource,
    });
    await new S3Client(optionsOf(keys, home)).send(
      new PutBucketPolicyCommand({
        Bucket: bucket?.name,
        Policy: JSON.stringify({
          Statement: [
            allow("s3:GetBucketAcl", `arn:aws:s3:::${bucket?.name}`),
            allow("s3:PutObject", `arn:aws:s3:::${bucket?.name}/AWSLogs/${id}/*`),
          ],
        }),
      }),
    );
    expect(await refusal(create({ IncludeGlobalServiceEvents: false }))).toMatchObject({
      code: "InvalidParameterCombinationException",
    });
    expect(await refusal(create({ IsOrganizationTrail: true }))).toMatchObject({
      code: "NotOrganizationMasterAccountException",
    });
    expect(await create({ EnableLogFileValidation: true })).toMatchObject({ LogFileValidationEnabled: true });
    expect(await refusal(create())).toMatchObject({ code: "TrailAlreadyExistsException" });
    const status = () => trail.send(new GetTrailStatusCommand({ Name: "made-here" }));
    expect(await status()).toMatchObject({ IsLogging: false });
    await trail.send(new StartLoggingCommand({ Name: "made-here" }));
    expect(await status()).toMatchObject({ IsLogging: true, StartLoggingTime: expect.any(Date) as Date });
    await trail.send(new UpdateTrailCommand({ Name: "made-here", EnableLogFileValidation: false }));
    const { Trail: after } = await trail.send(new GetTrailCommand({ Name: "made-here" }));
    expect(after).toMatchObject({ LogFileValidationEnabled: false, S3BucketName: bucket?.name });
    const elsewhere = client(keys, "us-east-1").send(new UpdateTrailCommand({ Name: after?.TrailARN }));
    expect(await refusal(elsewhere)).toMatchObject({ code: "InvalidHomeRegionException" });
  });

  it("takes the selectors it is given, and refuses those AWS refuses", async () => {
    const trail = client(await administratorOf("documents-prod"));
    const put = (selectors: object) =>
      trail.send(new PutEventSelectorsCommand({ TrailName: "documents-reads", ...selectors }));
    const data = (Values: string[]) => ({
      EventSelectors: [{ ReadWriteType: "All", DataResources: [{ Type: "AWS::S3::Object", Values }] }],
    });
    const advanced = (...FieldSelectors: object[]) => ({ AdvancedEventSelectors: [{ FieldSelectors }] });
    for (const wrong of [
      {},
      data(["a-bucket"]),
      advanced({ Field: "eventCategory", Equals: ["Data"] }),
      advanced({ Field: "resources.type", Equals: ["AWS::S3::Object"] }),
      advanced({ Field: "eventCategory", Equals: ["Management"] }, { Field: "colour", Equals: ["red"] }),
      { ...data(["arn:aws:s3"]), ...advanced({ Field: "eventCategory", Equals: ["Management"] }) },
    ]) {
      expect(await refusal(put(wrong))).toMatchObject({ code: "InvalidEventSelectorsException" });
    }
    await put(data(["arn:aws:s3:::"]));
    const { EventSelectors } = await trail.send(new GetEventSelectorsCommand({ TrailName: "documents-reads" }));
    expect(EventSelectors).toMatchObject([{ DataResources: [{ Values: ["arn:aws:s3:::"] }] }]);
  });

  it("is stopped by nobody under the organization's policy, and taken away by the management account", async () => {
    const member = client(await administratorOf("claims-prod"));
    expect(await refusal(member.send(new StopLoggingCommand({ Name: "claims-audit" })))).toMatchObject({
      code: "AccessDeniedException",
    });
    const [organization] = await trailsOf("claims-prod", "us-east-1");
    const update = new UpdateTrailCommand({ Name: organization?.TrailARN, EnableLogFileValidation: false });
    expect(await refusal(client(await administratorOf("claims-prod"), "us-east-1").send(update))).toMatchObject({
      code: organization?.IsOrganizationTrail ? "NotOrganizationMasterAccountException" : "InvalidHomeRegionException",
    });
    const management = client(administrator);
    const made = { Name: "short-lived", S3BucketName: "aldermoor-log-archive-cloudtrail" };
    await management.send(new CreateTrailCommand(made));
    await management.send(new StartLoggingCommand({ Name: made.Name }));
    await management.send(new StopLoggingCommand({ Name: made.Name }));
    expect(await management.send(new GetTrailStatusCommand({ Name: made.Name }))).toMatchObject({ IsLogging: false });
    await management.send(new DeleteTrailCommand({ Name: made.Name }));
    expect(await refusal(management.send(new GetTrailCommand({ Name: made.Name })))).toMatchObject({
      code: "TrailNotFoundException",
    });
  });
});

describe("the history of events", () => {
  it("is newest first, in pages that add up, by one attribute and by time", async () => {
    const keys = await administratorOf("telematics-dev");
    const { id } = accountNamed(model, "telematics-dev");
    const [bucket] = model.world.bucketsOf(id).filter(({ region, abac }) => region === home && !abac);
    const s3 = new S3Client(optionsOf(keys, home));
    for (const Value of ["one", "two", "three"]) {
      await s3.send(
        new PutBucketTaggingCommand({ Bucket: bucket?.name, Tagging: { TagSet: [{ Key: "owner", Value }] } }),
      );
    }
    const reader = await readerOf("telematics-dev");
    const LookupAttributes = [{ AttributeKey: "ResourceName" as const, AttributeValue: bucket?.name }];
    const pages: number[] = [];
    const values: unknown[] = [];
    for await (const { Events = [] } of paginateLookupEvents({ client: reader, pageSize: 2 }, { LookupAttributes })) {
      pages.push(Events.length);
      for (const { CloudTrailEvent, EventName } of Events) {
        const record = JSON.parse(CloudTrailEvent ?? "") as Record<string, Record<string, never>>;
        expect(record).toMatchObject({ eventName: EventName, eventSource: "s3.amazonaws.com", recipientAccountId: id });
        values.push(
          (record["requestParameters"] as { tagging?: { TagSet: { Value: string }[] } }).tagging?.TagSet[0]?.Value,
        );
      }
    }
    expect(pages).toEqual([2, 1]);
    expect(values).toEqual(["three", "two", "one"]);
    const past = { StartTime: new Date("2020-01-01"), EndTime: new Date("2020-02-01") };
    expect((await reader.send(new LookupEventsCommand(past))).Events).toEqual([]);
    const backwards = { StartTime: past.EndTime, EndTime: past.StartTime };
    expect(await refusal(reader.send(new LookupEventsCommand(backwards)))).toMatchObject({
      code: "InvalidTimeRangeException",
    });
    expect(await refusal(reader.send(new LookupEventsCommand({ MaxResults: 51 })))).toMatchObject({
      code: "InvalidMaxResultsException",
    });
    expect(await refusal(reader.send(new LookupEventsCommand({ NextToken: "bm9uZQ" })))).toMatchObject({
      code: "InvalidNextTokenException",
    });
  });
});
