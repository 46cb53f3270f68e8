import * as Config from "@aws-sdk/client-config-service";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type ConfigRecorder, configRecorders, type DeliveryChannel, deliveryChannels } from "../world/config-recorder";
import type { World } from "../world/world";

const $metadata = {};
const hour = 3_600_000;

/** Recorders and delivery channels of the account and region that ask. */
export function configRecorder(world: World): HandlersOf<typeof Config> {
  const recordersOf = ({ caller, region }: Context) => world.records.list(configRecorders, caller.accountId, region);
  const channelsOf = ({ caller, region }: Context) => world.records.list(deliveryChannels, caller.accountId, region);

  const recorder = (context: Context, name: string | undefined): ConfigRecorder => {
    const found = recordersOf(context).find((one) => one.name === name);
    if (found) return found;
    throw new Config.NoSuchConfigurationRecorderException({
      message: `Cannot find configuration recorder with the specified name '${name}'.`,
      $metadata,
    });
  };
  const recorders = (context: Context, names: readonly string[] | undefined) =>
    names?.length ? names.map((name) => recorder(context, name)) : recordersOf(context);
  const channels = (context: Context, names: readonly string[] | undefined) => {
    if (!names?.length) return channelsOf(context);
    return names.map((name) => {
      const found = channelsOf(context).find((one) => one.name === name);
      if (found) return found;
      throw new Config.NoSuchDeliveryChannelException({
        message: `Cannot find delivery channel with specified name '${name}'.`,
        $metadata,
      });
    });
  };
  const put = ({ caller, region }: Context, changed: ConfigRecorder) =>
    world.records.put(configRecorders, caller.accountId, region, changed);
  const now = () => world.clock.now();

  return {
    DescribeConfigurationRecorders: (input, context) => ({
      ConfigurationRecorders: recorders(context, input.ConfigurationRecorderNames).map(
        ({ name, roleArn, group, mode }) => ({
          arn: `arn:${world.partition}:config:${context.region}:${context.caller.accountId}:configuration-recorder/${name}/${world.random.hex(16, "recorder", context.caller.accountId, context.region)}`,
          name,
          roleARN: roleArn,
          recordingGroup: group,
          recordingMode: mode,
          recordingScope: "PAID",
        }),
      ),
    }),
    DescribeConfigurationRecorderStatus: (input, context) => ({
      ConfigurationRecordersStatus: recorders(context, input.ConfigurationRecorderNames).map(
        ({ name, recording, lastStatus, startedAt, stoppedAt }) => ({
          name,
          recording,
          lastStatus,
          lastStartTime: new Date(startedAt),
          ...(stoppedAt === null ? {} : { lastStopTime: new Date(stoppedAt) }),
          ...(lastStatus === "Failure"
            ? { lastErrorCode: "NoSuchBucket", lastErrorMessage: "The specified bucket does not exist" }
            : {}),
          lastStatusChangeTime: new Date(recording ? now().getTime() - hour / 4 : (stoppedAt ?? startedAt)),
        }),
      ),
    }),
    PutConfigurationRecorder(input, context) {
      const { name = "default", roleARN, recordingGroup, recordingMode } = input.ConfigurationRecorder ?? {};
      const [before] = recordersOf(context);
      if (before && before.name !== name) {
        throw new Config.MaxNumberOfConfigurationRecordersExceededException({
          message: `Failed to put configuration recorder '${name}' because the maximum number of configuration recorders: 1 is reached.`,
          $metadata,
        });
      }
      if (!roleARN || !/^arn:[a-z-]+:iam::\d{12}:role\//.test(roleARN)) {
        throw new Config.InvalidRoleException({ message: "You have provided a null or empty role ARN.", $metadata });
      }
      const group = recordingGroup ?? { allSupported: true, includeGlobalResourceTypes: false };
      refuseGroup(group);
      const fresh = {
        recording: false,
        lastStatus: "Pending" as const,
        startedAt: now().toISOString(),
        stoppedAt: null,
      };
      const mode = recordingMode ?? before?.mode ?? { recordingFrequency: "CONTINUOUS" as const };
      put(context, { ...(before ?? fresh), name, roleArn: roleARN, group, mode });
      return {};
    },
    StartConfigurationRecorder(input, context) {
      const found = recorder(context, input.ConfigurationRecorderName);
      if (channelsOf(context).length === 0) {
        throw new Config.NoAvailableDeliveryChannelException({
          message: "Delivery channel is not available to start configuration recorder.",
          $metadata,
        });
      }
      put(context, { ...found, recording: true, lastStatus: "Success", startedAt: now().toISOString() });
      return {};
    },
    StopConfigurationRecorder(input, context) {
      const found = recorder(context, input.ConfigurationRecorderName);
      put(context, { ...found, recording: false, stoppedAt: now().toISOString() });
      return {};
    },
    DescribeDeliveryChannels: (input, context) => ({
      DeliveryChannels: channels(context, input.DeliveryChannelNames).map(
        ({ name, bucket, prefix, kmsKeyArn, topicArn }) => ({
          name,
          s3BucketName: bucket,
          s3KeyPrefix: prefix,
          s3KmsKeyArn: kmsKeyArn,
          snsTopicARN: topicArn,
          configSnapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
        }),
      ),
    }),
    DescribeDeliveryChannelStatus: (input, context) => ({
      DeliveryChannelsStatus: channels(context, input.DeliveryChannelNames).map((channel) => ({
        name: channel.name,
        configHistoryDeliveryInfo: deliveryOf(world, channel),
        configSnapshotDeliveryInfo: deliveryOf(world, channel),
      })),
    }),
    PutDeliveryChannel(input, context) {
      const { name = "default", s3BucketName, s3KeyPrefix, s3KmsKeyArn, snsTopicARN } = input.DeliveryChannel ?? {};
      if (recordersOf(context).length === 0) {
        throw new Config.NoAvailableConfigurationRecorderException({
          message: "Configuration recorder is not available to put delivery channel.",
          $metadata,
        });
      }
      const [before] = channelsOf(context);
      if (before && before.name !== name) {
        throw new Config.MaxNumberOfDeliveryChannelsExceededException({
          message: `Failed to put delivery channel '${name}' because the maximum number of delivery channels: 1 is reached.`,
          $metadata,
        });
      }
      if (!world.bucket(s3BucketName ?? "")) {
        throw new Config.NoSuchBucketException({
          message: `Cannot find a S3 bucket with an empty bucket name or the name '${s3BucketName}'.`,
          $metadata,
        });
      }
      world.records.put(deliveryChannels, context.caller.accountId, context.region, {
        name,
        bucket: s3BucketName ?? "",
        ...(s3KeyPrefix ? { prefix: s3KeyPrefix } : {}),
        ...(s3KmsKeyArn ? { kmsKeyArn: s3KmsKeyArn } : {}),
        ...(snsTopicARN ? { topicArn: snsTopicARN } : {}),
      });
      return {};
    },
  };
}

function deliveryOf(world: World, { bucket }: DeliveryChannel): Config.ConfigExportDeliveryInfo {
  const last = new Date(world.clock.now().getTime() - 3 * hour);
  return world.bucket(bucket)
    ? { lastStatus: "Success", lastAttemptTime: last, lastSuccessfulTime: last }
    : {
        lastStatus: "Failure",
        lastErrorCode: "NoSuchBucket",
        lastErrorMessage: "The specified bucket does not exist",
        lastAttemptTime: last,
      };
}

/** Recording everything and naming types exclude each other; global types need everything. */
function refuseGroup({
  allSupported,
  includeGlobalResourceTypes,
  resourceTypes,
  exclusionByResourceTypes,
}: Config.RecordingGroup): void {
  const named = resourceTypes?.length ?? 0;
  const excluded = exclusionByResourceTypes?.resourceTypes?.length ?? 0;
  const contradictory = allSupported ? named + excluded > 0 : includeGlobalResourceTypes && excluded === 0;
  const both = named > 0 && excluded > 0;
  const nothing = !allSupported && named + excluded === 0;
  if (!contradictory && !both && !nothing) return;
  throw new Config.InvalidRecordingGroupException({ message: "The recording group provided is not valid.", $metadata });
}
