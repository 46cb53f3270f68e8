import {
  BackupClient,
  DescribeBackupVaultCommand,
  DescribeProtectedResourceCommand,
  DescribeRecoveryPointCommand,
  DescribeRegionSettingsCommand,
  GetBackupPlanCommand,
  GetBackupSelectionCommand,
  GetBackupVaultAccessPolicyCommand,
  ListBackupJobsCommand,
  ListBackupPlansCommand,
  ListBackupSelectionsCommand,
  ListBackupVaultsCommand,
  ListRecoveryPointsByResourceCommand,
  ListTagsCommand,
  paginateListBackupJobs,
  paginateListProtectedResources,
  paginateListProtectedResourcesByBackupVault,
  paginateListRecoveryPointsByBackupVault,
  paginateListRecoveryPointsByResource,
  StartBackupJobCommand,
} from "@aws-sdk/client-backup";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Transport } from "@/collectors/runtime/transport";
import { accountNamed, assume, type Keys, refusal } from "@/testing/model-clients";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import type { Bucket } from "./world/configuration";

let model: RunningModelOrg;
const region = "eu-west-1";
const dayMs = 86_400_000;

beforeAll(async () => {
  model = await startModelOrg();
  // Noon: between two runs of every plan.
  const noon = new Date(Math.floor(Date.now() / dayMs) * dayMs + dayMs / 2);
  model.world.clock = { now: () => noon };
});

afterAll(async () => {
  await model.stop();
});

const clientWith = (keys: Keys, at = region) =>
  new BackupClient({
    region: at,
    credentials: keys,
    maxAttempts: 1,
    requestHandler: new Transport({ url: model.url }),
  });

const readerOf = async (name: string, at = region) =>
  clientWith(await assume(model, accountNamed(model, name).id, "reader"), at);

const bucketsOf = (name: string): Bucket[] =>
  model.world.bucketsOf(accountNamed(model, name).id).filter((bucket) => bucket.region === region);

const arnOf = ({ name }: Bucket) => `arn:aws:s3:::${name}`;

async function protectedBy(backup: BackupClient, pageSize = 1000): Promise<string[]> {
  const arns: string[] = [];
  for await (const { Results = [] } of paginateListProtectedResources({ client: backup, pageSize }, {})) {
    expect(Results.length).toBeLessThanOrEqual(pageSize);
    arns.push(...Results.map(({ ResourceArn = "" }) => ResourceArn));
  }
  return arns;
}

const pointsOf = async (backup: BackupClient, bucket: Bucket) =>
  (await backup.send(new ListRecoveryPointsByResourceCommand({ ResourceArn: arnOf(bucket) }))).RecoveryPoints ?? [];

async function planOf(backup: BackupClient) {
  const { BackupPlansList: [plan] = [] } = await backup.send(new ListBackupPlansCommand({}));
  const { BackupSelectionsList = [] } = await backup.send(
    new ListBackupSelectionsCommand({ BackupPlanId: plan?.BackupPlanId }),
  );
  const selections = await Promise.all(
    BackupSelectionsList.map(({ SelectionId }) =>
      backup.send(new GetBackupSelectionCommand({ BackupPlanId: plan?.BackupPlanId, SelectionId })),
    ),
  );
  return { plan, selections: selections.map(({ BackupSelection }) => BackupSelection) };
}

