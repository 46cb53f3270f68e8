import { backupJobs, jobState } from "./backup-jobs";
import { type Due, dayMs, dueOf, jobMs, keptDaysOf, leavesBackups, shownRuns, targetOf } from "./backup-runs";
import { lastRuns } from "./backup-schedule";
import { vaultArn } from "./backup-vaults";
import { storedOn } from "./bucket-metrics";
import type { Bucket } from "./configuration";
import type { World } from "./world";

/** A backup of a bucket. */
export type RecoveryPoint = {
  arn: string;
  bucket: string;
  vault: string;
  createdAt: Date;
  /** Available, or stopped: of those that reach up to now. */
  status: "COMPLETED" | "PARTIAL" | "AVAILABLE" | "STOPPED";
  bytes: number;
  /** For how many days it is kept; null for ever. */
  keptDays: number | null;
  roleArn: string;
  /** The rule that made it; absent where somebody asked for it, and where its plan is gone. */
  due?: Due;
  /** The vault it was copied from. */
  source?: string;
};

const stampOf = (at: Date): string => at.toISOString().replace(/\D/g, "").slice(0, 14);

/** @returns the ARN of the backup of a bucket that began at a time: of the copy, where there is one */
export function pointArn(world: World, { accountId, region, name }: Bucket, at: Date, copied = false): string {
  const mark = world.random.hex(8, "point", name, stampOf(at), copied ? "copy" : "");
  return `arn:${world.partition}:backup:${region}:${accountId}:recovery-point:${name}-${stampOf(at)}-${mark}`;
}

/** @returns the ARN of the backup of a bucket one can go back to any moment of */
export function continuousArn(world: World, { accountId, region, name }: Bucket): string {
  const mark = world.random.hex(8, "continuous", name);
  return `arn:${world.partition}:backup:${region}:${accountId}:recovery-point:continuous:${name}-${mark}`;
}

/** @returns the bucket a recovery point's ARN names */
export const bucketOfPoint = (arn: string): string | undefined =>
  /:recovery-point:(?:continuous:)?(.+?)-(?:\d{14}-)?[0-9a-f]{8}$/.exec(arn)?.[1];

/** What a rule made of a bucket and still keeps, with the copies in vaults of the same account and region. */
function pointsOf(world: World, bucket: Bucket, due: Due): RecoveryPoint[] {
  const { rule } = due.rule;
  const now = world.clock.now().getTime();
  const keptDays = keptDaysOf(rule.Lifecycle);
  const isKept = (at: number, days: number | null) => days === null || at + days * dayMs > now;
  const until = Math.min(due.until, now - Math.max(jobMs, (due.failing?.days ?? 0) * dayMs));
  const made = Number.isFinite(until) ? lastRuns(rule.ScheduleExpression, until, shownRuns) : [];
  return made
    .filter((at) => at >= due.since)
    .flatMap((at): RecoveryPoint[] => {
      const createdAt = new Date(at);
      const point: RecoveryPoint = {
        arn: pointArn(world, bucket, createdAt),
        bucket: bucket.name,
        vault: targetOf(due.rule),
        createdAt,
        status: world.random.chance(0.01, "partial", bucket.name, at) ? "PARTIAL" : "COMPLETED",
        bytes: storedOn(world, bucket, at).bytes,
        keptDays,
        roleArn: due.roleArn,
        due,
      };
      const here = vaultArn(world, bucket.accountId, bucket.region, "");
      const copies = (rule.CopyActions ?? [])
        .filter(({ DestinationBackupVaultArn = "" }) => DestinationBackupVaultArn.startsWith(here))
        .map(
          ({ DestinationBackupVaultArn = "", Lifecycle }): RecoveryPoint => ({
            ...point,
            arn: pointArn(world, bucket, createdAt, true),
            vault: DestinationBackupVaultArn.slice(here.length),
            keptDays: keptDaysOf(Lifecycle),
            source: point.vault,
          }),
        );
      return [point, ...copies].filter((one) => isKept(at, one.keptDays));
    });
}

