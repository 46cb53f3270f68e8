import { eventSourceOf } from "../iam/actions";
import type { Context } from "../wire/context";
import type { ManagementEvent } from "../world/events";
import type { World } from "../world/world";

/** Operations that change nothing, by the first word of their names. */
const reads =
  /^(Get|List|Describe|Head|Select|BatchGet|Lookup|Check|Validate|Simulate|Receive|Search|Query|Filter|Start.*Query|Assume|CreateSession)/;

/** Calls about data, which no management event records. */
const dataCalls = /^(DeleteMessage|SendMessage|ChangeMessageVisibility|Publish|PutMetricData|PutEvents|PutObjectAcl$)/;

/** Events whose name is not the operation's. https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html */
const names: Readonly<Record<string, string>> = {
  "S3.PutPublicAccessBlock": "PutBucketPublicAccessBlock",
  "S3.DeletePublicAccessBlock": "DeleteBucketPublicAccessBlock",
  "S3.PutBucketLifecycleConfiguration": "PutBucketLifecycle",
  "S3.PutBucketNotificationConfiguration": "PutBucketNotification",
  "S3.PutObjectLockConfiguration": "PutBucketObjectLockConfiguration",
  "S3Control.PutPublicAccessBlock": "PutAccountPublicAccessBlock",
  "S3Control.DeletePublicAccessBlock": "DeleteAccountPublicAccessBlock",
};

/** Parameters longer than this are left out, as CloudTrail does with large requests. */
const longest = 2_000;

/** @returns the event of a call; undefined where it changes nothing, or changes data only */
export function eventOf(
  world: World,
  context: Pick<Context, "service" | "operation" | "region" | "caller" | "requestId" | "ownerId">,
  input: Readonly<Record<string, unknown>>,
  errorCode?: string,
): ManagementEvent | undefined {
  const { service, operation, caller, region, requestId, ownerId } = context;
  if (reads.test(operation) || dataCalls.test(operation)) return undefined;
  const bucket = typeof input["Bucket"] === "string" ? input["Bucket"] : undefined;
  return {
    id: requestId,
    time: `${world.clock.now().toISOString().slice(0, 19)}Z`,
    source: eventSourceOf(service),
    name: names[`${service}.${operation}`] ?? operation,
    region: ["IAM", "Organizations", "CloudFront"].includes(service) ? world.homeRegion : region,
    accountId: ownerId ?? caller.accountId,
    identity: {
      arn: caller.arn,
      accountId: caller.accountId,
      userName: caller.arn.slice(caller.arn.lastIndexOf("/") + 1),
    },
    parameters: parametersOf(input),
    ...(errorCode === undefined ? {} : { errorCode }),
    resources: bucket === undefined ? [] : [{ type: "AWS::S3::Bucket", name: `arn:${world.partition}:s3:::${bucket}` }],
  };
}

/** CloudTrail spells parameters with a small first letter, and calls a bucket bucketName. */
function parametersOf(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) => {
      if (value === undefined || JSON.stringify(value).length > longest) return [];
      return [[name === "Bucket" ? "bucketName" : name.charAt(0).toLowerCase() + name.slice(1), value]];
    }),
  );
}
