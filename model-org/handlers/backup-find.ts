import * as Api from "@aws-sdk/client-backup";
import { actionOf } from "../iam/actions";
import { authorize } from "../iam/authorize";
import { roles } from "../iam/roles";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import { type BackupPlan, backupPlans } from "../world/backup-plans";
import { type Vault, vaultArn, vaults } from "../world/backup-vaults";
import type { Bucket } from "../world/configuration";
import type { World } from "../world/world";
import { pageOf } from "./pages";

const $metadata = {};

export const invalidParameter = (message: string): Error =>
  new Api.InvalidParameterValueException({ message, $metadata });

export const invalidRequest = (message: string): Error => new Api.InvalidRequestException({ message, $metadata });

export const notFound = (message: string): Error => new Api.ResourceNotFoundException({ message, $metadata });

/** What a call about a list is given. */
export type Paged = { MaxResults?: number | undefined; NextToken?: string | undefined };

const mostOnPage = 1000;

/** @returns how many items a page holds. @throws InvalidParameterValueException for more than AWS gives */
export function sizeOf({ MaxResults = mostOnPage }: Paged): number {
  if (MaxResults >= 1 && MaxResults <= mostOnPage) return MaxResults;
  throw invalidParameter(`MaxResults must be between 1 and ${mostOnPage}.`);
}

export const invalidToken = (): Error => invalidParameter("Invalid pagination token");

/** One page of a list that is there as a whole. */
export function page<T>(all: readonly T[], input: Paged): { items: T[]; NextToken?: string } {
  const { items, next } = pageOf(all, input.NextToken, sizeOf(input), invalidToken);
  return { items, ...(next === undefined ? {} : { NextToken: next }) };
}

/**
 * Finds the vault a call names, as far as its access policy lets the caller.
 * @throws AccessDeniedException for one that is not there: AWS Backup does not tell the two apart
 */
export function vaultFor(
  world: World,
  context: Context,
  {
    BackupVaultName = "",
    BackupVaultAccountId,
  }: { BackupVaultName?: string | undefined; BackupVaultAccountId?: string | undefined },
): Vault {
  const { caller, region } = context;
  const isOwn = BackupVaultAccountId === undefined || BackupVaultAccountId === caller.accountId;
  const vault = isOwn ? world.records.get(vaults, caller.accountId, region, BackupVaultName) : undefined;
  if (!vault) throw new AwsError("AccessDeniedException", "Insufficient privileges to perform this action.", 403);
  authorize(world, context, actionOf(context.service, context.operation), {
    resource: vaultArn(world, caller.accountId, region, vault.name),
    policy: vault.policy,
  });
  return vault;
}

/** @returns the plan a call names; undefined where there is none, or none any more */
export function planOf(world: World, { caller, region }: Context, id: string | undefined): BackupPlan | undefined {
  const plan = world.records.get(backupPlans, caller.accountId, region, id ?? "");
  return plan?.deletedAt === null ? plan : undefined;
}

/** @throws InvalidParameterValueException where a call about selections names no plan */
export function planWithSelections(world: World, context: Context, id: string | undefined): BackupPlan {
  const plan = planOf(world, context, id);
  if (!plan) throw invalidParameter(`Cannot find Backup plan with ID ${id}`);
  return plan;
}

/** @throws InvalidParameterValueException for a role that is not there, or does not trust AWS Backup */
export function refuseRole(world: World, { caller }: Context, arn: string): void {
  const name = new RegExp(`^arn:[a-z-]+:iam::${caller.accountId}:role/(?:.*/)?([^/]+)$`).exec(arn)?.[1] ?? "";
  const role = world.records.get(roles, caller.accountId, world.homeRegion, name);
  if (role?.trust.includes('"backup.amazonaws.com"')) return;
  throw invalidParameter(`IAM Role ${arn} cannot be assumed by AWS Backup`);
}

/**
 * @returns the bucket of the caller's account and region an ARN names; undefined where there is none, or another kind
 * @throws InvalidParameterValueException for what is no ARN
 */
export function bucketNamed(world: World, { caller, region }: Context, arn: string): Bucket | undefined {
  if (!/^arn:[a-z-]+:[a-z0-9-]+:[^:]*:[^:]*:.+$/.test(arn)) throw invalidParameter(`Invalid ARN: ${arn}`);
  const bucket = world.bucket(/^arn:[a-z-]+:s3:::([^/]+)$/.exec(arn)?.[1] ?? "");
  return bucket?.accountId === caller.accountId && bucket.region === region ? bucket : undefined;
}
