import { describe, expect, it } from "vitest";
import type { Bucket } from "./world/configuration";
import { foreignBucket, partnerAccountId } from "./world/foreign-buckets";
import { isPublicPolicy } from "./world/read-policy";
import { World } from "./world/world";

const world = new World();
const buckets = world.tree.accounts.flatMap(({ id }) => world.bucketsOf(id));
const targets = new Set(buckets.flatMap(({ logging }) => logging?.bucket ?? []));

type Fits = (bucket: Bucket) => unknown;

const rules = ({ settings }: Bucket) => settings.lifecycle?.Rules ?? [];
const enabled = (bucket: Bucket) => rules(bucket).filter(({ Status }) => Status === "Enabled");
const retention = ({ settings }: Bucket) => settings.objectLock?.ObjectLockConfiguration?.Rule?.DefaultRetention?.Mode;
const copies = ({ settings }: Bucket) => settings.replication?.ReplicationConfiguration?.Rules ?? [];
const copiedTo = (bucket: Bucket) =>
  copies(bucket).map(({ Destination }) => (Destination?.Bucket ?? "").replace(/^arn:aws:s3:::/, ""));
const told = ({ settings }: Bucket) => [
  ...(settings.notification?.QueueConfigurations ?? []).map(({ QueueArn }) => QueueArn),
  ...(settings.notification?.TopicConfigurations ?? []).map(({ TopicArn }) => TopicArn),
  ...(settings.notification?.LambdaFunctionConfigurations ?? []).map(({ LambdaFunctionArn }) => LambdaFunctionArn),
];
const statements = ({ policy }: Bucket): string => policy ?? "";
const target = (bucket: Bucket) => (bucket.logging ? world.bucket(bucket.logging.bucket) : undefined);
const inventory = ({ settings }: Bucket) => settings.inventory ?? [];
const group =
  (called: string): Fits =>
  ({ grants }) =>
    grants.some(({ grantee }) => "group" in grantee && grantee.group === called);

