import {
  BackupClient,
  CreateBackupPlanCommand,
  CreateBackupSelectionCommand,
  CreateBackupVaultCommand,
  DeleteBackupPlanCommand,
  DeleteBackupSelectionCommand,
  DeleteBackupVaultAccessPolicyCommand,
  DeleteBackupVaultCommand,
  DeleteBackupVaultLockConfigurationCommand,
  DescribeBackupJobCommand,
  DescribeBackupVaultCommand,
  DescribeProtectedResourceCommand,
  DescribeRegionSettingsCommand,
  GetBackupPlanCommand,
  GetBackupSelectionCommand,
  GetBackupVaultAccessPolicyCommand,
  ListBackupJobsCommand,
  ListBackupPlansCommand,
  ListBackupSelectionsCommand,
  ListRecoveryPointsByResourceCommand,
  ListTagsCommand,
  PutBackupVaultAccessPolicyCommand,
  PutBackupVaultLockConfigurationCommand,
  StartBackupJobCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateBackupPlanCommand,
  UpdateRegionSettingsCommand,
} from "@aws-sdk/client-backup";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Transport } from "@/collectors/runtime/transport";
import { accountNamed, refusal } from "@/testing/model-clients";
import { ownerOf } from "./smoke/owner";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import type { Bucket } from "./world/configuration";

let model: RunningModelOrg;
const region = "eu-west-1";
const dayMs = 86_400_000;
const invalid = { code: "InvalidParameterValueException", status: 400 };
const notAllowed = { code: "InvalidRequestException", status: 400 };
const missing = { code: "ResourceNotFoundException", status: 400 };

beforeEach(async () => {
  model = await startModelOrg({ accounts: 40, buckets: 400 });
  // Noon: between two runs of every plan.
  const noon = new Date(Math.floor(Date.now() / dayMs) * dayMs + dayMs / 2);
  model.world.clock = { now: () => noon };
});

afterEach(async () => {
  await model.stop();
});

async function ownerIn(name: string): Promise<BackupClient> {
  const credentials = await ownerOf(model, name);
  return new BackupClient({ region, credentials, maxAttempts: 1, requestHandler: new Transport({ url: model.url }) });
}

/** The world's clock goes on by so many milliseconds. */
function wait(milliseconds: number): void {
  const before = model.world.clock;
  model.world.clock = { now: () => new Date(before.now().getTime() + milliseconds) };
}

/** A bucket of an account that nothing backs up yet. */
function newBucket(account: string, name: string, change: Partial<Bucket> = {}): string {
  const [like] = model.world.bucketsOf(accountNamed(model, account).id) as [Bucket];
  const versioning = { status: "Enabled" as const, mfaDelete: false };
  const createdAt = model.world.clock.now().toISOString();
  model.world.changeBucket(name, { ...like, name, region, createdAt, versioning, tags: { team: "a" }, ...change });
  return `arn:aws:s3:::${name}`;
}

const roleOf = (account: string, name = "service-role/AWSBackupDefaultServiceRole") =>
  `arn:aws:iam::${accountNamed(model, account).id}:role/${name}`;

