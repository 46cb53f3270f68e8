import type * as Api from "@aws-sdk/client-backup";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { planArn } from "../world/backup-plans";
import { type Due, dayMs, jobMs } from "../world/backup-runs";
import { usualSchedule } from "../world/backup-schedule";
import { type Vault, vaultArn, vaults } from "../world/backup-vaults";
import type { Bucket } from "../world/configuration";
import { bucketOfPoint, type RecoveryPoint, recoveryPointsOf } from "../world/recovery-points";
import type { World } from "../world/world";
import { bucketNamed, notFound, page, vaultFor } from "./backup-find";
import { ownBuckets, walkBuckets } from "./backup-walk";

/** @returns what AWS Backup says of the rule that made something */
export function creatorOf(world: World, { accountId, region }: Bucket, due: Due): Api.RecoveryPointCreator {
  const { plan, rule } = due;
  return {
    BackupPlanId: plan.id,
    BackupPlanArn: planArn(world, accountId, region, plan.id),
    BackupPlanName: plan.name,
    BackupPlanVersion: plan.versionId,
    BackupRuleId: rule.id,
    BackupRuleName: rule.rule.RuleName,
    BackupRuleCron: rule.rule.ScheduleExpression ?? usualSchedule,
    BackupRuleTimezone: rule.rule.ScheduleExpressionTimezone ?? "Etc/UTC",
  };
}

