import { accessPoints } from "../world/access-points";
import { analyzerArn, analyzers } from "../world/analyzers";
import type { Account, Block } from "../world/configuration";
import { detectors } from "../world/detectors";
import { directoryArn, directoryBuckets } from "../world/directory-buckets";
import { keyArn, keys } from "../world/kms-keys";
import { namesKnown, recordedBucket, recordingOf } from "../world/recorded";
import { tableBucketArn, tableBuckets } from "../world/table-buckets";
import { trailArn, trailsSeen } from "../world/trails";
import type { World } from "../world/world";
import { bucketItem } from "./config-bucket-item";
import type { Item } from "./config-query-run";

/** A resource as far as it is known without making it: enough to leave it out. */
export type Listed = { type: string; key: string; item(): Item | undefined };

/** Types of which the model has records, in the order they are answered in. */
export const recordedTypes = [
  "AWS::S3::Bucket",
  "AWS::S3::AccountPublicAccessBlock",
  "AWS::S3::AccessPoint",
  "AWS::S3Express::DirectoryBucket",
  "AWS::S3Tables::TableBucket",
  "AWS::CloudTrail::Trail",
  "AWS::KMS::Key",
  "AWS::GuardDuty::Detector",
  "AWS::AccessAnalyzer::Analyzer",
] as const;

type RecordedType = (typeof recordedTypes)[number];

type Made = {
  id: string;
  name: string;
  arn: string;
  createdAt?: string;
  configuration: object;
  settings?: object;
  tags?: object;
};

/** The items of a type in an account: keys sort, and name an item for good. */
export function resourcesOf(world: World, account: Account, type: RecordedType): readonly Listed[] {
  if (type === "AWS::S3::Bucket") {
    return namesKnown(world, account.id).map((name) => ({
      type,
      key: name,
      item() {
        const recorded = recordedBucket(world, name);
        return recorded?.bucket.accountId === account.id ? bucketItem(world, recorded) : undefined;
      },
    }));
  }
  return world.regions.flatMap((region) => {
    const recording = recordingOf(world, account.id, region, type);
    if (!recording) return [];
    return makers[type](world, account, region).map((made) => ({
      type,
      key: `${region}/${made.id}`,
      item: () => itemOf(account.id, region, type, made, recording.asOf),
    }));
  });
}

function itemOf(accountId: string, region: string, type: string, made: Made, asOf: Date): Item {
  const captured = made.createdAt ?? asOf.toISOString();
  return {
    accountId,
    arn: made.arn,
    availabilityZone: "Regional",
    awsRegion: region,
    configuration: made.configuration,
    configurationItemCaptureTime: captured,
    configurationItemStatus: made.createdAt ? "ResourceDiscovered" : "OK",
    configurationStateId: String(new Date(captured).getTime()),
    relationships: [],
    ...(made.createdAt ? { resourceCreationTime: made.createdAt } : {}),
    resourceId: made.id,
    resourceName: made.name,
    resourceType: type,
    supplementaryConfiguration: made.settings ?? {},
    tags: Object.entries(made.tags ?? {}).map(([key, value]) => ({ tag: `${key}=${value}`, key, value })),
    version: "1.3",
  };
}

type Maker = (world: World, account: Account, region: string) => Made[];

const lower = (block: Block): object =>
  Object.fromEntries(Object.entries(block).map(([name, on]) => [name.charAt(0).toLowerCase() + name.slice(1), on]));