describe("a job somebody asks for", () => {
  const asked = (ResourceArn: string, BackupVaultName = "workloads", IamRoleArn = roleOf("telematics-prod")) =>
    new StartBackupJobCommand({ ResourceArn, BackupVaultName, IamRoleArn });

  it("is created, runs, completes, and then there is a recovery point", async () => {
    const backup = await ownerIn("telematics-prod");
    const ResourceArn = newBucket("telematics-prod", "backed-up-at-once");
    const { BackupJobId } = await backup.send(asked(ResourceArn));
    const state = async () => (await backup.send(new DescribeBackupJobCommand({ BackupJobId }))).State;
    const points = async () =>
      (await backup.send(new ListRecoveryPointsByResourceCommand({ ResourceArn }))).RecoveryPoints ?? [];
    expect(await state()).toBe("CREATED");
    wait(30_000);
    expect(await state()).toBe("RUNNING");
    expect(await points()).toEqual([]);
    wait(120_000);
    expect(await state()).toBe("COMPLETED");
    const [point, ...more] = await points();
    expect(more).toEqual([]);
    expect(point).toMatchObject({ Status: "COMPLETED", BackupVaultName: "workloads" });
    expect(await backup.send(new DescribeProtectedResourceCommand({ ResourceArn }))).toMatchObject({
      LastRecoveryPointArn: point?.RecoveryPointArn,
    });
    const { BackupJobs = [] } = await backup.send(new ListBackupJobsCommand({ ByResourceArn: ResourceArn }));
    expect(BackupJobs).toMatchObject([{ BackupJobId, State: "COMPLETED", RecoveryPointArn: point?.RecoveryPointArn }]);
  });

  it("is one job for one token", async () => {
    const backup = await ownerIn("telematics-prod");
    const { input } = asked(newBucket("telematics-prod", "asked-twice"));
    const start = () => backup.send(new StartBackupJobCommand({ ...input, IdempotencyToken: "once" }));
    expect((await start()).BackupJobId).toBe((await start()).BackupJobId);
  });

  it("is refused without versioning, without S3, without its vault, its bucket or a role that trusts AWS Backup", async () => {
    const backup = await ownerIn("telematics-prod");
    const refused = async (command: StartBackupJobCommand) => refusal(backup.send(command));
    const good = newBucket("telematics-prod", "could-be-backed-up");
    const suspended = { versioning: { status: "Suspended" as const, mfaDelete: false } };
    expect(await refused(asked(newBucket("telematics-prod", "no-versions", suspended)))).toMatchObject(notAllowed);
    expect(await refused(asked(good, "nobodys"))).toMatchObject(missing);
    expect(await refused(asked("arn:aws:s3:::nobodys-bucket"))).toMatchObject(missing);
    expect(await refused(asked("arn:aws:sqs:eu-west-1:1:queue"))).toMatchObject(invalid);
    const wrong = asked(good, "workloads", roleOf("telematics-prod", "OrganizationAccountAccessRole"));
    expect(await refused(wrong)).toMatchObject({
      ...invalid,
      message: expect.stringContaining("cannot be assumed by"),
    });
    await backup.send(new UpdateRegionSettingsCommand({ ResourceTypeOptInPreference: { S3: false } }));
    expect(await refused(asked(good))).toMatchObject({ ...notAllowed, message: expect.stringContaining("opted in") });
    const { ResourceTypeOptInPreference } = await backup.send(new DescribeRegionSettingsCommand({}));
    expect(ResourceTypeOptInPreference).toMatchObject({ S3: false, DynamoDB: true });
    expect(
      await refusal(backup.send(new UpdateRegionSettingsCommand({ ResourceTypeOptInPreference: { Paper: true } }))),
    ).toMatchObject(invalid);
  });

  it("fails in a locked vault that would keep it longer", async () => {
    const backup = await ownerIn("telematics-prod");
    await backup.send(
      new PutBackupVaultLockConfigurationCommand({ BackupVaultName: "workloads", MinRetentionDays: 90 }),
    );
    const ResourceArn = newBucket("telematics-prod", "kept-too-short");
    const { input } = asked(ResourceArn);
    const { BackupJobId } = await backup.send(
      new StartBackupJobCommand({ ...input, Lifecycle: { DeleteAfterDays: 30 } }),
    );
    wait(200_000);
    expect(await backup.send(new DescribeBackupJobCommand({ BackupJobId }))).toMatchObject({
      State: "FAILED",
      StatusMessage: expect.stringContaining("lock"),
    });
    expect((await backup.send(new ListRecoveryPointsByResourceCommand({ ResourceArn }))).RecoveryPoints).toEqual([]);
    expect(await refusal(backup.send(new DescribeBackupJobCommand({ BackupJobId: "nobodys" })))).toMatchObject(missing);
  });
});

