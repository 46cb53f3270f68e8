import type * as Api from "@aws-sdk/client-macie2";
import { decide } from "../iam/decide";
import { type Exposure, exposuresOf } from "../world/bucket-exposure";
import type { Block, Bucket } from "../world/configuration";
import { type MacieJob, macieJobs, macieOrganizations } from "../world/macie";
import type { World } from "../world/world";
import { jobsCover } from "./macie-jobs";

/** Macie keeps count of no more buckets of an account. */
const quota = 10_000;
const minute = 60_000;

/** @returns a bucket as Macie sees it: a few minutes late. Undefined for one it does not know yet */
export function metadataOf(world: World, name: string, region: string): Api.BucketMetadata | undefined {
  const current = world.bucket(name);
  const lag = (1 + world.random.below(6, "macie-lag", region)) * minute;
  const seenAt = new Date(world.clock.now().getTime() - lag);
  const { state: bucket } = world.bucketHistory.at(name, seenAt, current);
  if (bucket?.region !== region) return undefined;
  const known: Api.BucketMetadata = {
    accountId: bucket.accountId,
    bucketArn: `arn:${world.partition}:s3:::${name}`,
    bucketCreatedAt: new Date(bucket.createdAt),
    bucketName: name,
    region,
    lastUpdated: seenAt,
  };
  const error = errorOf(world, bucket);
  if (error) return { ...known, ...error };
  const exposures = exposuresOf(world, bucket);
  return {
    ...known,
    ...countsOf(world, bucket),
    ...discoveryOf(world, bucket),
    allowsUnencryptedObjectUploads: bucket.policy?.includes("s3:x-amz-server-side-encryption") ? "FALSE" : "TRUE",
    jobDetails: jobDetailsOf(world, bucket),
    publicAccess: publicAccessOf(world, bucket, exposures),
    replicationDetails: replicationOf(world, bucket),
    serverSideEncryption: {
      type: bucket.encryption.algorithm,
      ...(bucket.encryption.kmsKeyId ? { kmsMasterKeyId: bucket.encryption.kmsKeyId } : {}),
    },
    sharedAccess: sharedAccessOf(bucket, exposures),
    tags: Object.entries(bucket.tags ?? {}).map(([key, value]) => ({ key, value })),
    versioning: bucket.versioning?.status === "Enabled",
  };
}

function errorOf(world: World, bucket: Bucket): Pick<Api.BucketMetadata, "errorCode" | "errorMessage"> | undefined {
  const names = world.bucketNames(bucket.accountId);
  if (names.length > quota && names.indexOf(bucket.name) >= quota) {
    return {
      errorCode: "BUCKET_COUNT_EXCEEDS_QUOTA",
      errorMessage: "The number of buckets exceeds the quota for Macie.",
    };
  }
  const role = `arn:${world.partition}:iam::${bucket.accountId}:role/aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie`;
  const refused =
    bucket.policy !== null &&
    decide([bucket.policy], {
      action: "s3:GetBucketPolicy",
      resource: `arn:${world.partition}:s3:::${bucket.name}`,
      principal: { accountId: bucket.accountId, arns: [role] },
      context: { "aws:principalarn": role, "aws:securetransport": "true", "aws:principalaccount": bucket.accountId },
    }) === "deny";
  return refused
    ? { errorCode: "ACCESS_DENIED", errorMessage: "Macie doesn't have permission to retrieve the bucket's settings." }
    : undefined;
}

const spelled = (block: Block | null): Api.BlockPublicAccess => ({
  blockPublicAcls: block?.BlockPublicAcls ?? false,
  blockPublicPolicy: block?.BlockPublicPolicy ?? false,
  ignorePublicAcls: block?.IgnorePublicAcls ?? false,
  restrictPublicBuckets: block?.RestrictPublicBuckets ?? false,
});

const writes = /^(\*|s3:\*|s3:(Put|Delete))/i;

/**
 * Macie looks at the bucket's own policy and access list. Through its access points it sees nothing: there it differs
 * from Access Analyzer, on purpose as in AWS.
 */
function publicAccessOf(world: World, bucket: Bucket, exposures: readonly Exposure[]): Api.BucketPublicAccess {
  const open = exposures.filter(({ to, by }) => to === "public" && by !== "S3_ACCESS_POINT");
  const allows = (by: Exposure["by"], written: boolean) =>
    open.some((one) => one.by === by && one.actions.some((action) => writes.test(action) === written));
  const account = world.account(bucket.accountId);
  return {
    effectivePermission: open.length > 0 ? "PUBLIC" : "NOT_PUBLIC",
    permissionConfiguration: {
      accountLevelPermissions: { blockPublicAccess: spelled(account ? world.effectiveBlock(account) : null) },
      bucketLevelPermissions: {
        accessControlList: {
          allowsPublicReadAccess: allows("BUCKET_ACL", false),
          allowsPublicWriteAccess: allows("BUCKET_ACL", true),
        },
        blockPublicAccess: spelled(bucket.block),
        bucketPolicy: {
          allowsPublicReadAccess: allows("POLICY", false),
          allowsPublicWriteAccess: allows("POLICY", true),
        },
      },
    },
  };
}

