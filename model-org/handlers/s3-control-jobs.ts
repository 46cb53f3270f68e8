import { isDeepStrictEqual } from "node:util";
import * as S3Control from "@aws-sdk/client-s3-control";
import type { HandlersOf } from "../wire/handlers-of";
import { type BatchJob, batchJobs, jobStateAt } from "../world/batch-jobs";
import { storedOn } from "../world/bucket-metrics";
import type { World } from "../world/world";
import { accountFor, controlPage } from "./s3-control-access";
import { type JobPlace, jobArn, jobFor, refuseJob } from "./s3-control-jobs-find";
import { tagsFrom } from "./s3-tagging";

const $metadata = {};

/** Batch Operations: jobs that are made, confirmed, asked about and cancelled. What they do to objects stays untold. */
export function s3BatchJobs(world: World): HandlersOf<typeof S3Control> {
  const now = () => world.clock.now();
  const put = ({ accountId, region }: Omit<JobPlace, "job">, job: BatchJob): BatchJob => {
    world.records.put(batchJobs, accountId, region, job);
    return job;
  };
  const stateOf = (job: BatchJob) => jobStateAt(job, now().getTime());
  /** How many objects a job is about is known where AWS lists them itself. */
  const progressOf = (job: BatchJob): S3Control.JobProgressSummary | undefined => {
    const generator = job.asked.ManifestGenerator?.S3JobManifestGenerator;
    const name = /^arn:[a-z-]+:s3:::([^/]+)$/.exec(generator?.SourceBucket ?? "")?.[1] ?? "";
    const bucket = world.bucket(name);
    if (!bucket || stateOf(job) === "New") return undefined;
    const total = storedOn(world, bucket, Date.parse(job.createdAt)).objects;
    const done = stateOf(job) === "Complete" ? total : 0;
    return { TotalNumberOfTasks: total, NumberOfTasksSucceeded: done, NumberOfTasksFailed: 0 };
  };
  const shown = (job: BatchJob) => {
    const progress = progressOf(job);
    return {
      JobId: job.id,
      Status: stateOf(job),
      CreationTime: new Date(job.createdAt),
      ...(job.asked.Description === undefined ? {} : { Description: job.asked.Description }),
      Priority: job.asked.Priority,
      ...(progress ? { ProgressSummary: progress } : {}),
    };
  };

  return {
    CreateJob(input, context) {
      const { region } = context;
      const { AccountId: _, Tags, ...asked } = input;
      const { id: accountId } = accountFor(world, input, context, "s3:CreateJob");
      refuseJob(world, accountId, asked);
      const earlier = world.records.list(batchJobs, accountId, region);
      const same = earlier.find((job) => job.asked.ClientRequestToken === asked.ClientRequestToken);
      if (same && !isDeepStrictEqual(same.asked, asked)) {
        throw new S3Control.IdempotencyException({
          message: "The client request token was used for another job.",
          $metadata,
        });
      }
      if (same) return { JobId: same.id };
      const createdAt = now().toISOString();
      const digits = world.random.hex(32, "batch-job", accountId, region, earlier.length);
      const id = [8, 13, 18, 23].reduce((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, digits);
      const confirmedAt = asked.ConfirmationRequired ? null : createdAt;
      const tags = tagsFrom(Tags);
      const place = { accountId, region };
      put(place, { id, createdAt, asked, confirmedAt, cancelledAt: null, statusReason: null, tags });
      return { JobId: id };
    },
    DescribeJob(input, context) {
      const { accountId, region, job } = jobFor(world, input, context, "s3:DescribeJob");
      const { ClientRequestToken: _, ...asked } = job.asked;
      const suspended = stateOf(job) === "Suspended";
      return {
        Job: {
          ...asked,
          ...shown(job),
          JobArn: jobArn(world, accountId, region, job.id),
          ...(suspended ? { SuspendedCause: "AwaitingConfirmation", SuspendedDate: new Date(job.createdAt) } : {}),
          ...(job.cancelledAt === null ? {} : { TerminationDate: new Date(job.cancelledAt) }),
          ...(job.statusReason === null ? {} : { StatusUpdateReason: job.statusReason }),
        },
      };
    },
    ListJobs(input, context) {
      const account = accountFor(world, input, context, "s3:ListJobs");
      const wanted: readonly string[] = input.JobStatuses ?? [];
      const all = world.records
        .list(batchJobs, account.id, context.region)
        .filter((job) => wanted.length === 0 || wanted.includes(stateOf(job)))
        .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
      const { items, token } = controlPage(all, input);
      const listed = items.map((job) => ({
        ...shown(job),
        // Safe: the operation's members are its names.
        Operation: Object.keys(job.asked.Operation ?? {})[0] as S3Control.OperationName,
      }));
      return { Jobs: listed, ...token };
    },
    UpdateJobPriority(input, context) {
      const place = jobFor(world, input, context, "s3:UpdateJobPriority");
      const Priority = input.Priority ?? 0;
      put(place, { ...place.job, asked: { ...place.job.asked, Priority } });
      return { JobId: place.job.id, Priority };
    },
    /** A job that waits is confirmed; one that is not over is cancelled. */
    UpdateJobStatus(input, context) {
      const place = jobFor(world, input, context, "s3:UpdateJobStatus");
      const state = stateOf(place.job);
      const cancels = input.RequestedJobStatus === "Cancelled";
      if (cancels ? ["Complete", "Cancelled"].includes(state) : state !== "Suspended") {
        throw new S3Control.JobStatusException({
          message: `The job is ${state}: it cannot become ${input.RequestedJobStatus}.`,
          $metadata,
        });
      }
      const at = now().toISOString();
      const job = put(place, {
        ...place.job,
        ...(cancels ? { cancelledAt: at } : { confirmedAt: at }),
        statusReason: input.StatusUpdateReason ?? null,
      });
      return {
        JobId: job.id,
        Status: stateOf(job),
        ...(job.statusReason === null ? {} : { StatusUpdateReason: job.statusReason }),
      };
    },
    GetJobTagging(input, context) {
      const { job } = jobFor(world, input, context, "s3:GetJobTagging");
      return { Tags: Object.entries(job.tags).map(([Key, Value]) => ({ Key, Value })) };
    },
    PutJobTagging(input, context) {
      const place = jobFor(world, input, context, "s3:PutJobTagging");
      put(place, { ...place.job, tags: tagsFrom(input.Tags) });
      return {};
    },
    DeleteJobTagging(input, context) {
      const place = jobFor(world, input, context, "s3:DeleteJobTagging");
      put(place, { ...place.job, tags: {} });
      return {};
    },
  };
}
