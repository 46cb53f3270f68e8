import * as Api from "@aws-sdk/client-accessanalyzer";
import type { Context } from "../wire/context";
import { type Analyzer, analyzers } from "../world/analyzers";
import { speaksForOrganization } from "../world/delegated";
import type { World } from "../world/world";

const $metadata = {};

export const invalid = (message: string): Error => new Api.ValidationException({ message, reason: "other", $metadata });

export const notFound = (resourceId: string, resourceType: string): Error =>
  new Api.ResourceNotFoundException({
    message: `The ${resourceType} ${resourceId} was not found.`,
    resourceId,
    resourceType,
    $metadata,
  });

/** An analyzer, and where it is. */
export type Asked = { analyzer: Analyzer; accountId: string; region: string };

/** The account whose analyzers a caller has. */
export const analyzingAccount = (world: World, { caller }: Context): string =>
  speaksForOrganization(world, caller) ? world.hubAccountId : caller.accountId;

/** @throws ResourceNotFoundException for an analyzer the caller does not have in the region */
export function analyzerOf(world: World, context: Context, arn: string | undefined): Asked {
  const parsed = /^arn:[^:]+:access-analyzer:([^:]+):(\d{12}):analyzer\/(.+)$/.exec(arn ?? "");
  if (!parsed) throw invalid(`${arn} is not the ARN of an analyzer.`);
  const [, region, accountId, name] = parsed;
  const accountAsked = analyzingAccount(world, context);
  const analyzer =
    region === context.region && accountId === accountAsked
      ? world.records.get(analyzers, accountAsked, context.region, name ?? "")
      : undefined;
  if (!analyzer) throw notFound(arn ?? "", "analyzer");
  return { analyzer, accountId: accountAsked, region: context.region };
}

/** @throws ResourceNotFoundException for an analyzer the caller does not have in the region */
export function analyzerNamed(world: World, context: Context, name: string | undefined): Asked {
  const accountId = analyzingAccount(world, context);
  const analyzer = world.records.get(analyzers, accountId, context.region, name ?? "");
  if (!analyzer) throw notFound(name ?? "", "analyzer");
  return { analyzer, accountId, region: context.region };
}