function sharedAccessOf({ policy }: Bucket, exposures: readonly Exposure[]): Api.SharedAccess {
  const direct = exposures.filter(({ by }) => by !== "S3_ACCESS_POINT");
  const distribution = policy?.includes("cloudfront.amazonaws.com") ?? false;
  if (distribution || direct.some(({ to }) => to === "public" || to === "external")) return "EXTERNAL";
  return direct.length > 0 ? "INTERNAL" : "NOT_SHARED";
}

function replicationOf(world: World, bucket: Bucket): Api.ReplicationDetails {
  const rules = bucket.settings.replication?.ReplicationConfiguration?.Rules ?? [];
  const accounts = rules
    .filter(({ Status }) => Status === "Enabled")
    .map(({ Destination }) => {
      const name = Destination?.Bucket?.split(":::")[1] ?? "";
      return Destination?.Account ?? world.bucket(name)?.accountId ?? bucket.accountId;
    });
  return {
    replicated: accounts.length > 0,
    replicatedExternally: accounts.some((id) => !world.account(id)),
    replicationAccounts: [...new Set(accounts)].sort(),
  };
}

/** Objects are not of the model: how many there are, and in what keys, is drawn. */
function countsOf({ random }: World, { name, encryption }: Bucket): Api.BucketMetadata {
  const objectCount = random.below(40_000, "objects", name);
  const sizeInBytes = objectCount * (2_000 + random.below(90_000, "size", name));
  const before = random.chance(0.2, "before-encryption", name) ? Math.floor(objectCount / 7) : 0;
  const rest = objectCount - before;
  const byKey =
    encryption.algorithm === "AES256" ? "s3Managed" : encryption.kmsKeyId ? "customerManaged" : "kmsManaged";
  const unclassifiable = Math.floor(objectCount * random.of("unclassifiable", name) * 0.3);
  const size = Math.floor((sizeInBytes * unclassifiable) / Math.max(1, objectCount));
  return {
    objectCount,
    sizeInBytes,
    sizeInBytesCompressed: 0,
    classifiableObjectCount: objectCount - unclassifiable,
    classifiableSizeInBytes: sizeInBytes - size,
    objectCountByEncryptionType: {
      customerManaged: 0,
      kmsManaged: 0,
      s3Managed: 0,
      unencrypted: before,
      unknown: 0,
      [byKey]: rest,
    },
    unclassifiableObjectCount: { fileType: unclassifiable, storageClass: 0, total: unclassifiable },
    unclassifiableObjectSizeInBytes: { fileType: size, storageClass: 0, total: size },
  };
}

const excluded = /-(access-logs|cloudtrail|config|vpc-flow|dns-logs)(-\d+)?$/;

/** @returns what automated discovery says of a bucket: where it is off, nothing is scored */
export function discoveryOf(world: World, bucket: Bucket): Api.BucketMetadata {
  const organization = world.records.get(macieOrganizations, world.hubAccountId, bucket.region, "organization");
  if (organization?.discovery.status !== "ENABLED" || organization.discovery.autoEnableMembers === "NONE") {
    return { automatedDiscoveryMonitoringStatus: "NOT_MONITORED" };
  }
  if (excluded.test(bucket.name)) return { automatedDiscoveryMonitoringStatus: "NOT_MONITORED" };
  return {
    automatedDiscoveryMonitoringStatus: "MONITORED",
    lastAutomatedDiscoveryTime: new Date(
      world.clock.now().getTime() - world.random.below(30, "discovered", bucket.name) * 1_440 * minute,
    ),
    sensitivityScore: scoreOf(world, bucket),
  };
}

/** The score follows what the owner says of the data, but for a few whose tag is wrong; 50 is not analysed yet. */
export function scoreOf({ random }: World, { name, tags }: Bucket): number {
  if (random.chance(0.1, "not-analysed", name)) return 50;
  if (random.chance(0.01, "not-analysable", name)) return -1;
  const sensitive = ["confidential", "restricted"].includes(tags?.["data-classification"] ?? "");
  const mistaken = random.chance(0.08, "wrong-tag", name);
  return sensitive !== mistaken ? 60 + random.below(41, "score", name) : 1 + random.below(48, "score", name);
}

function jobDetailsOf(world: World, bucket: Bucket): Api.JobDetails {
  const covering = [
    ...world.records.list(macieJobs, world.hubAccountId, bucket.region),
    ...ownJobs(world, bucket),
  ].filter((job) => job.status !== "CANCELLED" && jobsCover(job, bucket));
  const [last] = covering;
  return {
    isDefinedInJob: last ? "TRUE" : "FALSE",
    isMonitoredByJob: covering.some(({ type }) => type === "SCHEDULED") ? "TRUE" : "FALSE",
    ...(last ? { lastJobId: last.id, lastJobRunTime: new Date(world.clock.now().getTime() - 3 * 1_440 * minute) } : {}),
  };
}

const ownJobs = (world: World, { accountId, region }: Bucket): MacieJob[] =>
  accountId === world.hubAccountId ? [] : world.records.list(macieJobs, accountId, region);
