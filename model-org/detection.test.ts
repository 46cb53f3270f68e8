import {
  AccessAnalyzerClient,
  CheckNoPublicAccessCommand,
  CreateAnalyzerCommand,
  CreateArchiveRuleCommand,
  type FindingSummaryV2,
  GetFindingV2Command,
  ListAnalyzersCommand,
  ListFindingsV2Command,
  paginateListFindingsV2,
  UpdateFindingsCommand,
  ValidatePolicyCommand,
} from "@aws-sdk/client-accessanalyzer";
import {
  ArchiveFindingsCommand,
  type Condition,
  CreateDetectorCommand,
  CreateMalwareProtectionPlanCommand,
  DescribeOrganizationConfigurationCommand as DescribeGuardDuty,
  GetDetectorCommand,
  GetFindingsCommand as GetGuardDutyFindings,
  GetMalwareProtectionPlanCommand,
  GetMemberDetectorsCommand,
  GuardDutyClient,
  ListDetectorsCommand,
  ListFindingsCommand as ListGuardDutyFindings,
  ListMalwareProtectionPlansCommand,
  paginateListMembers as paginateGuardDutyMembers,
  UpdateDetectorCommand,
  UpdateOrganizationConfigurationCommand as UpdateGuardDuty,
} from "@aws-sdk/client-guardduty";
import {
  type BucketMetadata,
  CreateClassificationJobCommand,
  CreateFindingsFilterCommand,
  type CriterionAdditionalProperties,
  DescribeBucketsCommand,
  DescribeOrganizationConfigurationCommand as DescribeMacie,
  EnableMacieCommand,
  GetAutomatedDiscoveryConfigurationCommand,
  GetBucketStatisticsCommand,
  GetFindingsCommand as GetMacieFindings,
  GetMacieSessionCommand,
  GetResourceProfileCommand,
  ListAutomatedDiscoveryAccountsCommand,
  ListClassificationJobsCommand,
  ListFindingsCommand as ListMacieFindings,
  Macie2Client,
  paginateDescribeBuckets,
  paginateListMembers as paginateMacieMembers,
  UpdateAutomatedDiscoveryConfigurationCommand,
  UpdateOrganizationConfigurationCommand as UpdateMacie,
} from "@aws-sdk/client-macie2";
import {
  type AwsSecurityFinding,
  BatchEnableStandardsCommand,
  BatchImportFindingsCommand,
  BatchUpdateFindingsCommand,
  DescribeHubCommand,
  DescribeOrganizationConfigurationCommand as DescribeSecurityHub,
  EnableSecurityHubCommand,
  GetEnabledStandardsCommand,
  paginateGetFindings,
  SecurityHubClient,
} from "@aws-sdk/client-securityhub";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Transport } from "@/collectors/runtime/transport";
import { accountNamed, assume, clientsWith, type Keys, refusal } from "@/testing/model-clients";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import { analyzers } from "./world/analyzers";
import { detectors } from "./world/detectors";
import { macieSessions } from "./world/macie";
import type { Kind } from "./world/records";
import { securityHubs } from "./world/security-hubs";

let model: RunningModelOrg;
let hub: ReturnType<typeof clients>;

beforeAll(async () => {
  model = await startModelOrg();
  hub = clients(await assume(model, model.world.hubAccountId, "reader"));
});

afterAll(async () => {
  await model.stop();
});

const home = "eu-west-1";

function clients(keys: Keys, region = home) {
  const options = { region, credentials: keys, maxAttempts: 1, requestHandler: new Transport({ url: model.url }) };
  return {
    guardduty: new GuardDutyClient(options),
    macie: new Macie2Client(options),
    analyzer: new AccessAnalyzerClient(options),
    hub: new SecurityHubClient(options),
  };
}