describe("a plan somebody makes", () => {
  const Rules = [{ RuleName: "nightly", TargetBackupVaultName: "workloads", ScheduleExpression: "cron(30 2 ? * * *)" }];
  const BackupPlan = { BackupPlanName: "made-here", Rules };

  async function made(account: string) {
    const backup = await ownerIn(account);
    const { BackupPlanId = "" } = await backup.send(new CreateBackupPlanCommand({ BackupPlan }));
    const select = (BackupSelection: object) =>
      backup.send(
        new CreateBackupSelectionCommand({
          BackupPlanId,
          BackupSelection: { SelectionName: "by-tag", IamRoleArn: roleOf(account), ...BackupSelection },
        }),
      );
    return { backup, BackupPlanId, select };
  }

  const byTag = { ListOfTags: [{ ConditionType: "STRINGEQUALS", ConditionKey: "team", ConditionValue: "mine" }] };

  it("is read back, and backs up what is selected from its next run on", async () => {
    const { backup, BackupPlanId, select } = await made("partner-exchange-prod");
    const names = Array.from({ length: 12 }, (_, n) => `selected-${n}`);
    const arns = names.map((name) => newBucket("partner-exchange-prod", name, { tags: { team: "mine" } }));
    const other = newBucket("partner-exchange-prod", "not-selected");
    expect((await backup.send(new GetBackupPlanCommand({ BackupPlanId }))).BackupPlan).toMatchObject(BackupPlan);
    const { SelectionId } = await select(byTag);
    expect(
      (await backup.send(new GetBackupSelectionCommand({ BackupPlanId, SelectionId }))).BackupSelection,
    ).toMatchObject({ SelectionName: "by-tag", ...byTag });
    const pointsOf = async (ResourceArn: string) =>
      (await backup.send(new ListRecoveryPointsByResourceCommand({ ResourceArn }))).RecoveryPoints ?? [];
    const all = async () => (await Promise.all(arns.map(pointsOf))).flat();
    expect(await all()).toEqual([]);
    wait(2 * dayMs);
    const points = await all();
    expect(points.length).toBeGreaterThan(0);
    for (const { CreationDate } of points) expect(CreationDate?.toISOString()).toMatch(/T02:30:00/);
    expect(await pointsOf(other)).toEqual([]);
    await backup.send(new DeleteBackupSelectionCommand({ BackupPlanId, SelectionId }));
    const { BackupSelectionsList } = await backup.send(new ListBackupSelectionsCommand({ BackupPlanId }));
    expect(BackupSelectionsList).toEqual([]);
  });

  it("is refused twice, without rules, into no vault, at no time, and with continuous backups kept too long", async () => {
    const { backup } = await made("partner-exchange-prod");
    const again = (change: object) =>
      refusal(backup.send(new CreateBackupPlanCommand({ BackupPlan: { ...BackupPlan, ...change } })));
    const rule = (change: object) => again({ Rules: [{ ...Rules[0], ...change }] });
    expect(await again({})).toMatchObject({ code: "AlreadyExistsException", status: 400 });
    expect(await again({ Rules: [] })).toMatchObject(invalid);
    expect(await rule({ TargetBackupVaultName: "nobodys" })).toMatchObject(invalid);
    expect(await rule({ ScheduleExpression: "every now and then" })).toMatchObject(invalid);
    expect(await rule({ StartWindowMinutes: 5 })).toMatchObject(invalid);
    expect(await rule({ EnableContinuousBackup: true, Lifecycle: { DeleteAfterDays: 90 } })).toMatchObject(invalid);
  });

  it("selects nothing by nothing, by a role that is not there, in no plan, or under a name that is taken", async () => {
    const { backup, BackupPlanId, select } = await made("partner-exchange-prod");
    expect(await refusal(select({}))).toMatchObject({
      ...invalid,
      message: "Invalid backup selection. Either 'ListOfTags' or 'Resources' section must be non-empty.",
    });
    expect(await refusal(select({ ...byTag, IamRoleArn: roleOf("partner-exchange-prod", "nobody") }))).toMatchObject({
      ...invalid,
      message: expect.stringContaining("cannot be assumed by AWS Backup"),
    });
    expect(await refusal(select({ Resources: ["a-bucket"] }))).toMatchObject(invalid);
    await select(byTag);
    expect(await refusal(select(byTag))).toMatchObject({ code: "AlreadyExistsException" });
    const nowhere = { BackupPlanId: "nobody", SelectionId: "nobody" };
    expect(await refusal(backup.send(new DeleteBackupSelectionCommand(nowhere)))).toMatchObject(invalid);
    expect(
      await refusal(backup.send(new DeleteBackupSelectionCommand({ BackupPlanId, SelectionId: "nobody" }))),
    ).toMatchObject(missing);
  });

  it("is changed, and goes only once nothing is selected", async () => {
    const { backup, BackupPlanId, select } = await made("partner-exchange-prod");
    const before = await backup.send(new GetBackupPlanCommand({ BackupPlanId }));
    const changed = { ...BackupPlan, BackupPlanName: "renamed" };
    const { VersionId } = await backup.send(new UpdateBackupPlanCommand({ BackupPlanId, BackupPlan: changed }));
    expect(VersionId).not.toBe(before.VersionId);
    const { SelectionId } = await select(byTag);
    const remove = () => backup.send(new DeleteBackupPlanCommand({ BackupPlanId }));
    expect(await refusal(remove())).toMatchObject(notAllowed);
    await backup.send(new DeleteBackupSelectionCommand({ BackupPlanId, SelectionId }));
    await remove();
    expect(await refusal(backup.send(new GetBackupPlanCommand({ BackupPlanId })))).toMatchObject(missing);
  });
});

