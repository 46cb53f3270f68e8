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

/** What a rule of a plan does, or did for a time, with a bucket that is selected. */
export type Due = {
  plan: BackupPlan;
  rule: PlanRule;
  roleArn: string;
  /** Since when and until when, in milliseconds. */
  since: number;
  until: number;
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

/**
 * What AWS Backup asks of a bucket and a vault, whoever asks for the backup.
 * @returns why it comes to nothing, and since when; null where it does not
 */
export function failureOf(
  world: World,
  bucket: Bucket,
  into: { vault: string; keptDays: number | null },
): Due["failing"] {
  const wrong = (message: string, days = Number.POSITIVE_INFINITY): Due["failing"] => ({
    failure: { message, category: "INVALIDPARAMETERS" },
    days,
  });
  const vault = world.records.get(vaults, bucket.accountId, bucket.region, into.vault);
  if (!vault) return wrong(`Backup vault ${into.vault} does not exist.`);
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html
  if (bucket.versioning?.status !== "Enabled") {
    return wrong(`Versioning is not enabled on bucket ${bucket.name}: AWS Backup for Amazon S3 needs it.`);
  }
  if (takesKept(vault, into.keptDays)) return null;
  return wrong(
    `The retention of the backup is not what the lock of backup vault ${into.vault} allows.`,
    vault.lockedAt === null ? undefined : (world.clock.now().getTime() - Date.parse(vault.lockedAt)) / dayMs,
  );
}

/** How long the backups of a bucket have failed on their own: a few were never made, a few stopped. */
function lagOf(world: World, name: string): number {
  const draw = world.random.of("backup-lag", name);
  if (draw < 0.05) return Number.POSITIVE_INFINITY;
  return draw < 0.15 ? 9 + world.random.below(60, "lag", name) : 0;
}

function failingOf(world: World, bucket: Bucket, plan: BackupPlan, rule: PlanRule): Due["failing"] {
  const kept = keptDaysOf(rule.rule.Lifecycle);
  const failing = failureOf(world, bucket, { vault: targetOf(rule), keptDays: kept });
  const days = Math.max(lagOf(world, bucket.name), plan.failingDays);
  if (days <= (failing?.days ?? 0)) return failing;
  const message = `Your backup job failed as AWS Backup does not have permission to describe resource arn:${world.partition}:s3:::${bucket.name}. Please review your IAM policies to ensure AWS Backup can protect your resources.`;
  return { failure: { message, category: "AccessDenied" }, days };
}

/** A stretch of time through which a bucket was the same. */
type Phase = { bucket: Bucket; from: number; to: number };

/** @returns what a bucket was, newest first: a backup shows how it was when the backup was made */
function phasesOf(world: World, bucket: Bucket): Phase[] {
  const { name, accountId, region } = bucket;
  const changes = world.bucketHistory.changesOf(name).map((at) => at.getTime());
  return [...changes, Number.POSITIVE_INFINITY]
    .map((to, n) => {
      const from = changes[n - 1] ?? Number.NEGATIVE_INFINITY;
      const state =
        to > from && Number.isFinite(to) ? world.bucketHistory.at(name, new Date(to - 1), bucket).state : bucket;
      return { bucket: state, from, to };
    })
    .filter((phase): phase is Phase => phase.bucket?.accountId === accountId && phase.bucket.region === region)
    .reverse();
}

/** From when until when S3 was switched on in an account and region. */
function optedIn(world: World, { accountId, region }: Bucket): { from: number; to: number } {
  const settings = world.records.get(backupSettings, accountId, region, "region");
  const isOn = settings?.optIn["S3"] ?? false;
  const turned = settings?.s3Since == null ? undefined : Date.parse(settings.s3Since);
  const ever = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  return isOn ? { ...ever, from: turned ?? ever.from } : { ...ever, to: turned ?? ever.from };
}

/**
 * What the plans of its account and region do with a bucket, newest first. Whether S3 is switched on there counts only
 * for selections that do not name S3 themselves.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/service-opt-in.html
 */
export function dueOf(world: World, bucket: Bucket): Due[] {
  const plans = world.records.list(backupPlans, bucket.accountId, bucket.region);
  if (plans.length === 0) return [];
  const on = optedIn(world, bucket);
  return phasesOf(world, bucket).flatMap((phase) => plans.flatMap((plan) => dueIn(world, phase, plan, on)));
}

function dueIn(world: World, { bucket, from, to }: Phase, plan: BackupPlan, on: { from: number; to: number }): Due[] {
  const spans = plan.selections.flatMap(({ createdAt, until, ...one }) => {
    const taken = selects(world, one, bucket);
    if (!taken) return [];
    const since = Math.max(from, Date.parse(createdAt), Date.parse(bucket.createdAt));
    const end = until === null ? to : Math.min(to, Date.parse(until));
    const span = taken === "named" ? { since, end } : { since: Math.max(since, on.from), end: Math.min(end, on.to) };
    return span.since < span.end ? [{ ...span, roleArn: one.selection.IamRoleArn ?? "" }] : [];
  });
  // Two selections that take a bucket in at the same time back it up once.
  const [first] = spans;
  if (!first) return [];
  const since = Math.min(...spans.map((span) => span.since));
  const until = Math.max(...spans.map((span) => span.end));
  return plan.rules
    .map((rule) => ({
      plan,
      rule,
      roleArn: first.roleArn,
      since: rule.since === null ? since : Math.max(since, Date.parse(rule.since)),
      until: rule.until === null ? until : Math.min(until, Date.parse(rule.until)),
      failing: failingOf(world, bucket, plan, rule),
    }))
    .filter((due) => due.since < due.until);
}

/** @returns the newest jobs of the plans of a bucket: AWS forgets them after thirty days */
export function runsOf(world: World, bucket: Bucket): Run[] {
  const now = world.clock.now().getTime();
  return dueOf(world, bucket).flatMap((due) =>
    lastRuns(due.rule.rule.ScheduleExpression, Math.min(now, due.until), shownRuns)
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
