import { type DocumentedError, none, type Places, rowsOf } from "./error-table-rows";

/** What Config refuses. */
export function configErrors({ first, idOf, accountWhere, isRecorded, world }: Places): DocumentedError[] {
  const owner = { by: "owner" } as const;
  const tooling = { as: "security-tooling" } as const;
  const config = rowsOf("Config", "config/latest/APIReference", { as: "claims-prod", by: "reader", region: first });
  const aggregator = { ConfigurationAggregatorName: none };
  const role = `arn:${world.partition}:iam::${idOf("claims-prod")}:role/config`;
  const channel = { name: "default", s3BucketName: none };
  const bare = { as: accountWhere((account) => !isRecorded(account)), by: "owner" } as const;
  const rule = { ConfigRuleName: none, Source: { Owner: "AWS", SourceIdentifier: "S3_BUCKET_VERSIONING_ENABLED" } };
  return [
    config(
      "DescribeConfigurationRecorders",
      "no such recorder",
      { ConfigurationRecorderNames: [none] },
      "NoSuchConfigurationRecorderException 400",
    ),
    config(
      "DescribeConfigurationRecorderStatus",
      "no such recorder",
      { ConfigurationRecorderNames: [none] },
      "NoSuchConfigurationRecorderException 400",
    ),
    config(
      "DescribeDeliveryChannels",
      "no such channel",
      { DeliveryChannelNames: [none] },
      "NoSuchDeliveryChannelException 400",
    ),
    config("DescribeConfigRules", "no such rule", { ConfigRuleNames: [none] }, "NoSuchConfigRuleException 400"),
    config(
      "DescribeConformancePacks",
      "no such pack",
      { ConformancePackNames: [none] },
      "NoSuchConformancePackException 400",
    ),
    config("DescribeOrganizationConformancePacks", "a member asks", {}, "OrganizationAccessDeniedException 400"),
    config(
      "GetResourceConfigHistory",
      "never discovered",
      { resourceType: "AWS::S3::Bucket", resourceId: none },
      "ResourceNotDiscoveredException 400",
    ),
    config(
      "SelectResourceConfig",
      "no expression",
      { Expression: "SELECT FROM WHERE" },
      "InvalidExpressionException 400",
    ),
    config(
      "SelectAggregateResourceConfig",
      "no such aggregator",
      { ...aggregator, Expression: "SELECT resourceId" },
      "NoSuchConfigurationAggregatorException 400",
      tooling,
    ),
    config(
      "DescribeConfigurationAggregators",
      "no such aggregator",
      { ConfigurationAggregatorNames: [none] },
      "NoSuchConfigurationAggregatorException 400",
      tooling,
    ),
    config(
      "GetAggregateDiscoveredResourceCounts",
      "no such aggregator",
      aggregator,
      "NoSuchConfigurationAggregatorException 400",
      tooling,
    ),
    config(
      "PutConfigurationAggregator",
      "a member wants the organization's",
      {
        ConfigurationAggregatorName: none,
        OrganizationAggregationSource: { RoleArn: role, AllAwsRegions: true },
      },
      "OrganizationAccessDeniedException 400",
      owner,
    ),
    config(
      "PutConfigurationRecorder",
      "a second one",
      { ConfigurationRecorder: { name: "second", roleARN: role } },
      "MaxNumberOfConfigurationRecordersExceededException 400",
      owner,
    ),
    config(
      "PutConfigurationRecorder",
      "no role",
      { ConfigurationRecorder: { name: "default", roleARN: none } },
      "InvalidRoleException 400",
      owner,
    ),
    config(
      "PutConfigurationRecorder",
      "everything, and some of it",
      {
        ConfigurationRecorder: {
          name: "default",
          roleARN: role,
          recordingGroup: { allSupported: true, resourceTypes: ["AWS::S3::Bucket"] },
        },
      },
      "InvalidRecordingGroupException 400",
      owner,
    ),
    config(
      "StartConfigurationRecorder",
      "no such recorder",
      { ConfigurationRecorderName: none },
      "NoSuchConfigurationRecorderException 400",
      owner,
    ),
    config("PutDeliveryChannel", "no such bucket", { DeliveryChannel: channel }, "NoSuchBucketException 400", owner),
    config(
      "PutDeliveryChannel",
      "without a recorder",
      { DeliveryChannel: channel },
      "NoAvailableConfigurationRecorderException 400",
      bare,
    ),
    config(
      "PutConfigRule",
      "without a recorder",
      { ConfigRule: rule },
      "NoAvailableConfigurationRecorderException 400",
      bare,
    ),
    config("DeleteConfigRule", "no such rule", { ConfigRuleName: none }, "NoSuchConfigRuleException 400", owner),
    config(
      "PutConformancePack",
      "no rule in it",
      { ConformancePackName: none, TemplateBody: "Resources: {}" },
      "ConformancePackTemplateValidationException 400",
      owner,
    ),
  ];
}
