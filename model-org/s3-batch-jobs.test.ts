import {
  CreateJobCommand,
  type CreateJobCommandInput,
  DeleteJobTaggingCommand,
  DescribeJobCommand,
  GetJobTaggingCommand,
  ListJobsCommand,
  PutJobTaggingCommand,
  paginateListJobs,
  UpdateJobPriorityCommand,
  UpdateJobStatusCommand,
} from "@aws-sdk/client-s3-control";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { accountNamed, assume, clientsWith, refusal } from "@/testing/model-clients";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import { realClock } from "./world/clock";

let model: RunningModelOrg;

beforeAll(async () => {
  model = await startModelOrg();
});

afterEach(() => {
  model.world.clock = realClock;
});

afterAll(async () => {
  await model.stop();
});

const wait = (milliseconds: number) => {
  const { clock } = model.world;
  model.world.clock = { now: () => new Date(clock.now().getTime() + milliseconds) };
};

function owner(name: string) {
  const { id: AccountId } = accountNamed(model, name);
  const { s3control } = clientsWith(model, "eu-west-1");
  const bucket = model.world.bucketsOf(AccountId).find(({ region }) => region === "eu-west-1");
  const checksums = (more: Partial<CreateJobCommandInput> = {}) =>
    s3control.send(
      new CreateJobCommand({
        AccountId,
        ConfirmationRequired: true,
        Operation: { S3ComputeObjectChecksum: { ChecksumAlgorithm: "SHA256" } },
        ManifestGenerator: {
          S3JobManifestGenerator: { SourceBucket: `arn:aws:s3:::${bucket?.name}`, EnableManifestOutput: false },
        },
        Report: { Enabled: false },
        Priority: 10,
        RoleArn: `arn:aws:iam::${AccountId}:role/${name}-app`,
        Tags: [{ Key: "owner", Value: "platform" }],
        ...more,
      }),
    );
  const described = async (JobId: string | undefined) =>
    (await s3control.send(new DescribeJobCommand({ AccountId, JobId }))).Job;
  const become = (JobId: string | undefined, RequestedJobStatus: "Ready" | "Cancelled") =>
    s3control.send(new UpdateJobStatusCommand({ AccountId, JobId, RequestedJobStatus, StatusUpdateReason: "asked" }));
  return { AccountId, s3control, checksums, described, become };
}

it("waits for a confirmation, runs and is complete", async () => {
  const { AccountId, s3control, checksums, described, become } = owner("claims-prod");
  const { JobId } = await checksums();
  expect(await described(JobId)).toMatchObject({
    JobArn: `arn:aws:s3:eu-west-1:${AccountId}:job/${JobId}`,
    Status: "New",
    Operation: { S3ComputeObjectChecksum: { ChecksumAlgorithm: "SHA256" } },
  });
  expect(await refusal(become(JobId, "Ready"))).toMatchObject({ code: "JobStatusException" });
  wait(2000);
  expect(await described(JobId)).toMatchObject({ Status: "Suspended", SuspendedCause: "AwaitingConfirmation" });
  const priority = { AccountId, JobId, Priority: 42 };
  expect(await s3control.send(new UpdateJobPriorityCommand(priority))).toMatchObject({ JobId, Priority: 42 });
  expect(await become(JobId, "Ready")).toMatchObject({ Status: "Active", StatusUpdateReason: "asked" });
  wait(2000);
  const { Status, Priority, ProgressSummary } = (await described(JobId)) ?? {};
  expect({ Status, Priority }).toEqual({ Status: "Complete", Priority: 42 });
  expect(ProgressSummary?.NumberOfTasksSucceeded).toBe(ProgressSummary?.TotalNumberOfTasks);
  expect(await refusal(become(JobId, "Cancelled"))).toMatchObject({ code: "JobStatusException" });
});

it("is cancelled, listed by status in pages, and tagged", async () => {
  const { AccountId, s3control, checksums, become } = owner("billing-prod");
  const [first, second, third] = [await checksums(), await checksums(), await checksums()];
  await become(second.JobId, "Cancelled");
  const cancelled = await s3control.send(new ListJobsCommand({ AccountId, JobStatuses: ["Cancelled"] }));
  expect(cancelled.Jobs).toMatchObject([{ JobId: second.JobId, Operation: "S3ComputeObjectChecksum" }]);
  const listed: (string | undefined)[] = [];
  for await (const { Jobs = [] } of paginateListJobs({ client: s3control, pageSize: 2 }, { AccountId })) {
    expect(Jobs.length).toBeLessThanOrEqual(2);
    listed.push(...Jobs.map(({ JobId }) => JobId));
  }
  expect(listed.sort()).toEqual([first.JobId, second.JobId, third.JobId].sort());
  const asked = { AccountId, JobId: first.JobId };
  const tags = async () => (await s3control.send(new GetJobTaggingCommand(asked))).Tags ?? [];
  expect(await tags()).toEqual([{ Key: "owner", Value: "platform" }]);
  await s3control.send(new PutJobTaggingCommand({ ...asked, Tags: [{ Key: "a", Value: "b" }] }));
  expect(await tags()).toEqual([{ Key: "a", Value: "b" }]);
  await s3control.send(new DeleteJobTaggingCommand(asked));
  expect(await tags()).toEqual([]);
});

it("is one job however often it is asked for, and no other", async () => {
  const { checksums } = owner("payments-prod");
  const { JobId } = await checksums({ ClientRequestToken: "once" });
  expect((await checksums({ ClientRequestToken: "once" })).JobId).toBe(JobId);
  const other = checksums({ ClientRequestToken: "once", Priority: 1 });
  expect(await refusal(other)).toMatchObject({ code: "IdempotencyException", status: 400 });
});

it.each<[string, Partial<CreateJobCommandInput>]>([
  ["no operation", { Operation: {} }],
  ["a role that is not there", { RoleArn: "arn:aws:iam::123456789012:role/nobody" }],
  ["no objects", { ManifestGenerator: undefined }],
  ["a report that goes nowhere", { Report: { Enabled: true } }],
])("is refused for %s", async (_, more) => {
  const { checksums } = owner("claims-prod");
  expect(await refusal(checksums(more))).toMatchObject({ code: "BadRequestException", status: 400 });
});

it("is not there where nobody made it, and not a reader's to make", async () => {
  const { AccountId, described } = owner("claims-dev");
  expect(await refusal(described("00000000-0000-0000-0000-000000000000"))).toMatchObject({ code: "NotFoundException" });
  const reader = clientsWith(model, "eu-west-1", await assume(model, AccountId, "reader"));
  expect((await reader.s3control.send(new ListJobsCommand({ AccountId }))).Jobs ?? []).toEqual([]);
  const make = new CreateJobCommand({
    AccountId,
    Operation: { S3ComputeObjectChecksum: {} },
    Report: { Enabled: false },
    Priority: 1,
    RoleArn: "none",
  });
  expect(await refusal(reader.s3control.send(make))).toMatchObject({ code: "AccessDenied", status: 403 });
});
