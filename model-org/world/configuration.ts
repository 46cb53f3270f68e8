import type {
  AnalyticsConfiguration,
  GetBucketAccelerateConfigurationCommandOutput,
  GetBucketCorsCommandOutput,
  GetBucketLifecycleConfigurationCommandOutput,
  GetBucketMetadataConfigurationCommandOutput,
  GetBucketNotificationConfigurationCommandOutput,
  GetBucketReplicationCommandOutput,
  GetBucketRequestPaymentCommandOutput,
  GetObjectLockConfigurationCommandOutput,
  IntelligentTieringConfiguration,
  InventoryConfiguration,
  MetricsConfiguration,
  RoutingRule,
} from "@aws-sdk/client-s3";

/** The four settings of Block Public Access, as AWS spells them. */
export type Block = {
  BlockPublicAcls: boolean;
  IgnorePublicAcls: boolean;
  BlockPublicPolicy: boolean;
  RestrictPublicBuckets: boolean;
};

export const blockAll: Block = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

export type Encryption = {
  algorithm: "AES256" | "aws:kms" | "aws:kms:dsse";
  kmsKeyId?: string;
  bucketKey?: boolean;
  /** SSE-C blocked: AWS's default for new buckets; absent on rules written before. */
  blocked?: ("NONE" | "SSE-C")[];
};

export type Grantee = { group: "AllUsers" | "AuthenticatedUsers" | "LogDelivery" } | { canonicalId: string };

export type Grant = { grantee: Grantee; permission: "READ" | "WRITE" | "READ_ACP" | "WRITE_ACP" | "FULL_CONTROL" };

export type Ownership = "BucketOwnerEnforced" | "BucketOwnerPreferred" | "ObjectWriter";

/**
 * Configurations the model keeps as they were written, in the shape of AWS's own answer. One that is absent is "not
 * configured".
 */
export type Settings = {
  accelerate: Answer<GetBucketAccelerateConfigurationCommandOutput>;
  analytics: readonly AnalyticsConfiguration[];
  cors: Answer<GetBucketCorsCommandOutput>;
  intelligentTiering: readonly IntelligentTieringConfiguration[];
  inventory: readonly InventoryConfiguration[];
  lifecycle: Answer<GetBucketLifecycleConfigurationCommandOutput>;
  metadata: Answer<GetBucketMetadataConfigurationCommandOutput>;
  metrics: readonly MetricsConfiguration[];
  notification: Answer<GetBucketNotificationConfigurationCommandOutput>;
  objectLock: Answer<GetObjectLockConfigurationCommandOutput>;
  replication: Answer<GetBucketReplicationCommandOutput>;
  requestPayment: Answer<GetBucketRequestPaymentCommandOutput>;
};

type Answer<T> = Omit<T, "$metadata">;

/** A bucket with everything AWS would answer about it. `null` is "not configured". */
export type Bucket = {
  name: string;
  region: string;
  accountId: string;
  createdAt: string;
  block: Block | null;
  encryption: Encryption;
  policy: string | null;
  grants: Grant[];
  ownership: Ownership | null;
  logging: {
    bucket: string;
    prefix: string;
    partitionedBy?: "EventTime" | "DeliveryTime";
    simplePrefix?: boolean;
  } | null;
  /** Whether MFA delete was ever written decides whether AWS tells of it. */
  versioning: { status: "Enabled" | "Suspended"; mfaDelete: boolean; mfaWritten?: boolean } | null;
  abac: boolean;
  tags: Record<string, string> | null;
  website: {
    index?: string;
    redirect?: string;
    error?: string;
    protocol?: "http" | "https";
    rules?: RoutingRule[];
  } | null;
  settings: Partial<Settings>;
};

export type AccessPoint = {
  name: string;
  accountId: string;
  region: string;
  bucket: string;
  bucketAccountId: string;
  vpcId: string | null;
  block: Block;
  policy: string | null;
  createdAt: string;
  tags?: Record<string, string>;
};

export type Ou = { id: string; name: string; parentId: string };

export type Account = {
  id: string;
  name: string;
  email: string;
  ouId: string;
  state: "ACTIVE" | "SUSPENDED";
  joinedAt: string;
  /** The account's own setting: hidden, but kept, under an organization S3 policy. */
  block: Block | null;
  roles: { read: boolean; remediate: boolean };
  /** Opt-in regions that are enabled. */
  optedIn: string[];
};

export type PolicyType =
  | "S3_POLICY"
  | "RESOURCE_CONTROL_POLICY"
  | "SERVICE_CONTROL_POLICY"
  | "TAG_POLICY"
  | "BACKUP_POLICY"
  | "DECLARATIVE_POLICY_EC2";

export type Policy = {
  id: string;
  name: string;
  type: PolicyType;
  description: string;
  content: string;
  targets: string[];
  awsManaged: boolean;
};