const makers: Readonly<Record<Exclude<RecordedType, "AWS::S3::Bucket">, Maker>> = {
  /** The account's own setting, in every region that is recorded; an account without one has no item. */
  "AWS::S3::AccountPublicAccessBlock": (_world, { id, block }) =>
    block ? [{ id, name: id, arn: id, configuration: lower(block) }] : [],
  "AWS::S3::AccessPoint": (world, { id: accountId }, region) =>
    world.records.list(accessPoints, accountId, region).map((point) => ({
      id: point.name,
      name: point.name,
      arn: `arn:${world.partition}:s3:${region}:${accountId}:accesspoint/${point.name}`,
      createdAt: point.createdAt,
      configuration: {
        Name: point.name,
        Bucket: point.bucket,
        BucketAccountId: point.bucketAccountId,
        NetworkOrigin: point.vpcId === null ? "Internet" : "VPC",
        ...(point.vpcId === null ? {} : { VpcConfiguration: { VpcId: point.vpcId } }),
        PublicAccessBlockConfiguration: point.block,
        ...(point.policy === null ? {} : { Policy: JSON.parse(point.policy) as object }),
      },
    })),
  "AWS::S3Express::DirectoryBucket": (world, { id }, region) =>
    world.records.list(directoryBuckets, id, region).map((bucket) => ({
      id: bucket.name,
      name: bucket.name,
      arn: directoryArn(world, bucket),
      createdAt: bucket.createdAt,
      configuration: {
        BucketName: bucket.name,
        LocationName: bucket.zone,
        DataRedundancy: "SingleAvailabilityZone",
        Arn: directoryArn(world, bucket),
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            {
              ServerSideEncryptionByDefault: {
                SSEAlgorithm: bucket.encryption.algorithm,
                ...(bucket.encryption.kmsKeyId ? { KMSMasterKeyID: bucket.encryption.kmsKeyId } : {}),
              },
              BucketKeyEnabled: bucket.encryption.bucketKey ?? false,
            },
          ],
        },
      },
    })),
  "AWS::S3Tables::TableBucket": (world, account, region) =>
    world.records.list(tableBuckets, account.id, region).map((bucket) => ({
      id: tableBucketArn({ world, account, region }, bucket.name),
      name: bucket.name,
      arn: tableBucketArn({ world, account, region }, bucket.name),
      createdAt: bucket.createdAt,
      tags: bucket.tags,
      configuration: {
        TableBucketName: bucket.name,
        TableBucketARN: tableBucketArn({ world, account, region }, bucket.name),
        ...(bucket.encryption
          ? {
              EncryptionConfiguration: {
                SSEAlgorithm: bucket.encryption.sseAlgorithm,
                ...(bucket.encryption.kmsKeyArn ? { KMSKeyArn: bucket.encryption.kmsKeyArn } : {}),
              },
            }
          : {}),
      },
    })),
  "AWS::KMS::Key": (world, { id: accountId }, region) =>
    world.records.list(keys, accountId, region).map((key) => ({
      id: key.id,
      name: key.id,
      arn: keyArn(world, accountId, region, key.id),
      createdAt: key.createdAt,
      tags: key.tags,
      configuration: {
        keyId: key.id,
        arn: keyArn(world, accountId, region, key.id),
        awsaccountId: accountId,
        creationDate: key.createdAt,
        description: key.description,
        enabled: key.state === "Enabled",
        keyState: key.state,
        keyManager: key.manager,
        keySpec: key.spec,
        origin: key.origin,
        multiRegion: key.multiRegion !== null,
      },
      settings: { Policy: key.policy, KeyRotationStatus: key.rotation },
    })),
  /** A trail is an item where it was made and where it has a shadow of it in its own account. */
  "AWS::CloudTrail::Trail": (world, { id }, region) =>
    trailsSeen(world, id, region)
      .filter(({ accountId }) => accountId === id)
      .map((trail) => ({
        id: trailArn(world, trail),
        name: trail.name,
        arn: trailArn(world, trail),
        configuration: {
          name: trail.name,
          s3BucketName: trail.bucket,
          s3KeyPrefix: trail.prefix,
          includeGlobalServiceEvents: trail.globalEvents,
          isMultiRegionTrail: trail.multiRegion,
          isOrganizationTrail: trail.organization,
          homeRegion: trail.homeRegion,
          trailARN: trailArn(world, trail),
          logFileValidationEnabled: trail.validation,
          cloudWatchLogsLogGroupArn: trail.logGroup?.arn ?? null,
          cloudWatchLogsRoleArn: trail.logGroup?.roleArn ?? null,
          kmsKeyId: trail.kmsKeyArn,
          hasCustomEventSelectors: true,
        },
      })),
  "AWS::GuardDuty::Detector": (world, { id: accountId }, region) =>
    world.records.list(detectors, accountId, region).map(({ id, status, frequency, features, tags, createdAt }) => ({
      id,
      name: id,
      arn: `arn:${world.partition}:guardduty:${region}:${accountId}:detector/${id}`,
      createdAt,
      tags,
      configuration: {
        Id: id,
        Enable: status === "ENABLED",
        FindingPublishingFrequency: frequency,
        Features: Object.entries(features).map(([Name, Status]) => ({ Name, Status })),
      },
    })),
  "AWS::AccessAnalyzer::Analyzer": (world, account, region) =>
    world.records.list(analyzers, account.id, region).map((analyzer) => ({
      id: analyzerArn({ world, account, region }, analyzer),
      name: analyzer.name,
      arn: analyzerArn({ world, account, region }, analyzer),
      createdAt: analyzer.createdAt,
      tags: analyzer.tags,
      configuration: {
        AnalyzerName: analyzer.name,
        Type: analyzer.type,
        Arn: analyzerArn({ world, account, region }, analyzer),
        ArchiveRules: analyzer.rules.map(({ name }) => ({ RuleName: name })),
      },
    })),
};

/** @returns whether a type's records are of the model at all */
export const isRecordedType = (type: string): type is RecordedType =>
  (recordedTypes as readonly string[]).includes(type);
