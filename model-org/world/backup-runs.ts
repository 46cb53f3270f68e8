import { type BackupPlan, backupPlans, type PlanRule } from "./backup-plans";
import { lastRuns } from "./backup-schedule";
import { selects } from "./backup-selects";
import { backupSettings } from "./backup-settings";
import { takesKept, vaults } from "./backup-vaults";
import type { Bucket } from "./configuration";
import type { World } from "./world";

export const dayMs = 86_400_000;

/** How long the model's jobs take. */
export const jobMs = 120_000;

/** How many runs, and how many points, of a rule and bucket the model shows: the newest. */
export const shownRuns = 7;

/** Why a backup came to nothing, and the heading AWS Backup puts it under. */
export type Failure = { message: string; category: "AccessDenied" | "INVALIDPARAMETERS" };

/** What a rule of a plan does with a bucket that is selected. */
export type Due = {
  plan: BackupPlan;
  rule: PlanRule;
  roleArn: string;
  /** Since when, in milliseconds. */
  since: number;
  /** Why its runs fail, and for how long they have: for ever, or until so many days ago. Null where they succeed. */
  failing: { failure: Failure; days: number } | null;
};

/** A job of a plan. */
export type Run = { due: Due; at: number; state: "RUNNING" | "COMPLETED" | "FAILED" };

/** @returns for how many days a rule keeps what it makes; null for ever */
export function keptDaysOf(lifecycle: { DeleteAfterDays?: number | undefined } | undefined): number | null {
  const days = lifecycle?.DeleteAfterDays ?? -1;
  return days < 0 ? null : days;
}

/** @returns the name of the vault a rule puts its points into: an isolated one directly, since S3 allows it */
export const targetOf = ({ rule }: PlanRule): string =>
  rule.TargetLogicallyAirGappedBackupVaultArn?.split(":").pop() ?? rule.TargetBackupVaultName ?? "";

/** What AWS Backup asks of a bucket and a vault, whoever asks for the backup. */
export function failureOf(
  world: World,
  bucket: Bucket,
  into: { vault: string; keptDays: number | null },
): Failure | null {
  const wrong = (message: string): Failure => ({ message, category: "INVALIDPARAMETERS" });
  const vault = world.records.get(vaults, bucket.accountId, bucket.region, into.vault);
  if (!vault) return wrong(`Backup vault ${into.vault} does not exist.`);
  if (!takesKept(vault, into.keptDays)) {
    return wrong(`The retention of the backup is not what the lock of backup vault ${into.vault} allows.`);
  }
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html
  if (bucket.versioning?.status !== "Enabled") {
    return wrong(`Versioning is not enabled on bucket ${bucket.name}: AWS Backup for Amazon S3 needs it.`);
  }
  return null;
}

/** How long the backups of a bucket have failed on their own: a few were never made, a few stopped. */
function lagOf(world: World, name: string): number {
  const draw = world.random.of("backup-lag", name);
  if (draw < 0.05) return Number.POSITIVE_INFINITY;
  return draw < 0.15 ? 9 + world.random.below(60, "lag", name) : 0;
}

function failingOf(world: World, bucket: Bucket, plan: BackupPlan, rule: PlanRule): Due["failing"] {
  const kept = keptDaysOf(rule.rule.Lifecycle);
  const failure = failureOf(world, bucket, { vault: targetOf(rule), keptDays: kept });
  if (failure) return { failure, days: Number.POSITIVE_INFINITY };
  const days = Math.max(lagOf(world, bucket.name), plan.failingDays);
  const message = `Your backup job failed as AWS Backup does not have permission to describe resource arn:${world.partition}:s3:::${bucket.name}. Please review your IAM policies to ensure AWS Backup can protect your resources.`;
  return days > 0 ? { failure: { message, category: "AccessDenied" }, days } : null;
}

/**
 * What the plans of its account and region do with a bucket. Whether S3 is switched on there counts only for selections
 * that do not name S3 themselves.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/service-opt-in.html
 */
export function dueOf(world: World, bucket: Bucket): Due[] {
  const { accountId, region } = bucket;
  const isOn = world.records.get(backupSettings, accountId, region, "region")?.optIn["S3"] ?? false;
  return world.records.list(backupPlans, accountId, region).flatMap((plan) => {
    const found = plan.selections.find((one) => {
      const taken = selects(world, one, bucket);
      return taken === "named" || (taken === "found" && isOn);
    });
    if (!found) return [];
    return plan.rules.map((rule) => ({
      plan,
      rule,
      roleArn: found.selection.IamRoleArn ?? "",
      since: Math.max(Date.parse(found.createdAt), Date.parse(plan.createdAt), Date.parse(bucket.createdAt)),
      failing: failingOf(world, bucket, plan, rule),
    }));
  });
}

/** @returns the newest jobs of the plans of a bucket: AWS forgets them after thirty days */
export function runsOf(world: World, bucket: Bucket): Run[] {
  const now = world.clock.now().getTime();
  return dueOf(world, bucket).flatMap((due) =>
    lastRuns(due.rule.rule.ScheduleExpression, now, shownRuns)
      .filter((at) => at >= due.since && at > now - 30 * dayMs)
      .map((at): Run => {
        const hasFailed = due.failing !== null && at > now - due.failing.days * dayMs;
        if (at > now - jobMs) return { due, at, state: "RUNNING" };
        return { due, at, state: hasFailed ? "FAILED" : "COMPLETED" };
      }),
  );
}

/** The account whose plan was taken away, and left backups. */
export const leavesBackups = (world: World, accountId: string): boolean =>
  world.tree.purposes.get(accountId)?.name === "documents-prod";