/** Backups, and what of an account has one. */
export function backupPoints(world: World): HandlersOf<typeof Api> {
  const bucketArn = ({ name }: Bucket): string => `arn:${world.partition}:s3:::${name}`;
  const vaultOf = ({ accountId, region }: Bucket, { vault }: RecoveryPoint): Vault | undefined =>
    world.records.get(vaults, accountId, region, vault);

  function encryptionOf(bucket: Bucket, point: RecoveryPoint) {
    const { keyArn, keyType, type = "BACKUP_VAULT" as const } = vaultOf(bucket, point) ?? {};
    return {
      VaultType: type,
      ...(keyArn === undefined ? {} : { EncryptionKeyArn: keyArn }),
      ...(keyType == null ? {} : { EncryptionKeyType: keyType }),
    };
  }

  /** A point as lists of vaults and descriptions have it. Backups of buckets bear the vault's key, whatever theirs is. */
  function shown(bucket: Bucket, point: RecoveryPoint): Api.RecoveryPointByBackupVault {
    const { accountId, region } = bucket;
    const { createdAt, keptDays, source, due } = point;
    return {
      RecoveryPointArn: point.arn,
      BackupVaultName: point.vault,
      BackupVaultArn: vaultArn(world, accountId, region, point.vault),
      ...(source === undefined ? {} : { SourceBackupVaultArn: vaultArn(world, accountId, region, source) }),
      ResourceArn: bucketArn(bucket),
      ResourceType: "S3",
      ResourceName: bucket.name,
      ...(due ? { CreatedBy: creatorOf(world, bucket, due) } : {}),
      IamRoleArn: point.roleArn,
      Status: point.status,
      CreationDate: createdAt,
      InitiationDate: createdAt,
      CompletionDate: new Date(createdAt.getTime() + jobMs),
      BackupSizeInBytes: point.bytes,
      IsEncrypted: true,
      IsParent: false,
      ...(keptDays === null
        ? {}
        : {
            Lifecycle: { DeleteAfterDays: keptDays },
            CalculatedLifecycle: { DeleteAt: new Date(createdAt.getTime() + keptDays * dayMs) },
          }),
      ...encryptionOf(bucket, point),
    };
  }

  /** What protects a bucket, by its newest point: nothing where there is none. */
  function protection(bucket: Bucket, points: readonly RecoveryPoint[]): Api.ProtectedResource[] {
    const [last] = points;
    if (!last) return [];
    return [
      {
        ResourceArn: bucketArn(bucket),
        ResourceType: "S3",
        ResourceName: bucket.name,
        LastBackupTime: last.createdAt,
        LastBackupVaultArn: vaultArn(world, bucket.accountId, bucket.region, last.vault),
        LastRecoveryPointArn: last.arn,
      },
    ];
  }

  const inVault = (bucket: Bucket, { name }: Vault) =>
    recoveryPointsOf(world, bucket).filter(({ vault }) => vault === name);

  return {
    ListProtectedResources(input, context) {
      const { items, ...rest } = walkBuckets(
        world,
        ownBuckets(context),
        (bucket) => protection(bucket, recoveryPointsOf(world, bucket)),
        input,
      );
      return { Results: items, ...rest };
    },

    ListProtectedResourcesByBackupVault(input, context) {
      const vault = vaultFor(world, context, input);
      const { items, ...rest } = walkBuckets(
        world,
        ownBuckets(context),
        (bucket) => protection(bucket, inVault(bucket, vault)),
        input,
      );
      return { Results: items, ...rest };
    },

    DescribeProtectedResource({ ResourceArn = "" }, context) {
      const bucket = bucketNamed(world, context, ResourceArn);
      const [found] = bucket ? protection(bucket, recoveryPointsOf(world, bucket)) : [];
      if (!found) throw notFound(`Cannot find protected resource ${ResourceArn}`);
      return found;
    },

    /** Empty, not refused, for what was never backed up. */
    ListRecoveryPointsByResource(input, context) {
      const bucket = bucketNamed(world, context, input.ResourceArn ?? "");
      const { items, ...rest } = page(bucket ? recoveryPointsOf(world, bucket) : [], input);
      return {
        RecoveryPoints: items.map((point) => ({
          RecoveryPointArn: point.arn,
          CreationDate: point.createdAt,
          Status: point.status,
          BackupSizeBytes: point.bytes,
          BackupVaultName: point.vault,
          IsParent: false,
          ResourceName: point.bucket,
          // Only what is in a page has a bucket: it is the one that was asked for.
          ...(bucket ? encryptionOf(bucket, point) : {}),
        })),
        ...rest,
      };
    },

    ListRecoveryPointsByBackupVault(input, context) {
      const vault = vaultFor(world, context, input);
      const { ByResourceArn, ByResourceType, ByBackupPlanId, ByCreatedBefore, ByCreatedAfter } = input;
      const only = ByResourceArn === undefined ? undefined : (bucketNamed(world, context, ByResourceArn)?.name ?? "");
      const isAsked = ({ createdAt, due }: RecoveryPoint): boolean =>
        (ByResourceType ?? "S3") === "S3" &&
        input.ByParentRecoveryPointArn === undefined &&
        (ByBackupPlanId === undefined || due?.plan.id === ByBackupPlanId) &&
        (ByCreatedBefore === undefined || createdAt < ByCreatedBefore) &&
        (ByCreatedAfter === undefined || createdAt > ByCreatedAfter);
      const pointsOf = (bucket: Bucket) =>
        inVault(bucket, vault)
          .filter(isAsked)
          .map((point) => shown(bucket, point));
      const asked = only === undefined ? undefined : world.bucket(only);
      const { items, ...rest } =
        only === undefined
          ? walkBuckets(world, ownBuckets(context), pointsOf, input)
          : page(asked ? pointsOf(asked) : [], input);
      return { RecoveryPoints: items, ...rest };
    },

    DescribeRecoveryPoint(input, context) {
      const vault = vaultFor(world, context, input);
      const { point, bucket } = pointNamed(world, context, input.RecoveryPointArn ?? "") ?? {};
      if (!point || !bucket || point.vault !== vault.name) {
        throw notFound(`Cannot find recovery point ${input.RecoveryPointArn}`);
      }
      return { ...shown(bucket, point), StorageClass: "WARM" };
    },
  };
}

/** @returns the recovery point of the caller's an ARN names, with its bucket; undefined where there is none */
export function pointNamed(
  world: World,
  { caller, region }: Pick<Context, "caller" | "region">,
  arn: string,
): { point: RecoveryPoint; bucket: Bucket } | undefined {
  const bucket = world.bucket(bucketOfPoint(arn) ?? "");
  if (bucket?.accountId !== caller.accountId || bucket.region !== region) return undefined;
  const point = recoveryPointsOf(world, bucket).find((one) => one.arn === arn);
  return point && { point, bucket };
}