describe("what changes", () => {
  /** A bucket a plan has backed up for years. */
  async function backedUp(account: string) {
    const backup = await ownerIn(account);
    const pointsOf = async (ResourceArn: string) =>
      (await backup.send(new ListRecoveryPointsByResourceCommand({ ResourceArn }))).RecoveryPoints ?? [];
    for (const bucket of model.world.bucketsOf(accountNamed(model, account).id)) {
      if (bucket.region !== region) continue;
      const ResourceArn = `arn:aws:s3:::${bucket.name}`;
      const [newest] = await pointsOf(ResourceArn);
      const age = newest?.CreationDate && model.world.clock.now().getTime() - newest.CreationDate.getTime();
      if (age !== undefined && age < 1.1 * dayMs) return { backup, bucket, ResourceArn, pointsOf, newest };
    }
    throw new Error(`Nothing of ${account} is backed up.`);
  }

  const jobStates = async (backup: BackupClient, ResourceArn: string) =>
    (await backup.send(new ListBackupJobsCommand({ ByResourceArn: ResourceArn }))).BackupJobs?.map(
      ({ State }) => State,
    );

  it("leaves the backups that were made: of a bucket that lost versioning, the next fail", async () => {
    const { backup, bucket, ResourceArn, pointsOf, newest } = await backedUp("backup");
    const suspended = { status: "Suspended" as const, mfaDelete: false };
    model.world.changeBucket(bucket.name, { ...bucket, versioning: suspended });
    wait(2 * dayMs);
    expect((await pointsOf(ResourceArn))[0]?.RecoveryPointArn).toBe(newest?.RecoveryPointArn);
    const [first, second, third] = (await jobStates(backup, ResourceArn)) ?? [];
    expect([first, second, third]).toEqual(["FAILED", "FAILED", "COMPLETED"]);
  });

  it("makes no backups of the past: of a bucket that got versioning, its next run is the first", async () => {
    const backup = await ownerIn("backup");
    const names = Array.from({ length: 8 }, (_, n) => `versioned-later-${n}`);
    const createdAt = "2024-01-01T00:00:00.000Z";
    for (const name of names) newBucket("backup", name, { versioning: null, createdAt });
    const points = async () => {
      const lists = names.map((name) =>
        backup.send(new ListRecoveryPointsByResourceCommand({ ResourceArn: `arn:aws:s3:::${name}` })),
      );
      return (await Promise.all(lists)).flatMap(({ RecoveryPoints = [] }) => RecoveryPoints);
    };
    wait(3 * dayMs);
    expect(await points()).toEqual([]);
    const changedAt = model.world.clock.now();
    for (const name of names) {
      const versioning = { status: "Enabled" as const, mfaDelete: false };
      model.world.changeBucket(name, { ...(model.world.bucket(name) as Bucket), versioning });
    }
    expect(await points()).toEqual([]);
    wait(2 * dayMs);
    const made = await points();
    expect(made.length).toBeGreaterThan(0);
    for (const { CreationDate } of made) expect(CreationDate?.getTime()).toBeGreaterThan(changedAt.getTime());
  });

  it("leaves what is in a vault whose lock asks for more than the plan keeps: the next runs fail", async () => {
    const { backup, ResourceArn, pointsOf, newest } = await backedUp("analytics-prod");
    const named = { BackupVaultName: "workloads" };
    await backup.send(new PutBackupVaultLockConfigurationCommand({ ...named, MinRetentionDays: 365 }));
    wait(2 * dayMs);
    expect((await pointsOf(ResourceArn))[0]?.RecoveryPointArn).toBe(newest?.RecoveryPointArn);
    expect((await jobStates(backup, ResourceArn))?.slice(0, 3)).toEqual(["FAILED", "FAILED", "COMPLETED"]);
  });

  it("leaves what a plan backed up that is deleted, and tells of the plan to whoever asks", async () => {
    const { backup, ResourceArn, pointsOf, newest } = await backedUp("backup");
    const plans = async (IncludeDeleted: boolean) =>
      (await backup.send(new ListBackupPlansCommand({ IncludeDeleted }))).BackupPlansList ?? [];
    const [{ BackupPlanId } = {}] = await plans(false);
    const { BackupSelectionsList = [] } = await backup.send(new ListBackupSelectionsCommand({ BackupPlanId }));
    for (const { SelectionId } of BackupSelectionsList) {
      await backup.send(new DeleteBackupSelectionCommand({ BackupPlanId, SelectionId }));
    }
    await backup.send(new DeleteBackupPlanCommand({ BackupPlanId }));
    wait(2 * dayMs);
    expect(await plans(false)).toEqual([]);
    expect(await plans(true)).toMatchObject([{ BackupPlanId, DeletionDate: expect.any(Date) }]);
    expect((await pointsOf(ResourceArn))[0]?.RecoveryPointArn).toBe(newest?.RecoveryPointArn);
  });

  it("copies to another vault from when the plan says so, and no backup from before", async () => {
    const { backup, bucket, ResourceArn, pointsOf, newest } = await backedUp("payments-prod");
    const { BackupPlansList: [{ BackupPlanId } = {}] = [] } = await backup.send(new ListBackupPlansCommand({}));
    const { BackupPlan } = await backup.send(new GetBackupPlanCommand({ BackupPlanId }));
    const { RuleName, TargetBackupVaultName, ScheduleExpression, Lifecycle } = BackupPlan?.Rules?.[0] ?? {};
    const second = `arn:aws:backup:${region}:${bucket.accountId}:backup-vault:second`;
    await backup.send(new CreateBackupVaultCommand({ BackupVaultName: "second" }));
    const rule = { RuleName, TargetBackupVaultName, ScheduleExpression, Lifecycle };
    const Rules = [{ ...rule, CopyActions: [{ DestinationBackupVaultArn: second }] }];
    await backup.send(
      new UpdateBackupPlanCommand({ BackupPlanId, BackupPlan: { BackupPlanName: "payments-daily", Rules } }),
    );
    const changed = await backup.send(new GetBackupPlanCommand({ BackupPlanId }));
    expect(changed.BackupPlan).toMatchObject({ BackupPlanName: "payments-daily", Rules });
    const before = await pointsOf(ResourceArn);
    expect(before[0]?.RecoveryPointArn).toBe(newest?.RecoveryPointArn);
    wait(dayMs);
    const after = (await pointsOf(ResourceArn)).filter(
      ({ RecoveryPointArn }) => !before.some((one) => one.RecoveryPointArn === RecoveryPointArn),
    );
    expect(after.map(({ BackupVaultName }) => BackupVaultName).sort()).toEqual(["second", "workloads"]);
  });

  it("backs up what is selected by tag from when S3 is switched on", async () => {
    const backup = await ownerIn("billing-prod");
    const jobs = async () => (await backup.send(new ListBackupJobsCommand({}))).BackupJobs ?? [];
    expect(await jobs()).toEqual([]);
    const at = model.world.clock.now().getTime();
    await backup.send(new UpdateRegionSettingsCommand({ ResourceTypeOptInPreference: { S3: true } }));
    expect(await jobs()).toEqual([]);
    wait(dayMs);
    const made = await jobs();
    expect(made.length).toBeGreaterThan(0);
    for (const { CreationDate } of made) expect(CreationDate?.getTime()).toBeGreaterThan(at);
  });
});