/** What the controls distinguish, by setting. */
const situations: Readonly<Record<string, Readonly<Record<string, Fits>>>> = {
  "block of public access": { all: ({ block }) => block?.BlockPublicPolicy, none: ({ block }) => block === null },
  "public policy": {
    neutralised: (bucket) =>
      isPublicPolicy(bucket.policy) && world.account(bucket.accountId)?.block?.RestrictPublicBuckets,
    open: (bucket) => isPublicPolicy(bucket.policy) && !bucket.block,
    none: ({ policy }) => policy === null,
  },
  "access list": {
    "all users": group("AllUsers"),
    "authenticated users": group("AuthenticatedUsers"),
    "log delivery": group("LogDelivery"),
    "another account": ({ grants }) => grants.length > 1,
  },
  ownership: {
    enforced: ({ ownership }) => ownership === "BucketOwnerEnforced",
    writer: ({ ownership }) => ownership === "ObjectWriter",
    never: ({ ownership }) => ownership === null,
  },
  encryption: {
    "SSE-S3": ({ encryption }) => encryption.algorithm === "AES256",
    "own key": ({ encryption }) => encryption.algorithm === "aws:kms" && encryption.kmsKeyId,
    "AWS's key": ({ encryption }) => encryption.algorithm === "aws:kms" && !encryption.kmsKeyId,
    "two layers": ({ encryption }) => encryption.algorithm === "aws:kms:dsse",
    "bucket key": ({ encryption }) => encryption.bucketKey,
    "no bucket key": ({ encryption }) => encryption.algorithm === "aws:kms" && !encryption.bucketKey,
    "customer keys blocked": ({ encryption }) => encryption.blocked?.includes("SSE-C"),
    "customer keys taken": ({ encryption }) => encryption.blocked?.includes("NONE"),
    "customer keys never thought of": ({ encryption }) => encryption.blocked === undefined,
  },
  "what policies ask": {
    TLS: (bucket) => statements(bucket).includes("aws:SecureTransport"),
    "newer TLS": (bucket) => statements(bucket).includes("s3:TlsVersion"),
    encryption: (bucket) => statements(bucket).includes('"s3:x-amz-server-side-encryption"'),
    "conditional writes": (bucket) => statements(bucket).includes("s3:if-none-match"),
    "an endpoint": (bucket) => statements(bucket).includes("aws:SourceVpce"),
    "another account, trusted": (bucket) =>
      statements(bucket).includes(":iam::") && !statements(bucket).includes(partnerAccountId),
    "another account, unknown": (bucket) => statements(bucket).includes(`:iam::${partnerAccountId}:`),
  },
  versions: {
    kept: ({ versioning }) => versioning?.status === "Enabled",
    suspended: ({ versioning }) => versioning?.status === "Suspended",
    never: ({ versioning }) => versioning === null,
    "deleted with MFA": ({ versioning }) => versioning?.mfaDelete,
  },
  "object lock": {
    governance: (bucket) => retention(bucket) === "GOVERNANCE",
    compliance: (bucket) => retention(bucket) === "COMPLIANCE",
    "without retention": (bucket) => bucket.settings.objectLock && !retention(bucket),
    none: ({ settings }) => !settings.objectLock,
  },
  lifecycle: {
    none: ({ settings }) => !settings.lifecycle,
    "switched off": (bucket) => rules(bucket).length > 0 && enabled(bucket).length === 0,
    "clears parts": (bucket) =>
      enabled(bucket).some(
        (rule) => (rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation ?? 99) <= 7 && !rule.Filter?.Prefix,
      ),
    "clears parts late": (bucket) =>
      enabled(bucket).some((rule) => (rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation ?? 0) > 7),
    "clears parts of a prefix": (bucket) =>
      enabled(bucket).some((rule) => rule.AbortIncompleteMultipartUpload && rule.Filter?.Prefix),
    "leaves parts": (bucket) =>
      enabled(bucket).length > 0 && !rules(bucket).some((rule) => rule.AbortIncompleteMultipartUpload),
    "old versions go": (bucket) => enabled(bucket).some((rule) => rule.NoncurrentVersionExpiration),
    "old versions move": (bucket) => enabled(bucket).some((rule) => rule.NoncurrentVersionTransitions),
    "old versions stay": (bucket) =>
      bucket.versioning &&
      bucket.settings.lifecycle &&
      !rules(bucket).some((rule) => rule.NoncurrentVersionExpiration || rule.NoncurrentVersionTransitions),
    "objects expire": (bucket) => enabled(bucket).some((rule) => rule.Expiration && !rule.Filter?.Prefix),
  },
  replication: {
    none: (bucket) => copies(bucket).length === 0,
    "switched off": (bucket) => copies(bucket).some(({ Status }) => Status === "Disabled"),
    "to another region": (bucket) =>
      copiedTo(bucket).some((one) => world.bucket(one) && world.bucket(one)?.region !== bucket.region),
    "within its region": (bucket) => copiedTo(bucket).some((one) => world.bucket(one)?.region === bucket.region),
    "to another account": (bucket) =>
      copiedTo(bucket).some((one) => world.bucket(one) && world.bucket(one)?.accountId !== bucket.accountId),
    "out of the organization": (bucket) => copiedTo(bucket).some((one) => foreignBucket(world, one)),
    "under a key": (bucket) => copies(bucket).some(({ Destination }) => Destination?.EncryptionConfiguration),
    "without the key it needs": (bucket) =>
      bucket.encryption.algorithm === "aws:kms" &&
      copies(bucket).some(({ Destination }) => !Destination?.EncryptionConfiguration),
  },
  "access logs": {
    none: (bucket) => !bucket.logging && !targets.has(bucket.name),
    delivered: (bucket) => target(bucket)?.region === bucket.region && target(bucket)?.accountId === bucket.accountId,
    "to itself": (bucket) => bucket.logging?.bucket === bucket.name,
    "in a circle": (bucket) =>
      bucket.logging?.bucket !== bucket.name && target(bucket)?.logging?.bucket === bucket.name,
    "to where retention rules": (bucket) => target(bucket) && retention(target(bucket) as Bucket),
    "to where the requester pays": (bucket) => target(bucket)?.settings.requestPayment?.Payer === "Requester",
  },
  notifications: {
    none: ({ settings }) => !settings.notification,
    "through EventBridge": ({ settings }) => settings.notification?.EventBridgeConfiguration,
    "to the organization": (bucket) => told(bucket).some((arn) => world.account(arn?.split(":")[4] ?? "")),
    "to somebody else": (bucket) => told(bucket).some((arn) => arn?.split(":")[4] === partnerAccountId),
  },
  "request metrics": {
    whole: ({ settings }) => settings.metrics?.some(({ Filter }) => !Filter),
    "of a part": ({ settings }) => settings.metrics?.every(({ Filter }) => Filter),
    none: ({ settings }) => !settings.metrics,
  },
  inventory: {
    none: (bucket) => inventory(bucket).length === 0,
    off: (bucket) => inventory(bucket).some(({ IsEnabled }) => !IsEnabled),
    "with all it needs": (bucket) =>
      inventory(bucket).some(
        (one) =>
          one.IsEnabled &&
          one.OptionalFields?.includes("ReplicationStatus") &&
          one.OptionalFields.includes("EncryptionStatus"),
      ),
    "without replication": (bucket) =>
      inventory(bucket).some((one) => one.IsEnabled && !one.OptionalFields?.includes("ReplicationStatus")),
    "to somebody else": (bucket) =>
      inventory(bucket).some(({ Destination }) => Destination?.S3BucketDestination?.AccountId === partnerAccountId),
  },
  website: {
    none: ({ website }) => website === null,
    pages: ({ website }) => website?.index,
    redirect: ({ website }) => website?.redirect,
  },
  tags: {
    none: ({ tags }) => tags === null,
    whole: ({ tags }) => tags?.["owner"] && tags["environment"] && tags["data-classification"],
    "without a class": ({ tags }) => tags?.["owner"] && !tags["data-classification"],
    "of no use": ({ tags }) => tags?.["environment"]?.startsWith("<"),
    "that give something away": ({ tags }) => tags?.["db-password"],
  },
  "access by tags": { on: ({ abac }) => abac, off: ({ abac }) => !abac },
  "who pays": {
    requester: ({ settings }) => settings.requestPayment?.Payer === "Requester",
    owner: ({ settings }) => !settings.requestPayment,
  },
};