describe("what protects buckets", () => {
  it("adds up over pages of any size, and each has its newest recovery point", async () => {
    const backup = await readerOf("data-lake-prod");
    const all = await protectedBy(backup);
    expect(await protectedBy(backup, 7)).toEqual(all);
    expect(new Set(all).size).toBe(all.length);
    const [ResourceArn = ""] = all;
    const told = await backup.send(new DescribeProtectedResourceCommand({ ResourceArn }));
    const { RecoveryPoints: [newest] = [] } = await backup.send(
      new ListRecoveryPointsByResourceCommand({ ResourceArn }),
    );
    expect(told).toMatchObject({ ResourceType: "S3", LastRecoveryPointArn: newest?.RecoveryPointArn });
    expect(told.LastBackupTime).toEqual(newest?.CreationDate);
  });

  it("holds for buckets of its own region alone", async () => {
    const here = await protectedBy(await readerOf("data-lake-prod"));
    const there = await protectedBy(await readerOf("data-lake-prod", "us-east-1"));
    expect(here.length).toBeGreaterThan(0);
    expect(there.length).toBeGreaterThan(0);
    expect(here.filter((arn) => there.includes(arn))).toEqual([]);
  });

  it("names no bucket that was never backed up, and refuses to describe it", async () => {
    const backup = await readerOf("claims-dev");
    const [bucket] = bucketsOf("claims-dev") as [Bucket];
    expect(await protectedBy(backup)).toEqual([]);
    expect(await pointsOf(backup, bucket)).toEqual([]);
    expect(
      await refusal(backup.send(new DescribeProtectedResourceCommand({ ResourceArn: arnOf(bucket) }))),
    ).toMatchObject({ code: "ResourceNotFoundException", status: 400 });
  });

  it("counts a vault's points as its list does, and its resources once", async () => {
    const backup = await readerOf("data-lake-prod");
    const { BackupVaultList = [] } = await backup.send(new ListBackupVaultsCommand({}));
    for (const { BackupVaultName, NumberOfRecoveryPoints } of BackupVaultList) {
      const arns: (string | undefined)[] = [];
      const resources: (string | undefined)[] = [];
      for await (const { RecoveryPoints = [] } of paginateListRecoveryPointsByBackupVault(
        { client: backup, pageSize: 100 },
        { BackupVaultName },
      )) {
        arns.push(...RecoveryPoints.map(({ RecoveryPointArn }) => RecoveryPointArn));
        resources.push(...RecoveryPoints.map(({ ResourceArn }) => ResourceArn));
      }
      expect(new Set(arns).size).toBe(NumberOfRecoveryPoints);
      const listed: (string | undefined)[] = [];
      for await (const { Results = [] } of paginateListProtectedResourcesByBackupVault(
        { client: backup },
        { BackupVaultName },
      )) {
        listed.push(...Results.map(({ ResourceArn }) => ResourceArn));
      }
      expect(listed).toEqual([...new Set(resources)]);
    }
  });

  it("refuses a token it never gave, a page too large and what is no ARN", async () => {
    const backup = await readerOf("data-lake-prod");
    const told = { code: "InvalidParameterValueException", status: 400 };
    for (const call of [
      () => backup.send(new ListBackupPlansCommand({ NextToken: "made-up" })),
      () => backup.send(new ListBackupJobsCommand({ NextToken: "made-up" })),
      () => backup.send(new ListBackupVaultsCommand({ MaxResults: 1001 })),
      () => backup.send(new ListRecoveryPointsByResourceCommand({ ResourceArn: "a-bucket" })),
    ]) {
      expect(await refusal(call())).toMatchObject(told);
    }
  });
});