describe("a vault somebody makes", () => {
  const BackupVaultName = "made-here";

  it("is read back with its tags, refused twice, and goes while it is empty", async () => {
    const backup = await ownerIn("claims-dev");
    const create = () => backup.send(new CreateBackupVaultCommand({ BackupVaultName, BackupVaultTags: { a: "1" } }));
    const { BackupVaultArn: ResourceArn } = await create();
    expect(await refusal(create())).toMatchObject({ code: "AlreadyExistsException", status: 400 });
    expect(await refusal(backup.send(new CreateBackupVaultCommand({ BackupVaultName: "?" })))).toMatchObject(invalid);
    await backup.send(new TagResourceCommand({ ResourceArn, Tags: { b: "2" } }));
    await backup.send(new UntagResourceCommand({ ResourceArn, TagKeyList: ["a"] }));
    expect((await backup.send(new ListTagsCommand({ ResourceArn }))).Tags).toEqual({ b: "2" });
    expect(
      await refusal(backup.send(new TagResourceCommand({ ResourceArn: `${ResourceArn}x`, Tags: { b: "2" } }))),
    ).toMatchObject(missing);
    await backup.send(new DeleteBackupVaultCommand({ BackupVaultName }));
    expect(await refusal(backup.send(new DescribeBackupVaultCommand({ BackupVaultName })))).toMatchObject({
      code: "AccessDeniedException",
      status: 403,
    });
  });

  it("does not go while it holds recovery points", async () => {
    const backup = await ownerIn("backup");
    expect(await refusal(backup.send(new DeleteBackupVaultCommand({ BackupVaultName: "workloads" })))).toMatchObject(
      notAllowed,
    );
  });

  it("takes an access policy and gives it back, and refuses what is none", async () => {
    const backup = await ownerIn("claims-prod");
    const named = { BackupVaultName: "workloads" };
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Principal: "*", Action: "backup:DeleteRecoveryPoint", Resource: "*" }],
    });
    await backup.send(new PutBackupVaultAccessPolicyCommand({ ...named, Policy }));
    expect((await backup.send(new GetBackupVaultAccessPolicyCommand(named))).Policy).toBe(Policy);
    expect(await refusal(backup.send(new PutBackupVaultAccessPolicyCommand({ ...named, Policy: "{" })))).toMatchObject(
      invalid,
    );
    await backup.send(new DeleteBackupVaultAccessPolicyCommand(named));
    expect(await refusal(backup.send(new GetBackupVaultAccessPolicyCommand(named)))).toMatchObject(missing);
  });

  it("refuses whom its access policy denies", async () => {
    const backup = await ownerIn("payments-prod");
    const command = new DeleteBackupVaultAccessPolicyCommand({ BackupVaultName: "workloads" });
    expect(await refusal(backup.send(command))).toMatchObject({
      code: "AccessDeniedException",
      status: 403,
      message: expect.stringContaining("explicit deny in a resource-based policy"),
    });
  });

  it("is open to change while its lock has its grace time, and never after", async () => {
    const backup = await ownerIn("claims-prod");
    const named = { BackupVaultName: "workloads" };
    const lock = (change: object) => backup.send(new PutBackupVaultLockConfigurationCommand({ ...named, ...change }));
    expect(await refusal(lock({ ChangeableForDays: 2 }))).toMatchObject(invalid);
    expect(await refusal(lock({ MinRetentionDays: 9, MaxRetentionDays: 8 }))).toMatchObject(invalid);
    await lock({ MinRetentionDays: 7, ChangeableForDays: 3 });
    const told = await backup.send(new DescribeBackupVaultCommand(named));
    expect(told).toMatchObject({ Locked: true, MinRetentionDays: 7 });
    expect(told.LockDate && Math.round((told.LockDate.getTime() - model.world.clock.now().getTime()) / dayMs)).toBe(3);
    await backup.send(new DeleteBackupVaultLockConfigurationCommand(named));
    expect((await backup.send(new DescribeBackupVaultCommand(named))).Locked).toBe(false);
    await lock({ MinRetentionDays: 7, ChangeableForDays: 3 });
    wait(4 * dayMs);
    expect(await refusal(lock({ MinRetentionDays: 1 }))).toMatchObject(notAllowed);
    expect(await refusal(backup.send(new DeleteBackupVaultLockConfigurationCommand(named)))).toMatchObject(notAllowed);
  });
});
