import type * as Config from "@aws-sdk/client-config-service";
import { hubRolesOf } from "../iam/sessions";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import type { Bucket } from "../world/configuration";
import type { World } from "../world/world";
import { pageOf } from "./pages";

const aggregator = "organization";

/** The aggregator of the organization: discovery of buckets, and which sources report. */
export function config(world: World): HandlersOf<typeof Config> {
  const named = (name: string | undefined) => {
    if (name === aggregator) return;
    throw new AwsError("NoSuchConfigurationAggregatorException", "The configuration aggregator does not exist.");
  };
  const buckets = (): Bucket[] => world.tree.accounts.flatMap(({ id }) => world.bucketsOf(id));
  return {
    DescribeConfigurationAggregators: () => ({
      ConfigurationAggregators: [
        {
          ConfigurationAggregatorName: aggregator,
          ConfigurationAggregatorArn: `arn:${world.partition}:config:eu-west-1:${world.hubAccountId}:config-aggregator/${aggregator}`,
          OrganizationAggregationSource: { RoleArn: hubRolesOf(world).reader.arn, AllAwsRegions: true },
        },
      ],
    }),
    DescribeConfigurationAggregatorSourcesStatus(input) {
      named(input.ConfigurationAggregatorName);
      const { items, next } = pageOf(world.tree.accounts, input.NextToken, input.Limit ?? 50);
      return {
        AggregatedSourceStatusList: items.map(({ id, state }) => ({
          SourceId: id,
          SourceType: "ACCOUNT" as const,
          AwsRegion: "eu-west-1",
          LastUpdateStatus: state === "ACTIVE" ? ("SUCCEEDED" as const) : ("FAILED" as const),
        })),
        ...(next ? { NextToken: next } : {}),
      };
    },
    ListAggregateDiscoveredResources(input) {
      named(input.ConfigurationAggregatorName);
      if (input.ResourceType !== "AWS::S3::Bucket") return { ResourceIdentifiers: [] };
      const { items, next } = pageOf(buckets(), input.NextToken, input.Limit ?? 100);
      return {
        ResourceIdentifiers: items.map(({ name, region, accountId }) => ({
          SourceAccountId: accountId,
          SourceRegion: region,
          ResourceId: name,
          ResourceName: name,
          ResourceType: "AWS::S3::Bucket" as const,
        })),
        ...(next ? { NextToken: next } : {}),
      };
    },
    SelectAggregateResourceConfig(input) {
      named(input.ConfigurationAggregatorName);
      const select = /^\s*SELECT\s+(.+?)\s+WHERE\s+resourceType\s*=\s*'AWS::S3::Bucket'\s*$/i.exec(
        input.Expression ?? "",
      );
      if (!select) {
        throw new AwsError(
          "InvalidExpressionException",
          "Only SELECT … WHERE resourceType = 'AWS::S3::Bucket' is modelled.",
        );
      }
      const fields = (select[1] ?? "").split(",").map((field) => field.trim());
      const { items, next } = pageOf(buckets(), input.NextToken, input.Limit ?? 25);
      return {
        Results: items.map((bucket) => JSON.stringify(only(item(world, bucket), fields))),
        ...(next ? { NextToken: next } : {}),
      };
    },
  };
}

function item(world: World, { name, region, accountId, createdAt }: Bucket): Record<string, unknown> {
  return {
    accountId,
    awsRegion: region,
    resourceId: name,
    resourceName: name,
    arn: `arn:${world.partition}:s3:::${name}`,
    resourceType: "AWS::S3::Bucket",
    resourceCreationTime: createdAt,
  };
}

const only = (all: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => fields.includes(name)));
