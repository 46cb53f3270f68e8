import { objectsOf } from "../handlers/s3-objects";
import { type DocumentedError, none, type Places } from "./error-table-rows";
import { s3Rows } from "./error-table-s3-rows";

/** What S3 refuses because of how a bucket is, where it is, or what it is called. */
export function s3StateErrors(places: Places): DocumentedError[] {
  const { first, second, idOf, bucketWhere, world } = places;
  const of = s3Rows(places, "owner");
  const any = of(bucketWhere(({ region }, { name }) => region === first && name.endsWith("claims-prod")));
  const unversioned = of(bucketWhere(({ versioning, settings }) => versioning === null && !settings.objectLock));
  const locked = of(bucketWhere(({ settings }) => settings.objectLock !== undefined));
  const replicated = of(
    bucketWhere(({ settings, versioning }) => settings.replication !== undefined && !versioning?.mfaDelete),
  );
  const guarded = of(bucketWhere(({ versioning }) => versioning?.mfaDelete === true));
  const full = of(bucketWhere((bucket) => objectsOf(world, bucket).length > 0));
  const far = bucketWhere(({ region }, { name }) => region === second && name.endsWith("data-lake-prod"));
  const lake = bucketWhere(({ region }, { name }) => region === first && name.endsWith("data-lake-prod"));
  const logTo = (TargetBucket: string) => ({
    BucketLoggingStatus: { LoggingEnabled: { TargetBucket, TargetPrefix: "" } },
  });
  const versions = (Status: string, more = {}) => ({ VersioningConfiguration: { Status, ...more } });
  const replication = {
    ReplicationConfiguration: {
      Role: `arn:${world.partition}:iam::${idOf("claims-prod")}:role/replicate`,
      Rules: [{ Status: "Enabled", Destination: { Bucket: `arn:${world.partition}:s3:::${none}` } }],
    },
  };
  const lifecycle = (...rules: object[]) => ({
    LifecycleConfiguration: { Rules: rules.map((rule) => ({ Status: "Enabled", Filter: {}, ...rule })) },
  });
  const named = (Bucket: string, LocationConstraint: string = first) => ({
    Bucket,
    CreateBucketConfiguration: { LocationConstraint },
  });
  const own = { CreateBucketConfiguration: { LocationConstraint: first } };
  return [
    any("PutBucketLogging", "no such target", logTo(none), "InvalidTargetBucketForLogging 400"),
    of(lake)("PutBucketLogging", "a target elsewhere", logTo(far.name), "CrossLocationLoggingProhibited 403"),
    any(
      "PutBucketVersioning",
      "MFA without its token",
      versions("Enabled", { MFADelete: "Enabled" }),
      "AccessDenied 403",
    ),
    locked("PutBucketVersioning", "under Object Lock", versions("Suspended"), "InvalidBucketState 409"),
    replicated("PutBucketVersioning", "while it replicates", versions("Suspended"), "InvalidBucketState 409"),
    unversioned(
      "PutObjectLockConfiguration",
      "without versions",
      { ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" } },
      "InvalidBucketState 409",
    ),
    unversioned("PutBucketReplication", "without versions", replication, "InvalidRequest 400"),
    guarded(
      "PutBucketLifecycleConfiguration",
      "under MFA delete",
      lifecycle({ Expiration: { Days: 1 } }),
      "InvalidBucketState 409",
    ),
    any("PutBucketLifecycleConfiguration", "no rule", lifecycle(), "MalformedXML 400"),
    any("PutBucketLifecycleConfiguration", "a rule that does nothing", lifecycle({}), "InvalidRequest 400"),
    any(
      "PutBucketLifecycleConfiguration",
      "in less than no days",
      lifecycle({ Expiration: { Days: -1 } }),
      "InvalidArgument 400",
    ),
    any("CreateBucket", "another account has it", named(lake.name), "BucketAlreadyExists 409"),
    any("CreateBucket", "it is there already", own, "BucketAlreadyOwnedByYou 409"),
    any("CreateBucket", "no name of a bucket", named("Aldermoor"), "InvalidBucketName 400"),
    any("CreateBucket", "no such region", named(none, "mars-1"), "InvalidLocationConstraint 400"),
    any("CreateBucket", "another region's endpoint", named(none, second), "IllegalLocationConstraintException 400"),
    full("DeleteBucket", "it holds objects", {}, "BucketNotEmpty 409"),
  ];
}