/** One point that reaches up to now: its date is when it began. It stops with versioning or a permission, and stays. */
function continuousOf(world: World, bucket: Bucket, dues: readonly Due[]): RecoveryPoint[] {
  const now = world.clock.now().getTime();
  const [due] = dues;
  if (!due) return [];
  // What changed beside did not break it off: it began with the first phase that could be read.
  const broken = dues.findIndex(({ failing }) => failing !== null && !Number.isFinite(failing.days));
  const readable = broken < 0 ? dues : dues.slice(0, broken);
  const isStopped =
    bucket.versioning?.status === "Suspended" || due.until <= now || Number.isFinite(due.failing?.days ?? Number.NaN);
  const first = isStopped ? dues[dues.length - 1] : readable[readable.length - 1];
  if (!first) return [];
  const [began = 0] = lastRuns(due.rule.rule.ScheduleExpression, first.since + dayMs, 1);
  if (began > now - jobMs) return [];
  return [
    {
      arn: continuousArn(world, bucket),
      bucket: bucket.name,
      vault: due.rule.rule.TargetBackupVaultName ?? "",
      createdAt: new Date(began),
      status: isStopped ? "STOPPED" : "AVAILABLE",
      bytes: storedOn(world, bucket, now).bytes,
      keptDays: keptDaysOf(due.rule.rule.Lifecycle),
      roleArn: due.roleArn,
      due,
    },
  ];
}

/** What a plan left that was taken away: still in the vault, and always a season old. */
function leftBehind(world: World, bucket: Bucket): RecoveryPoint[] {
  const { accountId, name, createdAt } = bucket;
  if (!leavesBackups(world, accountId) || !world.random.chance(0.4, "left-behind", name)) return [];
  return lastRuns(undefined, world.clock.now().getTime() - 95 * dayMs, shownRuns)
    .filter((at) => at >= Date.parse(createdAt))
    .map((at) => ({
      arn: pointArn(world, bucket, new Date(at)),
      bucket: name,
      vault: "workloads",
      createdAt: new Date(at),
      status: "COMPLETED",
      bytes: storedOn(world, bucket, at).bytes,
      keptDays: 365,
      roleArn: `arn:${world.partition}:iam::${accountId}:role/service-role/AWSBackupDefaultServiceRole`,
    }));
}

/** @returns the recovery points of a bucket, newest first: of plans that select it, of jobs, and what others left */
export function recoveryPointsOf(world: World, bucket: Bucket): RecoveryPoint[] {
  const asked = world.records
    .list(backupJobs, bucket.accountId, bucket.region)
    .filter((job) => job.bucket === bucket.name && jobState(world, job) === "COMPLETED")
    .map((job): RecoveryPoint => {
      const createdAt = new Date(job.createdAt);
      return {
        arn: pointArn(world, bucket, createdAt),
        bucket: bucket.name,
        vault: job.vault,
        createdAt,
        status: "COMPLETED",
        bytes: storedOn(world, bucket, createdAt.getTime()).bytes,
        keptDays: job.keptDays,
        roleArn: job.roleArn,
      };
    });
  const dues = dueOf(world, bucket);
  const isContinuous = ({ rule }: Due) => rule.rule.EnableContinuousBackup ?? false;
  const continuous = Map.groupBy(dues.filter(isContinuous), ({ rule }) => rule.id);
  const planned = [
    ...dues.filter((due) => !isContinuous(due)).flatMap((due) => pointsOf(world, bucket, due)),
    ...[...continuous.values()].flatMap((ofRule) => continuousOf(world, bucket, ofRule)),
  ];
  return [...asked, ...planned, ...leftBehind(world, bucket)].sort(
    (a, b) => b.createdAt.getTime() - a.createdAt.getTime(),
  );
}