describe("a plan", () => {
  it.each([
    ["data-lake-prod", "by name and by tag", 2],
    ["log-archive", "all but some", 1],
    ["portal-prod", "by condition", 1],
    ["underwriting-prod", "databases alone", 1],
    ["telematics-prod", "nothing", 0],
  ])("of %s selects %s", async (name, _, count) => {
    const backup = await readerOf(name);
    const { plan, selections } = await planOf(backup);
    expect(selections).toHaveLength(count);
    const { BackupPlan } = await backup.send(new GetBackupPlanCommand({ BackupPlanId: plan?.BackupPlanId }));
    expect(BackupPlan).toMatchObject({ BackupPlanName: plan?.BackupPlanName, Rules: [{ RuleName: "daily" }] });
    const { BackupVaultList = [] } = await backup.send(new ListBackupVaultsCommand({}));
    expect(BackupVaultList.map(({ BackupVaultName }) => BackupVaultName)).toContain(
      BackupPlan?.Rules?.[0]?.TargetBackupVaultName,
    );
    const arns = await protectedBy(backup);
    expect(arns.length > 0).toBe(!["underwriting-prod", "telematics-prod"].includes(name));
  });

  it("is nowhere in development", async () => {
    const backup = await readerOf("claims-dev");
    expect((await backup.send(new ListBackupPlansCommand({}))).BackupPlansList).toEqual([]);
  });

  it("leaves out what it excludes", async () => {
    const arns = await protectedBy(await readerOf("log-archive", "us-east-1"));
    expect(arns.length).toBeGreaterThan(0);
    expect(arns.filter((arn) => arn.includes("log-archive-access-logs"))).toEqual([]);
  });

  it("reaches S3 where it is switched off only if it names it", async () => {
    for (const [name, isProtected] of [
      ["billing-prod", false],
      ["shared-services", true],
    ] as const) {
      const backup = await readerOf(name);
      const { ResourceTypeOptInPreference } = await backup.send(new DescribeRegionSettingsCommand({}));
      expect(ResourceTypeOptInPreference).toMatchObject({ S3: false, RDS: true });
      expect((await protectedBy(backup)).length > 0).toBe(isProtected);
    }
  });

  it("is not found by an id nobody gave, nor in a version it never had", async () => {
    const backup = await readerOf("backup");
    const { plan } = await planOf(backup);
    const missing = { code: "ResourceNotFoundException", status: 400 };
    const BackupPlanId = plan?.BackupPlanId;
    expect(await refusal(backup.send(new GetBackupPlanCommand({ BackupPlanId: "nobody" })))).toMatchObject(missing);
    expect(await refusal(backup.send(new GetBackupPlanCommand({ BackupPlanId, VersionId: "never" })))).toMatchObject(
      missing,
    );
    expect(
      await refusal(backup.send(new GetBackupSelectionCommand({ BackupPlanId, SelectionId: "nobody" }))),
    ).toMatchObject(missing);
    expect(await refusal(backup.send(new ListBackupSelectionsCommand({ BackupPlanId: "nobody" })))).toMatchObject({
      code: "InvalidParameterValueException",
      message: "Cannot find Backup plan with ID nobody",
    });
  });
});

