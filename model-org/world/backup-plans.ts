import type { AdvancedBackupSetting, BackupRuleInput, BackupSelection } from "@aws-sdk/client-backup";
import { usualSchedule } from "./backup-schedule";
import { airGappedVault, vaultArn, vaults } from "./backup-vaults";
import type { Kind, Place } from "./records";
import type { World } from "./world";

/** A rule as it was written, for as long as it was in the plan. */
export type PlanRule = { id: string; rule: BackupRuleInput; since: string | null; until: string | null };

/** What a plan takes in, or took in until it was told not to: what it backed up stays. */
export type Selection = {
  id: string;
  createdAt: string;
  until: string | null;
  requestId: string | null;
  selection: BackupSelection;
};

/** A plan of AWS Backup with what it selects. */
export type BackupPlan = {
  id: string;
  name: string;
  versionId: string;
  createdAt: string;
  /** Plans that are deleted are still told of to whoever asks for them. */
  deletedAt: string | null;
  requestId: string | null;
  rules: PlanRule[];
  advanced: AdvancedBackupSetting[];
  selections: Selection[];
  /** For how many days its jobs have failed; 0 where they succeed. */
  failingDays: number;
};

export const planArn = (world: World, accountId: string, region: string, id: string): string =>
  `arn:${world.partition}:backup:${region}:${accountId}:backup-plan:${id}`;

type Choice = Pick<BackupSelection, "Resources" | "NotResources" | "ListOfTags" | "Conditions">;

const tagged = (...values: readonly string[]): Choice => ({
  ListOfTags: values.map((ConditionValue) => ({
    ConditionType: "STRINGEQUALS" as const,
    ConditionKey: "data-classification",
    ConditionValue,
  })),
});

const named = (...Resources: readonly string[]): Choice => ({ Resources: [...Resources] });

type Story = {
  choices: Choice[];
  failingDays?: number;
  /** Backups one can go back to any moment of: beside the daily ones, or instead of them. */
  continuous?: "too" | "only";
  keptDays?: number;
  /** How backups reach the isolated vault. */
  airGapped?: "copied" | "directly";
};

/** Plans of accounts, by planned name: by tag, by ARN, by condition, for something else, or without anything selected. */
const stories: Readonly<Record<string, (partition: string) => Story>> = {
  "data-lake-prod": (partition) => ({
    choices: [named(`arn:${partition}:s3:::aldermoor-data-lake-prod-curated*`), tagged("restricted")],
    airGapped: "copied",
  }),
  "log-archive": (partition) => ({
    choices: [
      {
        ...named(`arn:${partition}:s3:::*`),
        NotResources: [`arn:${partition}:s3:::aldermoor-log-archive-access-logs*`],
      },
    ],
    keptDays: 365,
  }),
  backup: (partition) => ({ choices: [named(`arn:${partition}:s3:::*`)] }),
  "portal-prod": () => ({
    choices: [
      {
        ...named("*"),
        Conditions: {
          StringEquals: [{ ConditionKey: "aws:ResourceTag/environment", ConditionValue: "production" }],
          StringNotEquals: [{ ConditionKey: "aws:ResourceTag/data-classification", ConditionValue: "internal" }],
        },
      },
    ],
  }),
  // Its role lost a permission: nothing was backed up since.
  "claims-prod": () => ({ choices: [tagged("restricted", "confidential")], failingDays: 40, keptDays: 100 }),
  "payments-prod": () => ({
    choices: [tagged("restricted", "confidential", "internal")],
    continuous: "too",
    airGapped: "directly",
  }),
  "policies-prod": () => ({ choices: [tagged("restricted", "confidential")], continuous: "only" }),
  "legal-hold-prod": (partition) => ({ choices: [named(`arn:${partition}:s3:::*`)], keptDays: 400 }),
  // Selected by tag in an account that switched S3 off: nothing happens, and no job says so.
  "billing-prod": () => ({ choices: [tagged("restricted", "confidential")] }),
  "shared-services": (partition) => ({ choices: [named(`arn:${partition}:s3:::*`)] }),
  // Databases only.
  "underwriting-prod": (partition) => ({ choices: [named(`arn:${partition}:rds:*:*:db:*`)] }),
  "telematics-prod": () => ({ choices: [] }),
  "partner-exchange-prod": () => ({ choices: [] }),
};

