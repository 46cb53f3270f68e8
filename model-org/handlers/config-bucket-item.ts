import type { Bucket, Grant } from "../world/configuration";
import type { RecordedBucket } from "../world/recorded";
import type { World } from "../world/world";
import type { Item } from "./config-query-run";

const permissions: Readonly<Record<Grant["permission"], string>> = {
  READ: "Read",
  WRITE: "Write",
  READ_ACP: "ReadAcp",
  WRITE_ACP: "WriteAcp",
  FULL_CONTROL: "FullControl",
};

/**
 * A bucket as a query answers it: settings are objects, and the access list a text that holds JSON.
 * https://github.com/awslabs/aws-config-resource-schema AWS::S3::Bucket
 */
export function bucketItem(world: World, { bucket, capturedAt }: RecordedBucket): Item {
  const { name, accountId, region, createdAt } = bucket;
  const owner = ownerOf(bucket);
  return {
    accountId,
    arn: `arn:${world.partition}:s3:::${name}`,
    availabilityZone: "Regional",
    awsRegion: region,
    configuration: { name, owner, creationDate: createdAt },
    configurationItemCaptureTime: capturedAt.toISOString(),
    configurationItemStatus: "OK",
    configurationStateId: String(capturedAt.getTime()),
    relationships: [],
    resourceCreationTime: createdAt,
    resourceId: name,
    resourceName: name,
    resourceType: "AWS::S3::Bucket",
    supplementaryConfiguration: settingsOf(bucket, owner),
    tags: Object.entries(bucket.tags ?? {}).map(([key, value]) => ({ tag: `${key}=${value}`, key, value })),
    version: "1.3",
  };
}

type Owner = { displayName: null; id: string };

function ownerOf({ grants }: Bucket): Owner {
  const own = grants.find(({ grantee }) => "canonicalId" in grantee)?.grantee;
  return { displayName: null, id: own && "canonicalId" in own ? own.canonicalId : "" };
}

function settingsOf(bucket: Bucket, owner: Owner): Record<string, unknown> {
  const { block, versioning, logging, policy, tags, website, settings } = bucket;
  return {
    AccessControlList: JSON.stringify({
      grantSet: null,
      grantList: bucket.grants.map(({ grantee, permission }) => ({
        grantee: "group" in grantee ? grantee.group : { id: grantee.canonicalId, displayName: null },
        permission: permissions[permission],
      })),
      owner,
      isRequesterCharged: settings.requestPayment?.Payer === "Requester",
    }),
    BucketAccelerateConfiguration: { status: settings.accelerate?.Status ?? null },
    BucketLoggingConfiguration: {
      destinationBucketName: logging?.bucket ?? null,
      logFilePrefix: logging?.prefix ?? null,
    },
    BucketNotificationConfiguration: notificationOf(bucket),
    BucketPolicy: { policyText: policy },
    BucketVersioningConfiguration: {
      status: versioning?.status ?? "Off",
      isMfaDeleteEnabled: versioning ? versioning.mfaDelete : null,
    },
    IsRequesterPaysEnabled: String(settings.requestPayment?.Payer === "Requester"),
    ServerSideEncryptionConfiguration: { rules: [encryptionOf(bucket)] },
    // What is not configured has no key at all.
    ...(block && {
      PublicAccessBlockConfiguration: {
        blockPublicAcls: block.BlockPublicAcls,
        ignorePublicAcls: block.IgnorePublicAcls,
        blockPublicPolicy: block.BlockPublicPolicy,
        restrictPublicBuckets: block.RestrictPublicBuckets,
      },
    }),
    ...(tags && { BucketTaggingConfiguration: { tagSets: [{ tags }] } }),
    ...(website && {
      BucketWebsiteConfiguration: {
        indexDocumentSuffix: website.index ?? null,
        errorDocument: null,
        redirectAllRequestsTo: website.redirect ? { protocol: null, hostName: website.redirect } : null,
        routingRules: [],
      },
    }),
    ...replicationOf(bucket),
    ...lifecycleOf(bucket),
    ...objectLockOf(bucket),
    ...corsOf(bucket),
  };
}

/** Blocked encryption types are not in Config's schema: they have to be asked for directly. */
const encryptionOf = ({ encryption: { algorithm, kmsKeyId, bucketKey } }: Bucket) => ({
  applyServerSideEncryptionByDefault: { sseAlgorithm: algorithm, kmsMasterKeyID: kmsKeyId ?? null },
  bucketKeyEnabled: bucketKey ?? false,
});

