import type { BucketLevel, StorageLensConfiguration } from "@aws-sdk/client-s3-control";
import { AwsError } from "../wire/aws-error";
import { defaultDashboard, organizationArn } from "../world/storage-lens";
import type { World } from "../world/world";

type Fault = readonly [wrong: boolean | undefined, code: string, message: string, status?: number];

/** Who asks where. */
type Asked = { id: string; accountId: string; region: string };

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#S3LensErrorCodeList
 * @throws AwsError for a dashboard AWS does not take
 */
export function refuseLens(world: World, lens: StorageLensConfiguration, asked: Asked): void {
  const { Include, Exclude, AwsOrg, DataExport, AccountLevel } = lens;
  const isDefault = asked.id === defaultDashboard;
  const speaks = [world.managementAccountId, world.hubAccountId].includes(asked.accountId);
  const isEmpty = (filter: StorageLensConfiguration["Include"]) =>
    filter && (filter.Buckets ?? []).length + (filter.Regions ?? []).length === 0;
  const { BucketLevel } = AccountLevel ?? {};
  const accountActivity = AccountLevel?.ActivityMetrics?.IsEnabled ?? false;
  const bucketActivity = BucketLevel?.ActivityMetrics?.IsEnabled ?? false;
  const destination = DataExport?.S3BucketDestination;
  const faults: readonly Fault[] = [
    [
      lens.Id !== asked.id || !/^[a-zA-Z0-9\-_.]{1,64}$/.test(asked.id),
      "InvalidConfigId",
      "The configuration ID is not valid.",
    ],
    [
      isDefault && asked.region !== world.homeRegion,
      "InvalidRegionForDefaultConfiguration",
      "The specified Region is not supported for default configuration.",
    ],
    [
      isDefault && Boolean(AwsOrg),
      "InvalidOrganizationForDefaultConfiguration",
      "The default configuration does not support organization-level metrics.",
    ],
    [
      isDefault && Boolean(Include ?? Exclude),
      "InvalidFilterForDefaultConfiguration",
      "The default configuration must not include any filters.",
    ],
    [
      Boolean(AwsOrg) && !speaks,
      "AccountNotAuthorized",
      "This account not authorized to use AWS Organizations. Use your management account or delegated administrator account.",
      403,
    ],
    [
      AwsOrg && AwsOrg.Arn !== organizationArn(world),
      "InvalidOrganizationARN",
      "The AWS Organizations ARN in the configuration is not valid.",
    ],
    [
      Include && Exclude && true,
      "InvalidIncludeExcludeContainers",
      "You can specify either an Include container or an Exclude container in a configuration. You cannot specify both in a configuration.",
    ],
    [isEmpty(Include), "EmptyIncludeContainer", "The include container cannot be empty."],
    [isEmpty(Exclude), "EmptyExcludeContainer", "The exclude container cannot be empty."],
    [
      Boolean(AwsOrg) && ((Include ?? Exclude)?.Buckets ?? []).length > 0,
      "InvalidBucketFilter",
      "Organization-level configurations do not support bucket filters.",
    ],
    [
      bucketActivity && !accountActivity,
      "MissingAccountLevelActivityMetrics",
      "Activity metrics must be enabled at the account level when activity metrics are enabled at the bucket level.",
    ],
    [
      accountActivity && !bucketActivity,
      "MissingBucketLevelActivityMetrics",
      "Activity metrics must be enabled at the bucket level when activity metrics are enabled at the account level.",
    ],
    ...prefixFaults(BucketLevel),
    [
      destination && !new RegExp(`^arn:${world.partition}:s3:::[a-z0-9.-]+$`).test(destination.Arn ?? ""),
      "InvalidDestination",
      "The S3 bucket ARN is malformed.",
    ],
  ];
  const found = faults.find(([wrong]) => wrong);
  if (found) throw new AwsError(found[1], found[2], found[3]);
}

function prefixFaults(level: BucketLevel | undefined): Fault[] {
  const { StorageMetrics } = level?.PrefixLevel ?? {};
  const { MaxDepth, MinStorageBytesPercentage } = StorageMetrics?.SelectionCriteria ?? {};
  const outside = (value: number | undefined, most: number) => value !== undefined && (value < 1 || value > most);
  return [
    [
      Boolean(level?.PrefixLevel) && !StorageMetrics?.IsEnabled,
      "MissingPrefixLevelStorageMetrics",
      "Storage metrics at the prefix level are mandatory when the prefix level is enabled.",
    ],
    [outside(MaxDepth, 10), "InvalidMaximumPrefixDepth", "MaxDepth must be within the range [1,10]."],
    [
      outside(MinStorageBytesPercentage, 100),
      "InvalidMinimumStorageBytesPercentage",
      "MinStorageBytesPercentage must be within the range [1.00,100.00].",
    ],
  ];
}
