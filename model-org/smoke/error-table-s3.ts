import { type DocumentedError, none, type Places, rowsOf } from "./error-table-rows";
import { errorCodes, s3Rows } from "./error-table-s3-rows";

type Fits = Parameters<Places["bucketWhere"]>[0];

/** What S3 answers where nothing is configured, and of what is not the reader's. */
export function s3Errors(places: Places): DocumentedError[] {
  const { first, home, bucketWhere, ownerOf, world } = places;
  const of = s3Rows(places, "reader");
  const s3 = rowsOf("S3", "AmazonS3/latest/API", { as: "claims-prod", by: "reader", region: first });
  /** A read of the first bucket without a setting, and the code that says so. */
  const unset = (operation: string, fits: Fits, error: `${string} ${number}`, more?: { page?: string }) =>
    of(bucketWhere(fits))(operation, "not configured", {}, error, more);
  const without =
    (setting: keyof Parameters<Fits>[0]["settings"]): Fits =>
    ({ settings }) =>
      settings[setting] === undefined;
  const any = of(bucketWhere(({ region }, { name }) => region === first && name.endsWith("claims-prod")));
  const missing = { Bucket: `aldermoor-${none}` };
  const foreign = bucketWhere(
    ({ policy, region }, { name }) => policy === null && region === first && name.endsWith("-dev"),
  );
  const directory = places.directoryBucketWhere(({ policy, lifecycle }) => policy === null && lifecycle === null);
  const express = { as: ownerOf(directory), region: directory.region, ...errorCodes };
  const itsOwn = {};
  return [
    unset("GetPublicAccessBlock", ({ block }) => block === null, "NoSuchPublicAccessBlockConfiguration 404", itsOwn),
    unset("GetBucketPolicy", ({ policy }) => policy === null, "NoSuchBucketPolicy 404"),
    unset("GetBucketPolicyStatus", ({ policy }) => policy === null, "NoSuchBucketPolicy 404"),
    unset("GetBucketOwnershipControls", ({ ownership }) => ownership === null, "OwnershipControlsNotFoundError 404"),
    unset("GetBucketTagging", ({ tags }) => tags === null, "NoSuchTagSet 404", itsOwn),
    unset("GetBucketWebsite", ({ website }) => website === null, "NoSuchWebsiteConfiguration 404"),
    unset("GetBucketCors", without("cors"), "NoSuchCORSConfiguration 404"),
    unset("GetBucketLifecycleConfiguration", without("lifecycle"), "NoSuchLifecycleConfiguration 404", itsOwn),
    unset("GetBucketReplication", without("replication"), "ReplicationConfigurationNotFoundError 404", {
      page: "ErrorResponses.html#ReplicationErrorCodeList",
    }),
    unset("GetObjectLockConfiguration", without("objectLock"), "ObjectLockConfigurationNotFoundError 404"),
    unset("GetBucketMetadataConfiguration", without("metadata"), "MetadataConfigurationNotFound 404", itsOwn),
    any("GetBucketInventoryConfiguration", "no such id", { Id: none }, "NoSuchConfiguration 404", itsOwn),
    any("GetBucketMetricsConfiguration", "no such id", { Id: none }, "NoSuchConfiguration 404", itsOwn),
    any("GetBucketAnalyticsConfiguration", "no such id", { Id: none }, "NoSuchConfiguration 404", itsOwn),
    any("GetBucketIntelligentTieringConfiguration", "no such id", { Id: none }, "NoSuchConfiguration 404", itsOwn),
    s3("GetBucketPolicy", "a directory bucket's", { Bucket: directory.name }, "NoSuchBucketPolicy 404", express),
    s3(
      "GetBucketLifecycleConfiguration",
      "a directory bucket's",
      { Bucket: directory.name },
      "NoSuchLifecycleConfiguration 404",
      express,
    ),

    any("HeadBucket", "no such bucket", missing, "NotFound 404", itsOwn),
    any("GetBucketLocation", "no such bucket", missing, "NoSuchBucket 404"),
    any("GetBucketVersioning", "another account's", { Bucket: foreign.name }, "AccessDenied 403"),
    any("GetObjectAcl", "denied: readers see no objects", { Key: none }, "AccessDenied 403"),
    any("ListObjectsV2", "denied: readers see no names", {}, "AccessDenied 403"),
    s3("ListBuckets", "more than there may be at a time", { MaxBuckets: 10_001 }, "InvalidArgument 400", errorCodes),
    s3("ListBuckets", "a token it never gave", { ContinuationToken: none }, "InvalidArgument 400", errorCodes),
    s3("CreateBucket", "a region nobody opted in to", { Bucket: none }, "IllegalLocationConstraintException 400", {
      ...errorCodes,
      by: "owner",
      region: world.seed.optInRegions[0] ?? home,
    }),
  ];
}