describe("the default world", () => {
  it.each(
    Object.entries(situations).flatMap(([setting, ways]) =>
      Object.entries(ways).map(([way, fits]) => [setting, way, fits] as const),
    ),
  )("holds a bucket for %s: %s", (_, __, fits) => {
    expect(buckets.some(fits)).toBe(true);
  });

  it("holds names that somebody else took before the account came to them", () => {
    const id = world.random.accountId("hackathon-2026");
    expect(world.account(id)?.name).toBe("aldermoor-hackathon-2026");
    expect(foreignBucket(world, `cdk-hnb659fds-assets-${id}-eu-west-1`)).toMatchObject({ region: "eu-west-1" });
    expect(foreignBucket(world, `cdk-hnb659fds-assets-${id}-us-east-1`)).toBeUndefined();
  });

  it("copies and logs only to where AWS would let it", () => {
    for (const bucket of buckets) {
      const logged = target(bucket);
      if (bucket.logging) {
        expect([logged?.accountId, logged?.region]).toEqual([bucket.accountId, bucket.region]);
      }
      for (const one of copiedTo(bucket)) {
        expect(bucket.versioning?.status).toBe("Enabled");
        if (!foreignBucket(world, one)) expect(world.bucket(one)?.versioning?.status).toBe("Enabled");
      }
      if (bucket.versioning?.mfaDelete) expect(bucket.settings.lifecycle).toBeUndefined();
      if (bucket.settings.objectLock) expect(bucket.versioning?.status).toBe("Enabled");
    }
  });
});