describe("recovery points", () => {
  const now = () => model.world.clock.now().getTime();
  /** How old a bucket's newest whole point is, in days; undefined where there is none. */
  async function agesOf(name: string): Promise<(number | undefined)[]> {
    const backup = await readerOf(name);
    return Promise.all(
      bucketsOf(name).map(async (bucket) => {
        const [newest] = (await pointsOf(backup, bucket)).filter(({ Status }) => Status === "COMPLETED");
        return newest?.CreationDate && (now() - newest.CreationDate.getTime()) / dayMs;
      }),
    );
  }

  it("are of the last day, old, or not there at all", async () => {
    const ages = [...(await agesOf("data-lake-prod")), ...(await agesOf("legal-hold-prod"))];
    expect(ages.filter((age) => age !== undefined && age <= 1.1).length).toBeGreaterThan(10);
    expect(ages.filter((age) => age !== undefined && age > 8).length).toBeGreaterThan(0);
    expect(ages.filter((age) => age === undefined).length).toBeGreaterThan(10);
  });

  it.each([
    ["claims-prod", 40],
    ["documents-prod", 95],
  ])("of %s are %d days old: its role failed, or its plan is gone", async (name, days) => {
    const ages = (await agesOf(name)).filter((age) => age !== undefined);
    expect(ages.length).toBeGreaterThan(0);
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(days);
  });

  it("are described with their vault, its key and what made them", async () => {
    const backup = await readerOf("claims-prod");
    const [ResourceArn = ""] = await protectedBy(backup);
    const { RecoveryPoints: [newest] = [] } = await backup.send(
      new ListRecoveryPointsByResourceCommand({ ResourceArn }),
    );
    const { BackupVaultName, RecoveryPointArn } = newest ?? {};
    const told = await backup.send(new DescribeRecoveryPointCommand({ BackupVaultName, RecoveryPointArn }));
    const vault = await backup.send(new DescribeBackupVaultCommand({ BackupVaultName }));
    expect(told).toMatchObject({
      IsEncrypted: true,
      EncryptionKeyArn: vault.EncryptionKeyArn,
      ResourceArn,
      CreatedBy: { BackupPlanName: "claims-prod-daily", BackupRuleCron: "cron(0 5 ? * * *)" },
      Lifecycle: { DeleteAfterDays: 100 },
    });
    for (const wrong of [
      { BackupVaultName: "Default", RecoveryPointArn },
      { BackupVaultName, RecoveryPointArn: `${RecoveryPointArn}0` },
    ]) {
      expect(await refusal(backup.send(new DescribeRecoveryPointCommand(wrong)))).toMatchObject({
        code: "ResourceNotFoundException",
      });
    }
  });

  it("are copied to an isolated vault, or made there", async () => {
    const isolatedOf = async (name: string) => {
      const backup = await readerOf(name);
      const [ResourceArn] = await protectedBy(backup);
      const { RecoveryPoints = [] } = await backup.send(new ListRecoveryPointsByResourceCommand({ ResourceArn }));
      const found = RecoveryPoints.find(({ VaultType }) => VaultType === "LOGICALLY_AIR_GAPPED_BACKUP_VAULT");
      const { BackupVaultName, RecoveryPointArn } = found ?? {};
      return backup.send(new DescribeRecoveryPointCommand({ BackupVaultName, RecoveryPointArn }));
    };
    const copied = await isolatedOf("data-lake-prod");
    expect(copied.SourceBackupVaultArn).toMatch(/:backup-vault:workloads$/);
    expect(copied.EncryptionKeyType).toBe("AWS_OWNED_KMS_KEY");
    const direct = await isolatedOf("payments-prod");
    expect(direct.SourceBackupVaultArn).toBeUndefined();
    expect(direct.EncryptionKeyType).toBe("CUSTOMER_MANAGED_KMS_KEY");
  });

  it("reach up to now where they are continuous, or stopped with versioning", async () => {
    const statuses = new Set<string | undefined>();
    for (const name of ["policies-prod", "payments-prod"]) {
      for (const at of ["us-east-1", "eu-west-1"]) {
        const backup = await readerOf(name, at);
        for await (const { RecoveryPoints = [] } of paginateListRecoveryPointsByBackupVault(
          { client: backup },
          { BackupVaultName: "workloads" },
        )) {
          for (const { Status, RecoveryPointArn } of RecoveryPoints) {
            expect(RecoveryPointArn).toContain(":recovery-point:continuous:");
            statuses.add(Status);
          }
        }
      }
    }
    expect(statuses).toEqual(new Set(["AVAILABLE", "STOPPED"]));
  });

  it("come in pages that add up", async () => {
    const backup = await readerOf("data-lake-prod");
    const [ResourceArn] = await protectedBy(backup);
    const { RecoveryPoints: all } = await backup.send(new ListRecoveryPointsByResourceCommand({ ResourceArn }));
    const paged = [];
    for await (const { RecoveryPoints = [] } of paginateListRecoveryPointsByResource(
      { client: backup, pageSize: 3 },
      { ResourceArn },
    )) {
      paged.push(...RecoveryPoints);
    }
    expect(paged).toEqual(all);
  });
});

