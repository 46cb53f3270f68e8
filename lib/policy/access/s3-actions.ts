/** What access through an action comes to; `settings` is the bucket's own configuration, read or changed. */
export type Access = "read" | "list" | "write" | "permissions" | "settings";

export type S3Action = { name: string; access: Access; on: "bucket" | "object"; atAccessPoint: boolean };

const table = {
  "object, also at an access point": {
    read: `GetObject GetObjectAcl GetObjectAnnotation GetObjectAttributes GetObjectLegalHold GetObjectRetention
      GetObjectTagging GetObjectVersion GetObjectVersionAcl GetObjectVersionAnnotation GetObjectVersionAttributes
      GetObjectVersionTagging`,
    list: "ListMultipartUploadParts ListObjectAnnotations ListObjectVersionAnnotations",
    write: `AbortMultipartUpload BypassGovernanceRetention DeleteObject DeleteObjectAnnotation DeleteObjectTagging
      DeleteObjectVersion DeleteObjectVersionAnnotation DeleteObjectVersionTagging PutObject PutObjectAnnotation
      PutObjectLegalHold PutObjectRetention PutObjectTagging PutObjectVersionAnnotation PutObjectVersionTagging
      RestoreObject UpdateObjectEncryption`,
    permissions: "PutObjectAcl PutObjectVersionAcl",
    settings: "",
  },
  object: {
    read: `GetObjectTorrent GetObjectVersionAnnotationForReplication GetObjectVersionForReplication
      GetObjectVersionTorrent`,
    list: "",
    write: "InitiateReplication ReplicateDelete ReplicateObject ReplicateObjectAnnotation ReplicateTags",
    permissions: "ObjectOwnerOverrideToBucketOwner",
    settings: "",
  },
  "bucket, also at an access point": {
    read: "",
    list: "ListBucket ListBucketVersions",
    write: "",
    permissions: "",
    settings: "GetBucketAcl GetBucketCORS GetBucketLocation GetBucketNotification GetBucketPolicy",
  },
  bucket: {
    read: "",
    list: "ListBucketMultipartUploads",
    write: "",
    permissions: `DeleteBucketPolicy PutBucketAcl PutBucketOwnershipControls PutBucketPolicy PutBucketPublicAccessBlock
      PutEncryptionConfiguration`,
    settings: `AllowVendedLogDeliveryForResource CreateBucketMetadataTableConfiguration DeleteBucket
      DeleteBucketMetadataTableConfiguration DeleteBucketWebsite GetAccelerateConfiguration GetAnalyticsConfiguration
      GetBucketAbac GetBucketLogging GetBucketMetadataTableConfiguration GetBucketObjectLockConfiguration
      GetBucketOwnershipControls GetBucketPolicyStatus GetBucketPublicAccessBlock GetBucketRequestPayment
      GetBucketTagging GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration
      GetIntelligentTieringConfiguration GetInventoryConfiguration GetLifecycleConfiguration GetMetricsConfiguration
      GetReplicationConfiguration ListTagsForResource PauseReplication PutAccelerateConfiguration
      PutAnalyticsConfiguration PutBucketAbac PutBucketCORS PutBucketLogging PutBucketNotification
      PutBucketObjectLockConfiguration PutBucketRequestPayment PutBucketTagging PutBucketVersioning PutBucketWebsite
      PutIntelligentTieringConfiguration PutInventoryConfiguration PutLifecycleConfiguration PutMetricsConfiguration
      PutReplicationConfiguration TagResource UntagResource UpdateBucketMetadataAnnotationTableConfiguration
      UpdateBucketMetadataInventoryTableConfiguration UpdateBucketMetadataJournalTableConfiguration`,
  },
} as const satisfies Record<string, Record<Access, string>>;

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");

