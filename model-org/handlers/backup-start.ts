import type * as Api from "@aws-sdk/client-backup";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type BackupJob, backupJobs } from "../world/backup-jobs";
import { failureOf, keptDaysOf } from "../world/backup-runs";
import { backupSettings } from "../world/backup-settings";
import { vaultArn, vaults } from "../world/backup-vaults";
import type { Bucket } from "../world/configuration";
import type { World } from "../world/world";
import { bucketNamed, invalidParameter, invalidRequest, notFound, refuseRole } from "./backup-find";
import { jobIdOf } from "./backup-jobs";

/** Starts a backup at once. What AWS Backup can see at once it refuses; the rest fails the job, which says why. */
export function backupStart(world: World): HandlersOf<typeof Api> {
  /** @throws ResourceNotFoundException for a vault that is not there */
  function vaultOf({ caller, region }: Context, input: Api.StartBackupJobInput): string {
    const isolated = input.LogicallyAirGappedBackupVaultArn;
    const here = vaultArn(world, caller.accountId, region, "");
    const named = [input.BackupVaultName ?? "", ...(isolated === undefined ? [] : [isolated.replace(here, "")])];
    for (const name of named) {
      if (world.records.get(vaults, caller.accountId, region, name)) continue;
      throw notFound(`Backup vault ${name} does not exist.`);
    }
    return named[named.length - 1] ?? "";
  }

  /**
   * AWS documents that it asks for both, not in which words it refuses.
   * https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html
   * @throws InvalidRequestException for a bucket AWS Backup may not reach, or not read
   */
  function refuseUnreadable({ accountId, region, name, versioning }: Bucket): void {
    if (!world.records.get(backupSettings, accountId, region, "region")?.optIn["S3"]) {
      throw invalidRequest("Resource type S3 is not opted in to AWS Backup in this Region.");
    }
    if (versioning?.status !== "Enabled") {
      throw invalidRequest(`Versioning is not enabled on bucket ${name}: AWS Backup for Amazon S3 needs it.`);
    }
  }

  return {
    StartBackupJob(input, context) {
      const { caller, region } = context;
      const { ResourceArn = "", IamRoleArn = "", IdempotencyToken: token = null, Lifecycle } = input;
      const answer = ({ id, createdAt }: BackupJob) => ({
        BackupJobId: id,
        CreationDate: new Date(createdAt),
        IsParent: false,
      });
      const again = world.records
        .list(backupJobs, caller.accountId, region)
        .find((job) => token !== null && job.token === token);
      if (again) return answer(again);

      const vault = vaultOf(context, input);
      const bucket = bucketNamed(world, context, ResourceArn);
      if (!/^arn:[a-z-]+:s3:::/.test(ResourceArn)) throw invalidParameter(`Unsupported resource type: ${ResourceArn}`);
      if (!bucket) throw notFound(`Cannot find resource ${ResourceArn}`);
      refuseRole(world, context, IamRoleArn);
      refuseUnreadable(bucket);
      const { StartWindowMinutes, CompleteWindowMinutes = 10_080 } = input;
      if (StartWindowMinutes !== undefined && StartWindowMinutes < 60) {
        throw invalidParameter("Start window must be at least 60 minutes.");
      }
      if (CompleteWindowMinutes < (StartWindowMinutes ?? 0)) {
        throw invalidParameter("Completion window must not be shorter than the start window.");
      }
      const keptDays = keptDaysOf(Lifecycle);
      const job: BackupJob = {
        id: jobIdOf(world, context.requestId),
        bucket: bucket.name,
        vault,
        roleArn: IamRoleArn,
        createdAt: world.clock.now().toISOString(),
        keptDays,
        token,
        failure: failureOf(world, bucket, { vault, keptDays })?.failure ?? null,
      };
      world.records.put(backupJobs, caller.accountId, region, job);
      return answer(job);
    },
  };
}