function notificationOf({ settings: { notification } }: Bucket): object {
  const { TopicConfigurations = [], QueueConfigurations = [], LambdaFunctionConfigurations = [] } = notification ?? {};
  const all = [
    ...TopicConfigurations.map((one) => ({ ...one, type: "TopicConfiguration", to: { topicARN: one.TopicArn } })),
    ...QueueConfigurations.map((one) => ({ ...one, type: "QueueConfiguration", to: { queueARN: one.QueueArn } })),
    ...LambdaFunctionConfigurations.map((one) => ({
      ...one,
      type: "LambdaConfiguration",
      to: { functionARN: one.LambdaFunctionArn },
    })),
  ];
  return {
    configurations: Object.fromEntries(
      all.map(({ Id, Events, type, to }, n) => [Id ?? String(n), { events: Events ?? [], type, ...to, filter: null }]),
    ),
    ...(notification?.EventBridgeConfiguration ? { eventBridgeConfiguration: {} } : {}),
  };
}

function replicationOf({ settings: { replication } }: Bucket): object {
  const given = replication?.ReplicationConfiguration;
  if (!given) return {};
  const rules = (given.Rules ?? []).map((rule, n) => [
    rule.ID ?? String(n),
    {
      prefix: rule.Filter?.Prefix ?? "",
      status: rule.Status,
      destinationConfig: {
        Account: rule.Destination?.Account ?? null,
        bucketARN: rule.Destination?.Bucket,
        storageClass: rule.Destination?.StorageClass ?? null,
      },
    },
  ]);
  return { BucketReplicationConfiguration: { roleARN: given.Role, rules: Object.fromEntries(rules) } };
}

function lifecycleOf({ settings: { lifecycle } }: Bucket): object {
  if (!lifecycle?.Rules) return {};
  return {
    BucketLifecycleConfiguration: {
      rules: lifecycle.Rules.map((rule) => ({
        id: rule.ID ?? null,
        status: rule.Status,
        prefix: null,
        filter: { predicate: predicateOf(rule.Filter) },
        // -1 is "none", for every number of days.
        expirationInDays: rule.Expiration?.Days ?? -1,
        expiredObjectDeleteMarker: rule.Expiration?.ExpiredObjectDeleteMarker ?? false,
        noncurrentVersionExpirationInDays: rule.NoncurrentVersionExpiration?.NoncurrentDays ?? -1,
        transitions: (rule.Transitions ?? []).map(({ Days, StorageClass }) => ({
          days: Days ?? -1,
          storageClass: StorageClass,
        })),
        abortIncompleteMultipartUpload: rule.AbortIncompleteMultipartUpload
          ? { daysAfterInitiation: rule.AbortIncompleteMultipartUpload.DaysAfterInitiation }
          : null,
      })),
    },
  };
}

type Filter = NonNullable<NonNullable<Bucket["settings"]["lifecycle"]>["Rules"]>[number]["Filter"];

function predicateOf(filter: Filter): object | null {
  const prefix = (text: string) => ({ type: "LifecyclePrefixPredicate", prefix: text });
  const tag = ({ Key, Value }: { Key: string | undefined; Value: string | undefined }) => ({
    type: "LifecycleTagPredicate",
    tag: { key: Key, value: Value },
  });
  if (filter?.And) {
    const operands = [
      ...(filter.And.Prefix === undefined ? [] : [prefix(filter.And.Prefix)]),
      ...(filter.And.Tags ?? []).map(tag),
    ];
    return { type: "LifecycleAndOperator", operands };
  }
  if (filter?.Tag) return tag(filter.Tag);
  return filter?.Prefix ? prefix(filter.Prefix) : null;
}

function objectLockOf({ settings: { objectLock } }: Bucket): object {
  const given = objectLock?.ObjectLockConfiguration;
  if (!given) return {};
  const kept = given.Rule?.DefaultRetention;
  const rule = kept
    ? { defaultRetention: { mode: kept.Mode, days: kept.Days ?? null, years: kept.Years ?? null } }
    : null;
  return { ObjectLockConfiguration: { objectLockEnabled: given.ObjectLockEnabled, rule } };
}

function corsOf({ settings: { cors } }: Bucket): object {
  if (!cors?.CORSRules) return {};
  return {
    BucketCrossOriginConfiguration: {
      rules: cors.CORSRules.map(({ ID, AllowedHeaders, AllowedMethods, AllowedOrigins, ExposeHeaders }) => ({
        id: ID ?? null,
        allowedHeaders: AllowedHeaders ?? null,
        allowedMethods: AllowedMethods ?? [],
        allowedOrigins: AllowedOrigins ?? [],
        exposedHeaders: ExposeHeaders ?? null,
      })),
    },
  };
}
