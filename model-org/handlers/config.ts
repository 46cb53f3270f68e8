import * as Config from "@aws-sdk/client-config-service";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type ConfigAggregator, configAggregators } from "../world/config-aggregators";
import { speaksForOrganization } from "../world/delegated";
import type { World } from "../world/world";
import { aggregatingAccount, aggregatorNamed, configAggregate } from "./config-aggregate";
import { invalidToken } from "./config-errors";
import { configOwn } from "./config-own";
import { configRecorder } from "./config-recorders";
import { configRule } from "./config-rules";
import { Selector } from "./config-select";
import { pageOf } from "./pages";

/** AWS Config: recorders, rules, items and the organization's aggregator. */
export function config(world: World): HandlersOf<typeof Config> {
  const selector = new Selector(world);
  return {
    ...aggregators(world),
    ...configAggregate(world, selector),
    ...configOwn(world, selector),
    ...configRecorder(world),
    ...configRule(world),
  };
}

function aggregators(world: World): HandlersOf<typeof Config> {
  const aggregatorOut = (context: Context, one: ConfigAggregator): Config.ConfigurationAggregator => ({
    ConfigurationAggregatorName: one.name,
    ConfigurationAggregatorArn: `arn:${world.partition}:config:${context.region}:${aggregatingAccount(world, context)}:config-aggregator/config-aggregator-${one.id}`,
    ...(one.organization
      ? {
          OrganizationAggregationSource: {
            RoleArn: one.organization.roleArn,
            AllAwsRegions: one.organization.allRegions,
            ...(one.organization.allRegions ? {} : { AwsRegions: one.organization.regions }),
          },
        }
      : { AccountAggregationSources: one.accounts }),
    CreationTime: new Date(one.createdAt),
    LastUpdatedTime: new Date(one.updatedAt),
  });
  return {
    DescribeConfigurationAggregators(input, context) {
      const wanted = input.ConfigurationAggregatorNames?.length
        ? input.ConfigurationAggregatorNames.map((name) => aggregatorNamed(world, context, name))
        : world.records.list(configAggregators, aggregatingAccount(world, context), context.region);
      const { items, next } = pageOf(wanted, input.NextToken, input.Limit || 100, invalidToken);
      return { ConfigurationAggregators: items.map((one) => aggregatorOut(context, one)), NextToken: next };
    },
    PutConfigurationAggregator(input, context) {
      const { ConfigurationAggregatorName: name = "" } = input;
      const { OrganizationAggregationSource: organization, AccountAggregationSources: accounts } = input;
      const accountId = aggregatingAccount(world, context);
      if (Boolean(organization) === Boolean(accounts?.length)) {
        throw new Config.InvalidParameterValueException({
          message: "Exactly one of OrganizationAggregationSource and AccountAggregationSources is given.",
          $metadata: {},
        });
      }
      if (organization && !speaksForOrganization(world, context.caller)) {
        throw new Config.OrganizationAccessDeniedException({
          message:
            "This action can be only performed by the organization's management account or a delegated administrator.",
          $metadata: {},
        });
      }
      const before = world.records.get(configAggregators, accountId, context.region, name);
      const now = world.clock.now().toISOString();
      const made: ConfigAggregator = {
        name,
        id: before?.id ?? world.random.hex(8, "aggregator", accountId, context.region, name),
        organization: organization
          ? {
              roleArn: organization.RoleArn ?? "",
              allRegions: organization.AllAwsRegions ?? false,
              regions: organization.AwsRegions ?? [],
            }
          : null,
        accounts: accounts ?? [],
        createdAt: before?.createdAt ?? now,
        updatedAt: now,
      };
      world.records.put(configAggregators, accountId, context.region, made);
      return { ConfigurationAggregator: aggregatorOut(context, made) };
    },
    DeleteConfigurationAggregator(input, context) {
      const { name } = aggregatorNamed(world, context, input.ConfigurationAggregatorName);
      world.records.remove(configAggregators, aggregatingAccount(world, context), context.region, name);
      return {};
    },
  };
}
