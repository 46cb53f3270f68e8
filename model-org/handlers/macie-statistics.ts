import type * as Api from "@aws-sdk/client-macie2";

type Buckets = readonly Api.BucketMetadata[];

const sum = (buckets: Buckets, of: (bucket: Api.BucketMetadata) => number | undefined): number =>
  buckets.reduce((total, bucket) => total + (of(bucket) ?? 0), 0);

const count = (buckets: Buckets, test: (bucket: Api.BucketMetadata) => boolean): number => buckets.filter(test).length;

/** @returns what Macie counts over buckets. One it may not read counts as unknown. */
export function statisticsFrom(all: Buckets, lastUpdated: Date): Api.GetBucketStatisticsResponse {
  const unknown = count(all, ({ errorCode }) => errorCode !== undefined);
  const levels = (bucket: Api.BucketMetadata) => bucket.publicAccess?.permissionConfiguration?.bucketLevelPermissions;
  const open = all.filter(({ publicAccess }) => publicAccess?.effectivePermission === "PUBLIC");
  const allows = (what: "allowsPublicReadAccess" | "allowsPublicWriteAccess") =>
    count(open, (bucket) => Boolean(levels(bucket)?.accessControlList?.[what] || levels(bucket)?.bucketPolicy?.[what]));
  const encrypted = (...types: string[]) =>
    count(all, ({ serverSideEncryption }) => types.includes(serverSideEncryption?.type ?? ""));
  const shared = (access: Api.SharedAccess) => count(all, ({ sharedAccess }) => sharedAccess === access);
  const uploads = (answer: Api.AllowsUnencryptedObjectUploads) =>
    count(all, ({ allowsUnencryptedObjectUploads }) => allowsUnencryptedObjectUploads === answer);
  return {
    bucketCount: all.length,
    bucketCountByEffectivePermission: {
      publiclyAccessible: open.length,
      publiclyReadable: allows("allowsPublicReadAccess"),
      publiclyWritable: allows("allowsPublicWriteAccess"),
      unknown,
    },
    bucketCountByEncryptionType: {
      kmsManaged: encrypted("aws:kms", "aws:kms:dsse"),
      s3Managed: encrypted("AES256"),
      unencrypted: 0,
      unknown,
    },
    bucketCountByObjectEncryptionRequirement: {
      allowsUnencryptedObjectUploads: uploads("TRUE"),
      deniesUnencryptedObjectUploads: uploads("FALSE"),
      unknown,
    },
    bucketCountBySharedAccessType: {
      external: shared("EXTERNAL"),
      internal: shared("INTERNAL"),
      notShared: shared("NOT_SHARED"),
      unknown,
    },
    bucketStatisticsBySensitivity: {
      classificationError: aggregate(all, (score) => score === -1),
      notClassified: aggregate(all, (score) => score === undefined || score === 50),
      notSensitive: aggregate(all, (score) => score !== undefined && score > 0 && score < 50),
      sensitive: aggregate(all, (score) => score !== undefined && score > 50),
    },
    classifiableObjectCount: sum(all, (bucket) => bucket.classifiableObjectCount),
    classifiableSizeInBytes: sum(all, (bucket) => bucket.classifiableSizeInBytes),
    lastUpdated,
    objectCount: sum(all, (bucket) => bucket.objectCount),
    sizeInBytes: sum(all, (bucket) => bucket.sizeInBytes),
    sizeInBytesCompressed: 0,
    unclassifiableObjectCount: { total: sum(all, (bucket) => bucket.unclassifiableObjectCount?.total) },
    unclassifiableObjectSizeInBytes: { total: sum(all, (bucket) => bucket.unclassifiableObjectSizeInBytes?.total) },
  };
}

function aggregate(all: Buckets, test: (score: number | undefined) => boolean): Api.SensitivityAggregations {
  const of = all.filter(({ sensitivityScore }) => test(sensitivityScore));
  return {
    totalCount: of.length,
    publiclyAccessibleCount: count(of, ({ publicAccess }) => publicAccess?.effectivePermission === "PUBLIC"),
    classifiableSizeInBytes: sum(of, (bucket) => bucket.classifiableSizeInBytes),
    totalSizeInBytes: sum(of, (bucket) => bucket.sizeInBytes),
  };
}
