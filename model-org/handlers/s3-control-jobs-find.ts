import * as S3Control from "@aws-sdk/client-s3-control";
import { roles } from "../iam/roles";
import type { Context } from "../wire/context";
import { type BatchJob, batchJobs } from "../world/batch-jobs";
import type { World } from "../world/world";
import { accountFor, type ControlInput } from "./s3-control-access";

const $metadata = {};

export type JobPlace = { accountId: string; region: string; job: BatchJob };

export const jobArn = (world: World, accountId: string, region: string, id: string): string =>
  `arn:${world.partition}:s3:${region}:${accountId}:job/${id}`;

/** @throws S3Control.NotFoundException for a job that is not there */
export function jobFor(
  world: World,
  input: ControlInput & { JobId?: string | undefined },
  context: Context,
  action: string,
): JobPlace {
  const { AccountId = "", JobId = "" } = input;
  const { region } = context;
  const resource = jobArn(world, AccountId, region, JobId);
  const { id: accountId } = accountFor(world, input, context, action, { resource });
  const job = world.records.get(batchJobs, accountId, region, JobId);
  if (job) return { accountId, region, job };
  throw new S3Control.NotFoundException({ message: "The specified job does not exist.", $metadata });
}

/** @throws S3Control.BadRequestException for a job AWS does not take */
export function refuseJob(world: World, accountId: string, asked: BatchJob["asked"]): void {
  const { Operation, Manifest, ManifestGenerator, Report, RoleArn = "", Priority = -1 } = asked;
  const refuse = (message: string): never => {
    throw new S3Control.BadRequestException({ message, $metadata });
  };
  if (Object.values(Operation ?? {}).filter((one) => one !== undefined).length !== 1) {
    refuse("Exactly one operation is required.");
  }
  if (Boolean(Manifest) === Boolean(ManifestGenerator)) refuse("Either Manifest or ManifestGenerator is required.");
  if (Report?.Enabled && !Report.Bucket) refuse("The report requires a bucket.");
  if (Priority < 0) refuse("The priority is not valid.");
  const [, owner, path = ""] = /^arn:[a-z-]+:iam::(\d{12}):role\/(.+)$/.exec(RoleArn) ?? [];
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (owner !== accountId || !world.records.get(roles, accountId, world.homeRegion, name)) {
    refuse("The IAM role is not valid.");
  }
}