/**
 * The actions a bucket's or an access point's policy decides. Actions of the account, of jobs, of access grants and of
 * Storage Lens are not among them, and neither is s3:CreateBucket: there is no policy yet when it is asked for.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export const s3Actions: readonly S3Action[] = Object.entries(table).flatMap(([where, byAccess]) =>
  (Object.entries(byAccess) as [Access, string][]).flatMap(([access, names]) =>
    words(names).map((name): S3Action => {
      const on = where.startsWith("bucket") ? "bucket" : "object";
      return { name: `s3:${name}`, access, on, atAccessPoint: where.endsWith("point") };
    }),
  ),
);

const uploads = "PutObject";
const grants = "PutBucketAcl PutObject PutObjectAcl PutObjectVersionAcl";
const listings = "ListBucket ListBucketVersions";

/** Keys that only requests for some actions have, from the same page. A name that ends in `/` is followed by a tag's. */
const actionsOf: Readonly<Record<string, string>> = {
  "s3:prefix": listings,
  "s3:delimiter": listings,
  "s3:max-keys": listings,
  "s3:versionid": `DeleteObjectVersion DeleteObjectVersionAnnotation DeleteObjectVersionTagging GetObjectVersion
    GetObjectVersionAcl GetObjectVersionAnnotation GetObjectVersionAttributes GetObjectVersionTagging
    GetObjectVersionTorrent ListObjectVersionAnnotations PutObjectVersionAcl PutObjectVersionAnnotation
    PutObjectVersionTagging`,
  "s3:x-amz-acl": grants,
  "s3:x-amz-grant-full-control": grants,
  "s3:x-amz-grant-read": grants,
  "s3:x-amz-grant-read-acp": grants,
  "s3:x-amz-grant-write": grants,
  "s3:x-amz-grant-write-acp": grants,
  "s3:x-amz-copy-source": uploads,
  "s3:x-amz-metadata-directive": uploads,
  "s3:x-amz-storage-class": `${uploads} PutObjectAcl PutObjectVersionAcl`,
  "s3:x-amz-website-redirect-location": uploads,
  "s3:x-amz-server-side-encryption": `${uploads} ReplicateObject UpdateObjectEncryption`,
  "s3:x-amz-server-side-encryption-aws-kms-key-id": `${uploads} ReplicateObject UpdateObjectEncryption`,
  "s3:x-amz-server-side-encryption-customer-algorithm": `${uploads} ReplicateObject`,
  "s3:objectcreationoperation": uploads,
  "s3:if-none-match": uploads,
  "s3:if-match": `${uploads} DeleteObject`,
  "s3:object-lock-mode": `${uploads} PutObjectRetention`,
  "s3:object-lock-legal-hold": `${uploads} PutObjectLegalHold`,
  "s3:object-lock-retain-until-date": `${uploads} PutObjectRetention`,
  "s3:object-lock-remaining-retention-days": `${uploads} PutObjectRetention`,
  "s3:requestobjecttagkeys": `${uploads} PutObjectTagging PutObjectVersionTagging`,
  "s3:requestobjecttag/": `${uploads} PutObjectTagging PutObjectVersionTagging`,
  "s3:inventoryaccessibleoptionalfields": "PutInventoryConfiguration",
  "s3:existingobjecttag/": `DeleteObjectAnnotation DeleteObjectTagging DeleteObjectVersionAnnotation
    DeleteObjectVersionTagging GetObject GetObjectAcl GetObjectAnnotation GetObjectAttributes GetObjectTagging
    GetObjectVersion GetObjectVersionAcl GetObjectVersionAnnotation GetObjectVersionAttributes GetObjectVersionTagging
    ListObjectAnnotations ListObjectVersionAnnotations PutObjectAcl PutObjectAnnotation PutObjectTagging
    PutObjectVersionAcl PutObjectVersionAnnotation PutObjectVersionTagging UpdateObjectEncryption`,
};

const sets = new Map(
  Object.entries(actionsOf).map(([key, names]) => [key, new Set(words(names).map((name) => `s3:${name}`))]),
);

/** Whether a request for an action can have a key of which `keys.ts` says that it depends on the action. */
export const canHave = (action: string, key: string): boolean =>
  sets.get(key.includes("/") ? key.slice(0, key.indexOf("/") + 1) : key)?.has(action) ?? false;

const all = new Set(s3Actions.map(({ name }) => name));

/** Whether an action is one of the table, spelt as there. */
export const isS3Action = (name: string): boolean => all.has(name);
