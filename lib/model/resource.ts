/**
 * Every kind of resource Breakwater keeps, typed as CloudFormation types it. What CloudFormation has no type for is
 * named here once.
 */
export const resourceTypes = [
  "AWS::Organizations::Organization",
  "AWS::Organizations::Account",
  "AWS::Account::Region",
  "AWS::S3::Bucket",
  "AWS::S3::AccessPoint",
] as const;

export type ResourceType = (typeof resourceTypes)[number];

/** What identifies a resource. `region` is null for what is global; `accountId` is the owner's twelve digits. */
export type ResourceRef<R extends ResourceType = ResourceType> = {
  type: R;
  arn: string;
  name: string;
  accountId: string;
  region: string | null;
};

/** Words for a person: singular and plural. */
export const resourceTypeWords: Readonly<Record<ResourceType, { one: string; many: string }>> = {
  "AWS::Organizations::Organization": { one: "organization", many: "organizations" },
  "AWS::Organizations::Account": { one: "account", many: "accounts" },
  "AWS::Account::Region": { one: "region", many: "regions" },
  "AWS::S3::Bucket": { one: "bucket", many: "buckets" },
  "AWS::S3::AccessPoint": { one: "access point", many: "access points" },
};

/** @returns the ARN of a bucket: it names neither its account nor its region */
export const bucketArn = (partition: string, name: string): string => `arn:${partition}:s3:::${name}`;

/** @returns what names a region of an account here: AWS has no ARN for it */
export const regionArn = (partition: string, accountId: string, region: string): string =>
  `arn:${partition}:account::${accountId}:region/${region}`;

/**
 * @returns the partition of an ARN: aws, aws-cn, aws-us-gov …
 * @throws RangeError for what is not an ARN
 */
export function partitionOf(arn: string): string {
  const [prefix, partition] = arn.split(":");
  if (prefix !== "arn" || !partition) throw new RangeError(`${arn.slice(0, 200)} is not an ARN.`);
  return partition;
}
