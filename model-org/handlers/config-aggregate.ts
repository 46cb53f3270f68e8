import * as Config from "@aws-sdk/client-config-service";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type ConfigAggregator, configAggregators } from "../world/config-aggregators";
import type { Account } from "../world/configuration";
import { speaksForOrganization } from "../world/delegated";
import type { World } from "../world/world";
import { asBaseItem, asItem, itemNamed } from "./config-items";
import type { Selector } from "./config-select";
import { sourcesStatus } from "./config-sources";

const $metadata = {};

/** @returns the account whose aggregators a caller sees */
export const aggregatingAccount = (world: World, { caller }: Context): string =>
  speaksForOrganization(world, caller) ? world.hubAccountId : caller.accountId;

/** @throws NoSuchConfigurationAggregatorException for one the caller does not have in the region */
export function aggregatorNamed(world: World, context: Context, name: string | undefined): ConfigAggregator {
  const found = world.records.get(configAggregators, aggregatingAccount(world, context), context.region, name ?? "");
  if (found) return found;
  throw new Config.NoSuchConfigurationAggregatorException({
    message: "The configuration aggregator does not exist. Check the configuration aggregator name and try again.",
    $metadata,
  });
}

/** @returns the accounts an aggregator collects from */
export function accountsOf(world: World, { organization, accounts }: ConfigAggregator): readonly Account[] {
  if (organization) return world.tree.accounts;
  const ids = new Set(accounts.flatMap(({ AccountIds }) => AccountIds ?? []));
  return world.tree.accounts.filter(({ id }) => ids.has(id));
}

const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;

const where = (conditions: Record<string, string | undefined>): string => {
  const given = Object.entries(conditions).flatMap(([path, value]) => (value ? [`${path} = ${quoted(value)}`] : []));
  return given.length === 0 ? "" : ` WHERE ${given.join(" AND ")}`;
};

const groupPaths = { RESOURCE_TYPE: "resourceType", ACCOUNT_ID: "accountId", AWS_REGION: "awsRegion" } as const;

/** What an aggregator answers: queries, lists, counts and items of every account it collects from. */
export function configAggregate(world: World, selector: Selector): HandlersOf<typeof Config> {
  return {
    async SelectAggregateResourceConfig(input, context) {
      const aggregator = aggregatorNamed(world, context, input.ConfigurationAggregatorName);
      const { Expression, NextToken } = input;
      return selector.select(accountsOf(world, aggregator), {
        Expression,
        NextToken,
        Limit: input.Limit ?? input.MaxResults,
      });
    },
    async ListAggregateDiscoveredResources(input, context) {
      const aggregator = aggregatorNamed(world, context, input.ConfigurationAggregatorName);
      const { ResourceType: type, Filters = {}, NextToken, Limit } = input;
      const conditions = {
        resourceType: type,
        accountId: Filters.AccountId,
        awsRegion: Filters.Region,
        resourceId: Filters.ResourceId,
        resourceName: Filters.ResourceName,
      };
      const page = await selector.select(accountsOf(world, aggregator), {
        Expression: `SELECT accountId, awsRegion, resourceId, resourceName${where(conditions)}`,
        Limit: Limit || 100,
        NextToken,
      });
      return {
        ResourceIdentifiers: page.Results.map((result) => {
          const found = JSON.parse(result) as Record<"accountId" | "awsRegion" | "resourceId" | "resourceName", string>;
          return {
            SourceAccountId: found.accountId,
            SourceRegion: found.awsRegion,
            ResourceId: found.resourceId,
            ResourceName: found.resourceName,
            ResourceType: type,
          };
        }),
        NextToken: page.NextToken,
      };
    },
    async GetAggregateDiscoveredResourceCounts(input, context) {
      const aggregator = aggregatorNamed(world, context, input.ConfigurationAggregatorName);
      const accounts = accountsOf(world, aggregator);
      const { Filters = {}, GroupByKey, NextToken } = input;
      const conditions = {
        resourceType: Filters.ResourceType,
        accountId: Filters.AccountId,
        awsRegion: Filters.Region,
      };
      const count = (result: string) => (JSON.parse(result) as { "COUNT(*)": number })["COUNT(*)"];
      const total = await selector.select(accounts, { Expression: `SELECT COUNT(*)${where(conditions)}` });
      const answer = { TotalDiscoveredResources: count(total.Results[0] ?? '{"COUNT(*)":0}') };
      if (GroupByKey === undefined) return answer;
      const path = groupPaths[GroupByKey];
      const Expression = `SELECT ${path}, COUNT(*)${where(conditions)} GROUP BY ${path} ORDER BY ${path}`;
      const page = await selector.select(accounts, { Expression, NextToken });
      return {
        ...answer,
        GroupByKey,
        GroupedResourceCounts: page.Results.map((result) => ({
          GroupName: String((JSON.parse(result) as Record<string, unknown>)[path]),
          ResourceCount: count(result),
        })),
        NextToken: page.NextToken,
      };
    },
    BatchGetAggregateResourceConfig(input, context) {
      const aggregator = aggregatorNamed(world, context, input.ConfigurationAggregatorName);
      const asked = input.ResourceIdentifiers ?? [];
      if (asked.length === 0 || asked.length > 100) {
        throw new AwsError("ValidationException", "Between 1 and 100 resource identifiers are asked for at a time.");
      }
      const collected = new Set(accountsOf(world, aggregator).map(({ id }) => id));
      const answers = asked.map((one) => {
        const found = collected.has(one.SourceAccountId ?? "") ? itemNamed(world, named(one)) : undefined;
        return { one, found };
      });
      return {
        BaseConfigurationItems: answers.flatMap(({ found }) => (found ? [asBaseItem(found)] : [])),
        UnprocessedResourceIdentifiers: answers.flatMap(({ one, found }) => (found ? [] : [one])),
      };
    },
    GetAggregateResourceConfig(input, context) {
      aggregatorNamed(world, context, input.ConfigurationAggregatorName);
      const found = itemNamed(world, named(input.ResourceIdentifier));
      if (!found) {
        throw new Config.ResourceNotDiscoveredException({
          message: `Resource ${input.ResourceIdentifier?.ResourceId} of resourceType: ${input.ResourceIdentifier?.ResourceType} is unknown or has not been discovered`,
          $metadata,
        });
      }
      return { ConfigurationItem: asItem(found) };
    },
    DescribeConfigurationAggregatorSourcesStatus(input, context) {
      const aggregator = aggregatorNamed(world, context, input.ConfigurationAggregatorName);
      return sourcesStatus(world, accountsOf(world, aggregator), input);
    },
  };
}

const named = (one: Config.AggregateResourceIdentifier | undefined) => ({
  accountId: one?.SourceAccountId ?? "",
  region: one?.SourceRegion ?? "",
  type: one?.ResourceType ?? "",
  id: one?.ResourceId ?? "",
});
