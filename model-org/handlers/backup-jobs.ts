import type * as Api from "@aws-sdk/client-backup";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type BackupJob, backupJobs, jobState } from "../world/backup-jobs";
import { uuid } from "../world/backup-plans";
import { jobMs, keptDaysOf, type Run, runsOf, targetOf } from "../world/backup-runs";
import { vaultArn, vaults } from "../world/backup-vaults";
import type { Bucket } from "../world/configuration";
import { continuousArn, pointArn } from "../world/recovery-points";
import type { World } from "../world/world";
import { bucketNamed, notFound, page } from "./backup-find";
import { creatorOf } from "./backup-points";
import { ownBuckets, walkBuckets } from "./backup-walk";

/** The first digits of the ids of a bucket's planned jobs: by them the bucket is found again. */
const markOf = (world: World, name: string): string => world.random.hex(20, "backup-job", name);

/** Jobs of plans, which come out of the seed, and those somebody asked for. */
export function backupJobReads(world: World): HandlersOf<typeof Api> {
  function shown(bucket: Bucket, job: Api.BackupJob & { BackupVaultName: string; CreationDate: Date }): Api.BackupJob {
    const { accountId, region, name } = bucket;
    const { State, CreationDate, BackupVaultName } = job;
    const isOver = State !== "CREATED" && State !== "RUNNING";
    const vault = world.records.get(vaults, accountId, region, BackupVaultName);
    return {
      AccountId: accountId,
      BackupVaultArn: vaultArn(world, accountId, region, BackupVaultName),
      VaultType: vault?.type ?? "BACKUP_VAULT",
      ResourceArn: `arn:${world.partition}:s3:::${name}`,
      ResourceType: "S3",
      ResourceName: name,
      InitiationDate: CreationDate,
      StartBy: new Date(CreationDate.getTime() + 8 * 3_600_000),
      PercentDone: State === "COMPLETED" ? "100.0" : "0.0",
      BytesTransferred: 0,
      IsParent: false,
      ...(vault ? { EncryptionKeyArn: vault.keyArn, IsEncrypted: true } : {}),
      ...(isOver ? { CompletionDate: new Date(CreationDate.getTime() + jobMs) } : {}),
      ...job,
    };
  }

  function ofRun(bucket: Bucket, { due, at, state }: Run): Api.BackupJob {
    const CreationDate = new Date(at);
    const { failing, rule } = due;
    const keptDays = keptDaysOf(rule.rule.Lifecycle);
    const isContinuous = rule.rule.EnableContinuousBackup ?? false;
    return shown(bucket, {
      BackupJobId: idOf(bucket, due.rule.id, at),
      BackupVaultName: isContinuous ? (rule.rule.TargetBackupVaultName ?? "") : targetOf(rule),
      CreationDate,
      State: state,
      IamRoleArn: due.roleArn,
      CreatedBy: creatorOf(world, bucket, due),
      ...(keptDays === null ? {} : { RecoveryPointLifecycle: { DeleteAfterDays: keptDays } }),
      ...(state === "COMPLETED"
        ? {
            RecoveryPointArn: isContinuous ? continuousArn(world, bucket) : pointArn(world, bucket, CreationDate),
            MessageCategory: "SUCCESS",
          }
        : {}),
      ...(state === "FAILED" && failing
        ? { StatusMessage: failing.failure.message, MessageCategory: failing.failure.category }
        : {}),
    });
  }

  function idOf({ name }: Bucket, ruleId: string, at: number): string {
    const digits = `${markOf(world, name)}${world.random.hex(12, "backup-job", name, ruleId, at)}`;
    return [8, 12, 16, 20].reduceRight((text, n) => `${text.slice(0, n)}-${text.slice(n)}`, digits).toUpperCase();
  }

  function ofAsked(bucket: Bucket, job: BackupJob): Api.BackupJob {
    const State = jobState(world, job);
    const CreationDate = new Date(job.createdAt);
    return shown(bucket, {
      BackupJobId: job.id,
      BackupVaultName: job.vault,
      CreationDate,
      State,
      IamRoleArn: job.roleArn,
      ...(job.keptDays === null ? {} : { RecoveryPointLifecycle: { DeleteAfterDays: job.keptDays } }),
      ...(State === "COMPLETED"
        ? { RecoveryPointArn: pointArn(world, bucket, CreationDate), MessageCategory: "SUCCESS" }
        : {}),
      ...(State === "FAILED" && job.failure
        ? { StatusMessage: job.failure.message, MessageCategory: job.failure.category }
        : {}),
    });
  }

  /** The jobs of a bucket, newest first. */
  function jobsOf(bucket: Bucket): Api.BackupJob[] {
    const asked = world.records
      .list(backupJobs, bucket.accountId, bucket.region)
      .filter((job) => job.bucket === bucket.name)
      .map((job) => ofAsked(bucket, job));
    return [...asked, ...runsOf(world, bucket).map((run) => ofRun(bucket, run))].sort(
      (a, b) => (b.CreationDate?.getTime() ?? 0) - (a.CreationDate?.getTime() ?? 0),
    );
  }

  /** @throws AccessDeniedException for another account, unless the management account asks */
  function placesOf(context: Context, byAccountId: string | undefined): { accountIds: string[]; region: string } {
    const { caller, region } = context;
    if (byAccountId === undefined || byAccountId === caller.accountId) return ownBuckets(context);
    if (caller.accountId !== world.managementAccountId) {
      throw new AwsError("AccessDeniedException", "Insufficient privileges to perform this action.", 403);
    }
    const all = world.tree.accounts.map(({ id }) => id);
    return { accountIds: byAccountId === "*" ? all : all.filter((id) => id === byAccountId), region };
  }

  return {
    /** By bucket, and newest first within one. */
    ListBackupJobs(input, context) {
      const isAsked = (job: Api.BackupJob): boolean =>
        (input.ByState === undefined || job.State === input.ByState) &&
        (input.ByBackupVaultName === undefined || job.BackupVaultName === input.ByBackupVaultName) &&
        (input.ByResourceType === undefined || job.ResourceType === input.ByResourceType) &&
        (input.ByMessageCategory === undefined || job.MessageCategory === input.ByMessageCategory) &&
        input.ByParentJobId === undefined &&
        isBetween(job.CreationDate, input.ByCreatedAfter, input.ByCreatedBefore) &&
        isBetween(job.CompletionDate, input.ByCompleteAfter, input.ByCompleteBefore);
      const found = (bucket: Bucket) => jobsOf(bucket).filter(isAsked);
      if (input.ByResourceArn !== undefined) {
        const bucket = bucketNamed(world, context, input.ByResourceArn);
        const { items, ...rest } = page(bucket ? found(bucket) : [], input);
        return { BackupJobs: items, ...rest };
      }
      const { items, ...rest } = walkBuckets(world, placesOf(context, input.ByAccountId), found, input);
      return { BackupJobs: items, ...rest };
    },

    DescribeBackupJob({ BackupJobId = "" }, context) {
      const { caller, region } = context;
      const asked = world.records.get(backupJobs, caller.accountId, region, BackupJobId);
      const mark = BackupJobId.replaceAll("-", "").slice(0, 20).toLowerCase();
      const name = asked?.bucket ?? world.bucketNames(caller.accountId).find((one) => markOf(world, one) === mark);
      const bucket = world.bucket(name ?? "");
      const job = bucket?.region === region ? jobsOf(bucket).find((one) => one.BackupJobId === BackupJobId) : undefined;
      if (!job) throw notFound(`Cannot find backup job ${BackupJobId}`);
      return job;
    },
  };
}

/** @returns whether a time is between two, as far as they are given: what has no time is not */
function isBetween(time: Date | undefined, after: Date | undefined, before: Date | undefined): boolean {
  if (after === undefined && before === undefined) return true;
  if (time === undefined) return false;
  return (after === undefined || time > after) && (before === undefined || time < before);
}

/** @returns an identifier of a job somebody asked for */
export const jobIdOf = (world: World, requestId: string): string => uuid(world, "asked", requestId).toUpperCase();
