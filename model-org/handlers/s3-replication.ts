import type { PutBucketReplicationCommandInput, ReplicationRule } from "@aws-sdk/client-s3";
import { AwsError } from "../wire/aws-error";
import type { Bucket, Settings } from "../world/configuration";
import { foreignBucket } from "../world/foreign-buckets";
import type { World } from "../world/world";
import { malformedXml } from "./s3-errors";

const invalid = (message: string): AwsError => new AwsError("InvalidRequest", message);

const newer =
  "for this version of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.";

/**
 * How replication is written: from a bucket that keeps versions to buckets that do.
 * @throws AwsError as S3 refuses it
 */
export const replicationFrom =
  (world: World) =>
  ({ ReplicationConfiguration: given }: PutBucketReplicationCommandInput, bucket: Bucket): Settings["replication"] => {
    const rules = given?.Rules ?? [];
    if (!given?.Role || rules.length === 0) {
      throw malformedXml();
    }
    if (!/^arn:[a-z-]+:iam::\d{12}:role\/.+$/.test(given.Role)) {
      throw new AwsError("InvalidArgument", "Invalid Role specified in replication configuration", 400, {
        ArgumentName: "Role",
        ArgumentValue: given.Role,
      });
    }
    if (bucket.versioning?.status !== "Enabled") {
      throw invalid("Versioning must be 'Enabled' on the bucket to apply a replication configuration");
    }
    for (const rule of rules) refuseRule(world, bucket, rule);
    const priorities = rules.flatMap(({ Priority }) => (Priority === undefined ? [] : [Priority]));
    const shared = priorities.find((one, n) => priorities.indexOf(one) !== n);
    if (shared !== undefined) throw invalid(`Found duplicate priority ${shared}`);
    const named = rules.map((rule, n) => ({ ...rule, ID: rule.ID || `rule-${n + 1}` }));
    return { ReplicationConfiguration: { Role: given.Role, Rules: named } };
  };

function refuseRule(world: World, source: Bucket, rule: ReplicationRule): void {
  // A rule with a filter is of the newer schema, which has to say more.
  if (rule.Filter && rule.Priority === undefined) throw invalid(`Priority must be specified ${newer}`);
  if (rule.Filter && !rule.DeleteMarkerReplication) throw invalid(`DeleteMarkerReplication must be specified ${newer}`);
  const underKeys = rule.SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status === "Enabled";
  if (underKeys && !rule.Destination?.EncryptionConfiguration?.ReplicaKmsKeyID) {
    throw invalid("EncryptionConfiguration must be specified if SseKmsEncryptedObjects tag is present.");
  }
  const name = /^arn:[a-z-]+:s3:::(.+)$/.exec(rule.Destination?.Bucket ?? "")?.[1] ?? "";
  if (name === source.name) throw invalid("Destination bucket cannot be the same as the source bucket.");
  if (foreignBucket(world, name)) return;
  const target = world.bucket(name);
  if (!target) throw invalid("Destination bucket must exist.");
  if (target.versioning?.status !== "Enabled") throw invalid("Destination bucket must have versioning enabled.");
  const { Account: account } = rule.Destination ?? {};
  if (account !== undefined && account !== target.accountId) {
    throw new AwsError("InvalidArgument", "Account ID must match the destination bucket owner", 400, {
      ArgumentName: "Account",
      ArgumentValue: account,
    });
  }
}