describe("a vault", () => {
  it.each([
    ["data-lake-prod", "workloads", { Locked: true, MinRetentionDays: 7, MaxRetentionDays: 365 }],
    ["legal-hold-prod", "workloads", { Locked: true, MinRetentionDays: 365, LockDate: new Date("2024-03-01") }],
    ["billing-prod", "workloads", { Locked: false, VaultType: "BACKUP_VAULT" }],
    ["payments-prod", "air-gapped", { Locked: true, VaultType: "LOGICALLY_AIR_GAPPED_BACKUP_VAULT" }],
  ])("of %s called %s is as it was made", async (name, BackupVaultName, want) => {
    const backup = await readerOf(name);
    expect(await backup.send(new DescribeBackupVaultCommand({ BackupVaultName }))).toMatchObject(want);
  });

  it("has an access policy or is refused with ResourceNotFoundException; one nobody made with AccessDeniedException", async () => {
    const policyOf = async (name: string, BackupVaultName: string) =>
      (await readerOf(name)).send(new GetBackupVaultAccessPolicyCommand({ BackupVaultName }));
    expect((await policyOf("payments-prod", "workloads")).Policy).toContain("VaultKeeper");
    expect(await refusal(policyOf("claims-prod", "workloads"))).toMatchObject({
      code: "ResourceNotFoundException",
      status: 400,
    });
    expect(await refusal(policyOf("claims-prod", "nobodys"))).toMatchObject({
      code: "AccessDeniedException",
      status: 403,
    });
  });

  it("bears the tags of its account, the default one none", async () => {
    const backup = await readerOf("claims-prod");
    const { BackupVaultList = [] } = await backup.send(new ListBackupVaultsCommand({}));
    const tags = await Promise.all(
      BackupVaultList.map(async ({ BackupVaultArn }) => {
        const { Tags } = await backup.send(new ListTagsCommand({ ResourceArn: BackupVaultArn }));
        return Tags;
      }),
    );
    expect(tags).toEqual([{}, { owner: "claims-prod" }]);
  });
});

describe("jobs of plans", () => {
  it("say why buckets are not backed up, and the same when asked one by one", async () => {
    const backup = await readerOf("data-lake-prod");
    const jobs = [];
    for await (const { BackupJobs = [] } of paginateListBackupJobs({ client: backup, pageSize: 100 }, {})) {
      jobs.push(...BackupJobs);
    }
    expect(new Set(jobs.map(({ BackupJobId }) => BackupJobId)).size).toBe(jobs.length);
    const failed = jobs.filter(({ State }) => State === "FAILED");
    expect(new Set(failed.map(({ MessageCategory }) => MessageCategory))).toEqual(
      new Set(["AccessDenied", "INVALIDPARAMETERS"]),
    );
    const { BackupJobs: filtered = [] } = await backup.send(
      new ListBackupJobsCommand({ ByState: "FAILED", MaxResults: 1000 }),
    );
    expect(filtered).toEqual(failed);
    const [one] = jobs.filter(({ State }) => State === "COMPLETED");
    const points = await pointsOf(backup, model.world.bucket(one?.ResourceName ?? "") as Bucket);
    expect(points.map(({ RecoveryPointArn }) => RecoveryPointArn)).toContain(one?.RecoveryPointArn);
  });

  it("of the whole organization are the management account's to read, and nobody else's", async () => {
    const administrator = clientWith({ accessKeyId: "AKIAADMINISTRATOR000", secretAccessKey: "model" });
    const accounts = new Set<string | undefined>();
    for await (const { BackupJobs = [] } of paginateListBackupJobs(
      { client: administrator, pageSize: 1000 },
      { ByAccountId: "*" },
    )) {
      for (const { AccountId } of BackupJobs) accounts.add(AccountId);
    }
    expect(accounts.size).toBeGreaterThan(15);
    const own = await readerOf("claims-prod");
    expect(await refusal(own.send(new ListBackupJobsCommand({ ByAccountId: "*" })))).toMatchObject({
      code: "AccessDeniedException",
    });
  });

  it("are not a reader's to start", async () => {
    const [bucket] = bucketsOf("claims-prod") as [Bucket];
    const asked = { BackupVaultName: "workloads", ResourceArn: arnOf(bucket), IamRoleArn: "arn:aws:iam::1:role/x" };
    expect(await refusal((await readerOf("claims-prod")).send(new StartBackupJobCommand(asked)))).toMatchObject({
      status: 403,
    });
  });
});