/** How many accounts of a purpose have a plan, where no story says. */
const planned: Readonly<Record<string, number>> = { prod: 0.8, infrastructure: 0.4, security: 0.7 };

function storyOf({ world, account }: Place): Story | undefined {
  const { name = "", purpose = "" } = world.tree.purposes.get(account.id) ?? {};
  const story = stories[name];
  if (story) return story(world.partition);
  // Documents had a plan once: what it left is in its vault.
  if (name === "documents-prod" || !world.random.chance(planned[purpose] ?? 0, "backup-plan", account.id)) {
    return undefined;
  }
  return { choices: [tagged("restricted", "confidential")] };
}

function rulesOf({ world, account, region }: Place, { continuous, keptDays = 35, airGapped }: Story): PlanRule[] {
  const isolated = vaultArn(world, account.id, region, airGappedVault);
  const Lifecycle = { DeleteAfterDays: keptDays };
  const rule: BackupRuleInput = {
    RuleName: "daily",
    TargetBackupVaultName: "workloads",
    ScheduleExpression: usualSchedule,
    ScheduleExpressionTimezone: "Etc/UTC",
    StartWindowMinutes: 480,
    CompletionWindowMinutes: 10_080,
    Lifecycle,
    EnableContinuousBackup: false,
  };
  const id = (name: string) => uuid(world, name, account.id, region);
  const always = { since: null, until: null };
  const daily: PlanRule = {
    ...always,
    id: id("rule"),
    rule: {
      ...rule,
      ...(airGapped === "directly" ? { TargetLogicallyAirGappedBackupVaultArn: isolated } : {}),
      ...(airGapped === "copied" ? { CopyActions: [{ DestinationBackupVaultArn: isolated, Lifecycle }] } : {}),
    },
  };
  const continuing: PlanRule = {
    ...always,
    id: id("continuous-rule"),
    rule: { ...rule, RuleName: "continuous", EnableContinuousBackup: true },
  };
  return [...(continuous === "only" ? [] : [daily]), ...(continuous ? [continuing] : [])];
}

/** Plans: at most one in an account and region, where somebody plans. */
export const backupPlans: Kind<BackupPlan> = {
  name: "backup-plan",
  id: ({ id }) => id,
  derive(place) {
    const { world, account, region } = place;
    const story = storyOf(place);
    if (!story || !vaults.derive(place).some(({ name }) => name === "workloads")) return [];
    const id = uuid(world, "plan", account.id, region);
    const createdAt = new Date(Date.UTC(2023, world.random.below(24, "plan", account.id), 6)).toISOString();
    return [
      {
        id,
        name: `${world.tree.purposes.get(account.id)?.name ?? account.name}-daily`,
        versionId: versionOf(world, id, createdAt),
        createdAt,
        deletedAt: null,
        requestId: null,
        failingDays: story.failingDays ?? 0,
        rules: rulesOf(place, story),
        advanced: [],
        selections: story.choices.map((choice, n) => ({
          id: uuid(world, "selection", account.id, region, n),
          createdAt,
          until: null,
          requestId: null,
          selection: {
            SelectionName: `buckets-${n + 1}`,
            IamRoleArn: `arn:${world.partition}:iam::${account.id}:role/service-role/AWSBackupDefaultServiceRole`,
            Resources: [],
            NotResources: [],
            ListOfTags: [],
            ...choice,
          },
        })),
      },
    ];
  },
};

/** @returns the rules a plan has now */
export const rulesIn = ({ rules }: BackupPlan): PlanRule[] => rules.filter(({ until }) => until === null);

/** @returns what a plan takes in now */
export const selectionsOf = ({ selections }: BackupPlan): Selection[] =>
  selections.filter(({ until }) => until === null);

/** @returns the name of a plan's version: another each time it is written */
export const versionOf = (world: World, id: string, at: string): string =>
  Buffer.from(world.random.hex(36, "plan-version", id, at))
    .toString("base64url")
    .slice(0, 48);

/** @returns an identifier as AWS Backup gives them */
export const uuid = (world: World, ...names: readonly (string | number)[]): string =>
  [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, world.random.hex(32, ...names));
