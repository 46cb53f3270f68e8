import type { LifecycleRule, PutBucketLifecycleConfigurationCommandInput } from "@aws-sdk/client-s3";
import { AwsError } from "../wire/aws-error";
import type { Bucket, Settings } from "../world/configuration";
import { malformedXml } from "./s3-errors";

const mostRules = 1000;

const invalid = (message: string): AwsError => new AwsError("InvalidRequest", message);
const argument = (message: string, value: unknown): AwsError =>
  new AwsError("InvalidArgument", message, 400, { ArgumentValue: String(value) });

/**
 * @returns a lifecycle configuration as it is kept
 * @throws AwsError for rules S3 does not take, and under MFA delete
 */
export function lifecycleFrom(
  { LifecycleConfiguration, TransitionDefaultMinimumObjectSize }: PutBucketLifecycleConfigurationCommandInput,
  { versioning }: Pick<Bucket, "versioning">,
): Settings["lifecycle"] {
  const rules = LifecycleConfiguration?.Rules ?? [];
  if (rules.length === 0) {
    throw malformedXml();
  }
  if (rules.length > mostRules) throw invalid(`Lifecycle configuration should contain no more than ${mostRules} rules`);
  if (versioning?.mfaDelete) {
    throw new AwsError(
      "InvalidBucketState",
      "Lifecycle configuration is not supported on a bucket with Mfa Authentication. Disable Mfa Authentication before adding a lifecycle configuration.",
      409,
    );
  }
  const kept = rules.map(ruleFrom);
  if (new Set(kept.map(({ ID }) => ID)).size < kept.length) {
    throw argument("Rule ID must be unique. Found same ID for more than one rule", kept[0]?.ID);
  }
  return {
    Rules: kept,
    TransitionDefaultMinimumObjectSize: TransitionDefaultMinimumObjectSize ?? "all_storage_classes_128K",
  };
}

function ruleFrom(rule: LifecycleRule, n: number): LifecycleRule {
  const { Expiration, Transitions, NoncurrentVersionExpiration, NoncurrentVersionTransitions } = rule;
  const { AbortIncompleteMultipartUpload: abort, Filter, ID, Status } = rule;
  if (Status !== "Enabled" && Status !== "Disabled") {
    throw malformedXml();
  }
  // An empty filter is everything; none at all is nothing S3 takes.
  if (Filter === undefined && rule.Prefix === undefined) throw malformedXml();
  if (ID && ID.length > 255) throw argument("ID length should not exceed allowed limit of 255", ID);
  if (
    !Expiration &&
    !Transitions?.length &&
    !NoncurrentVersionExpiration &&
    !NoncurrentVersionTransitions?.length &&
    !abort
  ) {
    throw invalid("At least one action needs to be specified in a rule");
  }
  if (Expiration?.Days !== undefined && Expiration.Days < 1) {
    throw argument("'Days' for Expiration action must be a positive integer", Expiration.Days);
  }
  if (Expiration?.Date && Expiration.Date.getTime() % 86_400_000 !== 0) {
    throw argument("'Date' must be at midnight GMT", Expiration.Date.toISOString());
  }
  const early = Transitions?.find(({ Days = 30, StorageClass = "" }) => Days < 30 && /_IA$/.test(StorageClass));
  if (early) {
    throw argument(
      `'Days' in Transition action must be greater than or equal to 30 for storageClass '${early.StorageClass}'`,
      early.Days,
    );
  }
  const latest = Math.max(-1, ...(Transitions ?? []).flatMap(({ Days }) => Days ?? []));
  if (Expiration?.Days !== undefined && Expiration.Days <= latest) {
    const where = `filter '(prefix=${Filter?.Prefix ?? Filter?.And?.Prefix ?? rule.Prefix ?? ""})'`;
    throw argument(
      `'Days' in the Expiration action for ${where} must be greater than 'Days' in the Transition action`,
      Expiration.Days,
    );
  }
  const noncurrent = NoncurrentVersionExpiration?.NoncurrentDays;
  if (noncurrent !== undefined && noncurrent < 1) {
    throw argument("'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer", noncurrent);
  }
  if (abort && (abort.DaysAfterInitiation ?? 0) < 1) {
    throw argument(
      "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer",
      abort.DaysAfterInitiation,
    );
  }
  if (abort && (Filter?.Tag || Filter?.And?.Tags?.length)) {
    throw invalid("AbortIncompleteMultipartUpload cannot be specified with Tags.");
  }
  return { ...rule, ID: ID || `rule-${n + 1}` };
}