async function inside(account: string, region = home) {
  const { Credentials: given } = await clientsWith(model, "us-east-1").sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountNamed(model, account).id}:role/OrganizationAccountAccessRole`,
      RoleSessionName: "test",
    }),
  );
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = given ?? {};
  return clients({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }, region);
}

/** An active account without a record of a kind in the home region. */
const accountWithout = <T extends object>(kind: Kind<T>): string =>
  model.world.tree.accounts
    .find(
      ({ id, state, name }) =>
        state === "ACTIVE" && !name.endsWith("tooling") && model.world.records.list(kind, id, home).length === 0,
    )
    ?.name.replace("aldermoor-", "") ?? expect.fail(`Every account has a ${kind.name}.`);

const situations = <T extends object>(kind: Kind<T>, of: (record: T | undefined) => string): string[] => {
  const { world } = model;
  const active = world.tree.accounts.filter(({ state }) => state === "ACTIVE");
  return [
    ...new Set(active.flatMap(({ id }) => world.regions.map((region) => of(world.records.list(kind, id, region)[0])))),
  ].sort();
};

async function later<T>(minutes: number, act: () => Promise<T>): Promise<T> {
  const { world } = model;
  const real = world.clock;
  const at = Date.now() + minutes * 60_000;
  world.clock = { now: () => new Date(at) };
  try {
    return await act();
  } finally {
    world.clock = real;
  }
}

describe("GuardDuty", () => {
  const detectorOf = async ({ guardduty }: ReturnType<typeof clients>) =>
    (await guardduty.send(new ListDetectorsCommand({}))).DetectorIds?.[0];

  it("is on, off, without S3 protection and missing", () => {
    expect(situations(detectors, (one) => (one ? `${one.status} ${one.features.S3_DATA_EVENTS}` : "none"))).toEqual([
      "DISABLED DISABLED",
      "ENABLED DISABLED",
      "ENABLED ENABLED",
      "none",
    ]);
  });

  it("is made once, and protects S3 until it is told not to", async () => {
    const member = await inside(accountWithout(detectors));
    const { DetectorId } = await member.guardduty.send(new CreateDetectorCommand({ Enable: true }));
    const s3 = async () =>
      (await member.guardduty.send(new GetDetectorCommand({ DetectorId }))).Features?.find(
        ({ Name }) => Name === "S3_DATA_EVENTS",
      )?.Status;
    expect(await s3()).toBe("ENABLED");
    await member.guardduty.send(
      new UpdateDetectorCommand({ DetectorId, Features: [{ Name: "S3_DATA_EVENTS", Status: "DISABLED" }] }),
    );
    expect(await s3()).toBe("DISABLED");
    expect(await refusal(member.guardduty.send(new CreateDetectorCommand({ Enable: true })))).toMatchObject({
      code: "BadRequestException",
      status: 400,
    });
    expect(await refusal(hub.guardduty.send(new GetDetectorCommand({ DetectorId })))).toMatchObject({
      code: "BadRequestException",
    });
  });

  it("is configured for the organization by its administrator only", async () => {
    const DetectorId = await detectorOf(hub);
    const answer = await hub.guardduty.send(new DescribeGuardDuty({ DetectorId }));
    expect(answer).toMatchObject({ AutoEnableOrganizationMembers: "ALL" });
    expect(answer.Features).toContainEqual({ Name: "S3_DATA_EVENTS", AutoEnable: "ALL" });
    const other = clients(await assume(model, model.world.hubAccountId, "reader"), "eu-central-1");
    const elsewhere = await other.guardduty.send(new DescribeGuardDuty({ DetectorId: await detectorOf(other) }));
    expect(elsewhere.Features).toContainEqual({ Name: "S3_DATA_EVENTS", AutoEnable: "NONE" });
    const member = await inside("claims-prod");
    const own = await detectorOf(member);
    expect(await refusal(member.guardduty.send(new DescribeGuardDuty({ DetectorId: own })))).toMatchObject({
      code: "BadRequestException",
    });
    const admin = await inside("security-tooling");
    const Features = [{ Name: "S3_DATA_EVENTS" as const, AutoEnable: "NEW" as const }];
    await admin.guardduty.send(new UpdateGuardDuty({ DetectorId, AutoEnableOrganizationMembers: "NEW", Features }));
    const after = await hub.guardduty.send(new DescribeGuardDuty({ DetectorId }));
    expect(after).toMatchObject({ AutoEnableOrganizationMembers: "NEW" });
    expect(after.Features).toContainEqual({ Name: "S3_DATA_EVENTS", AutoEnable: "NEW" });
  });

  it("lists members page by page, not all accounts among them", async () => {
    const DetectorId = (await detectorOf(hub)) ?? "";
    const members: (string | undefined)[] = [];
    for await (const page of paginateGuardDutyMembers({ client: hub.guardduty, pageSize: 10 }, { DetectorId })) {
      expect(page.Members?.length).toBeLessThanOrEqual(10);
      members.push(...(page.Members ?? []).map(({ AccountId }) => AccountId));
    }
    expect(new Set(members).size).toBe(members.length);
    expect(members.length).toBeGreaterThan(30);
    const outside = accountNamed(model, "analytics-dev").id;
    expect(members).not.toContain(outside);
    const answer = await hub.guardduty.send(
      new GetMemberDetectorsCommand({ DetectorId, AccountIds: [members[0] ?? "", outside] }),
    );
    expect(answer.MemberDataSourceConfigurations).toHaveLength(1);
    expect(answer.UnprocessedAccounts).toMatchObject([{ AccountId: outside }]);
  });

  it("finds a seeded few things about S3, which are archived one by one", async () => {
    const DetectorId = await detectorOf(hub);
    const list = async (Criterion: Record<string, Condition>) =>
      (await hub.guardduty.send(new ListGuardDutyFindings({ DetectorId, FindingCriteria: { Criterion } })))
        .FindingIds ?? [];
    const high = await list({ severity: { GreaterThanOrEqual: 7 }, "service.archived": { Equals: ["false"] } });
    const { Findings = [] } = await hub.guardduty.send(
      new GetGuardDutyFindings({ DetectorId, FindingIds: high.slice(0, 50) }),
    );
    expect(Findings.length).toBeGreaterThan(1);
    for (const { Severity, Service, Resource } of Findings) {
      expect(Severity).toBeGreaterThanOrEqual(7);
      expect(Service?.Archived).toBe(false);
      expect(model.world.bucket(Resource?.S3BucketDetails?.[0]?.Name ?? "")).toBeDefined();
    }
    const portal = Findings.find(({ Type }) => Type === "Policy:S3/BucketAnonymousAccessGranted");
    const name = portal?.Resource?.S3BucketDetails?.[0]?.Name;
    expect(await list({ "resource.s3BucketDetails.name": { Equals: [name ?? ""] } })).toEqual([portal?.Id]);
    const member = await inside("portal-prod");
    const own = await detectorOf(member);
    await member.guardduty.send(new ArchiveFindingsCommand({ DetectorId: own, FindingIds: [portal?.Id ?? ""] }));
    expect(await list({ "service.archived": { Equals: ["true"] } })).toContain(portal?.Id);
  });

  it("protects buckets from malware: plans that work, plans that do not, and new ones", async () => {
    const statuses = new Set<string | undefined>();
    const prod = model.world.tree.accounts.filter(({ id }) => model.world.tree.purposes.get(id)?.purpose === "prod");
    for (const account of prod) {
      for (const region of ["eu-west-1", "eu-central-1", "us-east-1"]) {
        const { guardduty } = clients(await assume(model, account.id, "reader"), region);
        const { MalwareProtectionPlans = [] } = await guardduty.send(new ListMalwareProtectionPlansCommand({}));
        for (const { MalwareProtectionPlanId } of MalwareProtectionPlans) {
          statuses.add((await guardduty.send(new GetMalwareProtectionPlanCommand({ MalwareProtectionPlanId }))).Status);
        }
      }
    }
    expect(statuses).toContain("ACTIVE");
    expect(statuses.size).toBeGreaterThan(1);
    const { id } = accountNamed(model, "documents-dev");
    const bucket = model.world.bucketsOf(id).find(({ region }) => region === home)?.name;
    const member = await inside("documents-dev");
    const create = (BucketName: string | undefined) =>
      member.guardduty.send(
        new CreateMalwareProtectionPlanCommand({
          Role: `arn:aws:iam::${id}:role/malware`,
          ProtectedResource: { S3Bucket: { BucketName } },
        }),
      );
    const { MalwareProtectionPlanId } = await create(bucket);
    expect(await member.guardduty.send(new GetMalwareProtectionPlanCommand({ MalwareProtectionPlanId }))).toMatchObject(
      { Status: "ACTIVE", ProtectedResource: { S3Bucket: { BucketName: bucket } } },
    );
    expect(await refusal(create(bucket))).toMatchObject({ code: "ConflictException", status: 409 });
    expect(await refusal(create("no-such-bucket"))).toMatchObject({ code: "BadRequestException" });
  });
});

describe("Macie", () => {
  it("is on, paused and missing, and says of the last that it is not enabled", async () => {
    expect(situations(macieSessions, (one) => one?.status ?? "none")).toEqual(["ENABLED", "PAUSED", "none"]);
    const member = await inside(accountWithout(macieSessions));
    const session = () => member.macie.send(new GetMacieSessionCommand({}));
    expect(await refusal(session())).toEqual({
      code: "AccessDeniedException",
      status: 403,
      message: "Macie is not enabled",
    });
    await member.macie.send(new EnableMacieCommand({}));
    expect(await session()).toMatchObject({ status: "ENABLED" });
    expect(await refusal(member.macie.send(new EnableMacieCommand({})))).toMatchObject({ code: "ConflictException" });
  });

  it("shows the administrator its members' buckets of the region once each, fifty at a time", async () => {
    const found: BucketMetadata[] = [];
    const sizes: number[] = [];
    for await (const { buckets = [] } of paginateDescribeBuckets({ client: hub.macie }, {})) {
      sizes.push(buckets.length);
      found.push(...buckets);
    }
    expect(Math.max(...sizes)).toBe(50);
    expect(new Set(found.map(({ bucketName }) => bucketName)).size).toBe(found.length);
    for (const { region, bucketName } of found) {
      expect(region).toBe(home);
      expect(model.world.bucket(bucketName ?? "")?.region).toBe(home);
    }
    const kinds = (of: (bucket: BucketMetadata) => string | undefined) => [...new Set(found.map(of))].sort();
    const read = found.filter(({ errorCode }) => errorCode === undefined);
    expect(kinds(({ errorCode }) => errorCode ?? "none")).toEqual(["ACCESS_DENIED", "none"]);
    expect([...new Set(read.map(({ publicAccess }) => publicAccess?.effectivePermission))].sort()).toEqual([
      "NOT_PUBLIC",
      "PUBLIC",
    ]);
    expect([...new Set(read.map(({ sharedAccess }) => sharedAccess))].sort()).toEqual([
      "EXTERNAL",
      "INTERNAL",
      "NOT_SHARED",
    ]);
    expect([...new Set(read.map((one) => one.automatedDiscoveryMonitoringStatus))].sort()).toEqual([
      "MONITORED",
      "NOT_MONITORED",
    ]);
    expect([...new Set(read.map(({ jobDetails }) => jobDetails?.isDefinedInJob))].sort()).toEqual(["FALSE", "TRUE"]);
    const paused = accountNamed(model, "documents-prod").id;
    expect(found.map(({ accountId }) => accountId)).not.toContain(paused);
  });

  it("finds buckets by criteria, sorted where it is asked", async () => {
    const { id } = accountNamed(model, "data-lake-prod");
    const { buckets = [] } = await hub.macie.send(
      new DescribeBucketsCommand({
        criteria: {
          accountId: { eq: [id] },
          "serverSideEncryption.type": { neq: ["AES256"] },
          bucketName: { prefix: "aldermoor-data-lake-prod-r" },
          sensitivityScore: { gte: 51 },
        },
        sortCriteria: { attributeName: "sensitivityScore", orderBy: "DESC" },
      }),
    );
    expect(buckets.length).toBeGreaterThan(1);
    const scores = buckets.map(({ sensitivityScore }) => sensitivityScore ?? 0);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    for (const { bucketName, serverSideEncryption } of buckets) {
      expect(bucketName).toMatch(/^aldermoor-data-lake-prod-r/);
      expect(serverSideEncryption?.type).not.toBe("AES256");
    }
    const profile = await hub.macie.send(new GetResourceProfileCommand({ resourceArn: buckets[0]?.bucketArn }));
    expect(profile.sensitivityScore).toBe(scores[0]);
  });

  it("counts what it describes", async () => {
    const { id } = accountNamed(model, "data-lake-prod");
    const statistics = await hub.macie.send(new GetBucketStatisticsCommand({ accountId: id }));
    const found: BucketMetadata[] = [];
    const criteria = { accountId: { eq: [id] } };
    for await (const { buckets = [] } of paginateDescribeBuckets({ client: hub.macie }, { criteria }))
      found.push(...buckets);
    expect(statistics.bucketCount).toBe(found.length);
    expect(statistics.bucketCountByEffectivePermission).toMatchObject({
      publiclyAccessible: found.filter(({ publicAccess }) => publicAccess?.effectivePermission === "PUBLIC").length,
      unknown: found.filter(({ errorCode }) => errorCode).length,
    });
    expect(statistics.objectCount).toBe(found.reduce((sum, { objectCount = 0 }) => sum + objectCount, 0));
  });

  it("is configured for the organization by its administrator only", async () => {
    expect(await hub.macie.send(new DescribeMacie({}))).toMatchObject({ autoEnable: true });
    const member = await inside("data-lake-prod");
    for (const refused of [
      () => member.macie.send(new DescribeMacie({})),
      () => member.macie.send(new GetAutomatedDiscoveryConfigurationCommand({})),
    ]) {
      const { code, message } = await refusal(refused());
      expect(code).toBe("AccessDeniedException");
      expect(message).not.toContain("not enabled");
    }
    const admin = await inside("security-tooling", "eu-central-1");
    const discovery = () => admin.macie.send(new GetAutomatedDiscoveryConfigurationCommand({}));
    expect(await discovery()).toMatchObject({ status: "DISABLED", disabledAt: expect.any(Date) as Date });
    await admin.macie.send(
      new UpdateAutomatedDiscoveryConfigurationCommand({ status: "ENABLED", autoEnableOrganizationMembers: "ALL" }),
    );
    expect(await discovery()).toMatchObject({ status: "ENABLED", autoEnableOrganizationMembers: "ALL" });
    const { items = [] } = await admin.macie.send(new ListAutomatedDiscoveryAccountsCommand({}));
    expect(items[0]).toMatchObject({ status: "ENABLED" });
    await admin.macie.send(new UpdateMacie({ autoEnable: true }));
    expect(await admin.macie.send(new DescribeMacie({}))).toMatchObject({ autoEnable: true });
    const members = new Map<string | undefined, string | undefined>();
    for await (const page of paginateMacieMembers({ client: hub.macie }, {}))
      for (const { accountId, relationshipStatus } of page.members ?? []) members.set(accountId, relationshipStatus);
    expect(members.get(accountNamed(model, "documents-prod").id)).toBe("Paused");
    expect(members.has(accountNamed(model, "shared-services").id)).toBe(false);
  });

  it("runs jobs that cover buckets, by definition and by criteria", async () => {
    const jobs = await hub.macie.send(new ListClassificationJobsCommand({}));
    expect(jobs.items?.map(({ jobStatus }) => jobStatus).sort()).toEqual(["CANCELLED", "IDLE"]);
    const admin = await inside("security-tooling");
    const { id } = accountNamed(model, "claims-prod");
    const criteria = { accountId: { eq: [id] } };
    const covered = async () =>
      (await hub.macie.send(new DescribeBucketsCommand({ criteria, maxResults: 100 }))).buckets
        ?.filter(({ errorCode }) => !errorCode)
        .map(({ jobDetails }) => jobDetails?.isDefinedInJob);
    expect(new Set(await covered())).toEqual(new Set(["FALSE"]));
    const bucketCriteria = {
      includes: { and: [{ simpleCriterion: { key: "ACCOUNT_ID" as const, comparator: "EQ" as const, values: [id] } }] },
    };
    const job = { name: "claims", jobType: "ONE_TIME" as const };
    expect(
      await refusal(admin.macie.send(new CreateClassificationJobCommand({ ...job, s3JobDefinition: {} }))),
    ).toMatchObject({
      code: "ValidationException",
    });
    await admin.macie.send(new CreateClassificationJobCommand({ ...job, s3JobDefinition: { bucketCriteria } }));
    expect(new Set(await covered())).toEqual(new Set(["TRUE"]));
  });

  it("finds sensitive data and open policies, and filters archive them", async () => {
    const list = async (criterion: Record<string, CriterionAdditionalProperties>) =>
      (await hub.macie.send(new ListMacieFindings({ findingCriteria: { criterion } }))).findingIds ?? [];
    const open = await list({ archived: { eq: ["false"] }, "severity.description": { eq: ["High"] } });
    expect(open.length).toBeGreaterThan(2);
    const { findings = [] } = await hub.macie.send(new GetMacieFindings({ findingIds: open.slice(0, 50) }));
    expect(new Set(findings.map(({ category }) => category))).toEqual(new Set(["CLASSIFICATION", "POLICY"]));
    const [first] = findings;
    const admin = await inside("security-tooling");
    const criterion = { "resourcesAffected.s3Bucket.name": { eq: [first?.resourcesAffected?.s3Bucket?.name ?? ""] } };
    const filter = new CreateFindingsFilterCommand({
      name: "known",
      action: "ARCHIVE",
      findingCriteria: { criterion },
    });
    await admin.macie.send(filter);
    expect(await list({ archived: { eq: ["false"] } })).not.toContain(first?.id);
    expect(await refusal(admin.macie.send(filter))).toMatchObject({ code: "ConflictException" });
  });
});

describe("Access Analyzer", () => {
  const arnOf = async ({ analyzer }: ReturnType<typeof clients>, type: "ACCOUNT" | "ORGANIZATION") =>
    (await analyzer.send(new ListAnalyzersCommand({ type }))).analyzers?.[0]?.arn ?? "";

  async function findingsOf(filter: Record<string, { eq: string[] }> = {}): Promise<FindingSummaryV2[]> {
    const found: FindingSummaryV2[] = [];
    const analyzerArn = await arnOf(hub, "ORGANIZATION");
    const pages = paginateListFindingsV2({ client: hub.analyzer, pageSize: 5 }, { analyzerArn, filter });
    for await (const { findings = [] } of pages) {
      expect(findings.length).toBeLessThanOrEqual(5);
      found.push(...findings);
    }
    return found;
  }

  it("has analyzers of every kind, and regions without", () => {
    const { world } = model;
    const kinds = new Set(
      world.tree.accounts.flatMap(({ id }) =>
        world.regions.flatMap((region) => {
          const all = world.records.list(analyzers, id, region);
          return all.length === 0 ? ["none"] : all.map(({ type, status }) => `${type} ${status}`);
        }),
      ),
    );
    expect([...kinds].sort()).toEqual([
      "ACCOUNT ACTIVE",
      "ACCOUNT FAILED",
      "ACCOUNT_UNUSED_ACCESS ACTIVE",
      "ORGANIZATION ACTIVE",
      "ORGANIZATION_UNUSED_ACCESS ACTIVE",
      "none",
    ]);
  });

  it("finds what is open to others than the organization: active, archived and resolved", async () => {
    const all = await findingsOf();
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect([...new Set(all.map(({ status }) => status))].sort()).toEqual(["ACTIVE", "ARCHIVED", "RESOLVED"]);
    const portal = await findingsOf({
      resourceOwnerAccount: { eq: [accountNamed(model, "portal-prod").id] },
      status: { eq: ["ACTIVE"] },
    });
    const analyzerArn = await arnOf(hub, "ORGANIZATION");
    const details = async (id: string | undefined) =>
      (await hub.analyzer.send(new GetFindingV2Command({ analyzerArn, id }))).findingDetails?.[0]
        ?.externalAccessDetails;
    for (const { id } of portal) expect(await details(id)).toMatchObject({ isPublic: true, principal: { AWS: "*" } });
    const partner = await findingsOf({
      resourceOwnerAccount: { eq: [accountNamed(model, "partner-exchange-prod").id] },
    });
    const sources = await Promise.all(partner.map(async ({ id }) => (await details(id))?.sources?.[0]?.type));
    expect(portal.length + sources.length).toBeGreaterThan(0);
    expect(await refusal(hub.analyzer.send(new GetFindingV2Command({ analyzerArn, id: "none" })))).toMatchObject({
      code: "ResourceNotFoundException",
      status: 404,
    });
  });

  it("notices some minutes late that a bucket was opened, and that it was closed", async () => {
    const { world } = model;
    const { id } = accountNamed(model, "telematics-dev");
    const bucket = world.bucketsOf(id).find(({ region }) => region === home) ?? expect.fail("No bucket.");
    const open = {
      ...bucket,
      block: null,
      policy: JSON.stringify({
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::210987654321:root" },
            Action: "s3:GetObject",
            Resource: `arn:aws:s3:::${bucket.name}/*`,
          },
        ],
      }),
    };
    const statuses = async () =>
      (await findingsOf({ resource: { eq: [`arn:aws:s3:::${bucket.name}`] } })).map(({ status }) => status);
    expect(await statuses()).toEqual([]);
    world.changeBucket(bucket.name, open);
    expect(await statuses()).toEqual([]);
    await later(30, async () => {
      expect(await statuses()).toEqual(["ACTIVE"]);
      world.changeBucket(bucket.name, bucket);
      expect(await statuses()).toEqual(["ACTIVE"]);
    });
    await later(60, async () => expect(await statuses()).toEqual(["RESOLVED"]));
  });

  it("archives findings one by one, and by rules from then on", async () => {
    const admin = await inside("security-tooling");
    const analyzerArn = await arnOf(admin, "ORGANIZATION");
    const [finding] = await findingsOf({ status: { eq: ["ACTIVE"] } });
    await admin.analyzer.send(new UpdateFindingsCommand({ analyzerArn, ids: [finding?.id ?? ""], status: "ARCHIVED" }));
    const [after] = await findingsOf({ id: { eq: [finding?.id ?? ""] } });
    expect(after).toMatchObject({ status: "ARCHIVED" });
    const before = (await findingsOf({ status: { eq: ["ACTIVE"] } })).length;
    const rule = new CreateArchiveRuleCommand({
      analyzerName: "organization",
      ruleName: "everything",
      filter: { resourceType: { eq: ["AWS::S3::Bucket"] } },
    });
    await admin.analyzer.send(rule);
    expect((await findingsOf({ status: { eq: ["ACTIVE"] } })).length).toBe(before);
    expect(await refusal(admin.analyzer.send(rule))).toMatchObject({ code: "ConflictException", status: 409 });
  });

  it("makes an analyzer once; the organization's is the administrator's to make", async () => {
    const member = await inside(accountWithout(analyzers));
    const create = (analyzerName: string, type: "ACCOUNT" | "ORGANIZATION") =>
      member.analyzer.send(new CreateAnalyzerCommand({ analyzerName, type }));
    expect(await refusal(create("mine", "ORGANIZATION"))).toMatchObject({ code: "ValidationException" });
    const { arn } = await create("mine", "ACCOUNT");
    expect(await refusal(create("mine", "ACCOUNT"))).toMatchObject({ code: "ConflictException" });
    expect(await refusal(create("another", "ACCOUNT"))).toMatchObject({ code: "ServiceQuotaExceededException" });
    expect((await member.analyzer.send(new ListFindingsV2Command({ analyzerArn: arn }))).findings).toBeDefined();
    expect(await refusal(hub.analyzer.send(new ListFindingsV2Command({ analyzerArn: arn })))).toMatchObject({
      code: "ResourceNotFoundException",
    });
  });

  it("checks policies of S3, and says of others that it does not", async () => {
    const document = (Principal: unknown) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal, Action: "s3:GetObject", Resource: "*" }],
      });
    const check = (policyDocument: string, resourceType: "AWS::S3::Bucket" | "AWS::SQS::Queue" = "AWS::S3::Bucket") =>
      hub.analyzer.send(new CheckNoPublicAccessCommand({ policyDocument, resourceType }));
    // The reader's policy names no Check: it is the administrator's to ask.
    expect(await refusal(check(document("*")))).toMatchObject({ code: "AccessDeniedException" });
    const { analyzer } = await inside("security-tooling");
    const ask = (policyDocument: string, resourceType: "AWS::S3::Bucket" | "AWS::SQS::Queue" = "AWS::S3::Bucket") =>
      analyzer.send(new CheckNoPublicAccessCommand({ policyDocument, resourceType }));
    expect(await ask(document("*"))).toMatchObject({ result: "FAIL", reasons: [{ statementIndex: 0 }] });
    expect(await ask(document({ AWS: "111122223333" }))).toMatchObject({ result: "PASS" });
    expect(await refusal(ask(document("*"), "AWS::SQS::Queue"))).toMatchObject({ status: 501 });
    const { findings = [] } = await analyzer.send(
      new ValidatePolicyCommand({ policyDocument: '{"Statement":{"Action":"s3:*"}}', policyType: "RESOURCE_POLICY" }),
    );
    expect(findings.map(({ issueCode }) => issueCode)).toEqual([
      "MISSING_VERSION",
      "MISSING_EFFECT",
      "MISSING_PRINCIPAL",
    ]);
  });
});

describe("Security Hub", () => {
  it("is subscribed to with and without the foundational standard, ready or not, and missing", () => {
    const kinds = situations(securityHubs, (one) => {
      if (!one) return "none";
      const found = one.standards.find(({ arn }) => arn.includes("aws-foundational"));
      return found?.status ?? "without";
    });
    expect(kinds).toEqual(["INCOMPLETE", "READY", "none", "without"]);
  });

  it("refuses until it is enabled, and enables standards it knows", async () => {
    const member = await inside(accountWithout(securityHubs));
    expect(await refusal(member.hub.send(new DescribeHubCommand({})))).toMatchObject({
      code: "InvalidAccessException",
      status: 401,
      message: expect.stringContaining("is not subscribed to AWS Security Hub") as string,
    });
    await member.hub.send(new EnableSecurityHubCommand({ EnableDefaultStandards: false }));
    expect(await refusal(member.hub.send(new EnableSecurityHubCommand({})))).toMatchObject({
      code: "ResourceConflictException",
      status: 409,
    });
    expect((await member.hub.send(new GetEnabledStandardsCommand({}))).StandardsSubscriptions).toEqual([]);
    const enable = (StandardsArn: string) =>
      member.hub.send(new BatchEnableStandardsCommand({ StandardsSubscriptionRequests: [{ StandardsArn }] }));
    expect(await refusal(enable("arn:aws:securityhub:eu-west-1::standards/none"))).toMatchObject({
      code: "InvalidInputException",
    });
    const arn = "arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0";
    expect((await enable(arn)).StandardsSubscriptions).toMatchObject([{ StandardsStatus: "PENDING" }]);
    const { StandardsSubscriptions } = await member.hub.send(new GetEnabledStandardsCommand({}));
    expect(StandardsSubscriptions).toMatchObject([{ StandardsArn: arn, StandardsStatus: "READY" }]);
    expect(await refusal(member.hub.send(new DescribeSecurityHub({})))).toMatchObject({
      code: "InvalidAccessException",
      message: expect.stringContaining("is not an administrator for this organization") as string,
    });
    expect(await hub.hub.send(new DescribeSecurityHub({}))).toMatchObject({ AutoEnable: true });
  });

  async function findingsOf(Filters: object, client = hub.hub): Promise<AwsSecurityFinding[]> {
    const found: AwsSecurityFinding[] = [];
    for await (const { Findings = [] } of paginateGetFindings({ client, pageSize: 20 }, { Filters }))
      found.push(...Findings);
    return found;
  }

  it("has a seeded few findings of its S3 controls, passed and failed", async () => {
    const found = await findingsOf({ ComplianceSecurityControlId: [{ Value: "S3.", Comparison: "PREFIX" }] });
    expect([...new Set(found.map(({ Compliance }) => Compliance?.Status))].sort()).toEqual(["FAILED", "PASSED"]);
    expect(new Set(found.map(({ Id }) => Id)).size).toBe(found.length);
    const failed = await findingsOf({ ComplianceStatus: [{ Value: "FAILED", Comparison: "EQUALS" }] });
    expect(failed.length).toBe(found.filter(({ Compliance }) => Compliance?.Status === "FAILED").length);
    expect(await refusal(findingsOf({ MalwareName: [{ Value: "x", Comparison: "EQUALS" }] }))).toMatchObject({
      status: 501,
    });
  });

  it("imports what keeps to the format, at most a hundred at a time, and keeps what a person decided", async () => {
    const { id } = accountNamed(model, "claims-prod");
    const member = await inside("claims-prod");
    const finding = (Id: string, more: Partial<AwsSecurityFinding> = {}): AwsSecurityFinding => ({
      SchemaVersion: "2018-10-08",
      Id,
      ProductArn: `arn:aws:securityhub:${home}:${id}:product/${id}/default`,
      GeneratorId: "breakwater/bucket-versioning-enabled",
      AwsAccountId: id,
      Types: ["Software and Configuration Checks"],
      CreatedAt: "2026-11-01T00:00:00Z",
      UpdatedAt: "2026-11-01T00:00:00Z",
      Severity: { Label: "HIGH" },
      Title: "Versioning is off",
      Description: "Versioning is off.",
      Resources: [{ Type: "AwsS3Bucket", Id: "arn:aws:s3:::aldermoor-claims-prod-uploads" }],
      ...more,
    });
    const send = (...Findings: AwsSecurityFinding[]) => member.hub.send(new BatchImportFindingsCommand({ Findings }));
    const answer = await send(
      finding("one"),
      finding("two", { AwsAccountId: "111122223333" }),
      finding("three", { Title: "" }),
    );
    expect(answer).toMatchObject({ SuccessCount: 1, FailedCount: 2 });
    expect(answer.FailedFindings?.map(({ Id, ErrorCode }) => [Id, ErrorCode])).toEqual([
      ["two", "InvalidInput"],
      ["three", "InvalidInput"],
    ]);
    const many = Array.from({ length: 101 }, (_, n) => finding(`many-${n}`));
    expect(await refusal(send(...many))).toMatchObject({ code: "InvalidInputException" });
    const FindingIdentifiers = [{ Id: "one", ProductArn: finding("one").ProductArn }];
    await member.hub.send(new BatchUpdateFindingsCommand({ FindingIdentifiers, Workflow: { Status: "SUPPRESSED" } }));
    await send(finding("one", { UpdatedAt: "2026-11-02T00:00:00Z", Title: "Versioning is still off" }));
    const [kept] = await findingsOf({ Id: [{ Value: "one", Comparison: "EQUALS" }] });
    expect(kept).toMatchObject({ Title: "Versioning is still off", Workflow: { Status: "SUPPRESSED" }, Region: home });
  });
});
