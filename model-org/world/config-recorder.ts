import type { RecordingGroup, RecordingMode, ResourceType } from "@aws-sdk/client-config-service";
import { logBucket } from "./log-archive";
import type { Kind, Place } from "./records";
import type { Purpose } from "./tree";

/** The one recorder an account may have in a region. */
export type ConfigRecorder = {
  name: string;
  roleArn: string;
  group: RecordingGroup;
  mode: RecordingMode;
  recording: boolean;
  lastStatus: "Pending" | "Success" | "Failure";
  startedAt: string;
  stoppedAt: string | null;
};

export type DeliveryChannel = { name: string; bucket: string; prefix?: string; kmsKeyArn?: string; topicArn?: string };

const everything: RecordingGroup = {
  allSupported: true,
  includeGlobalResourceTypes: true,
  recordingStrategy: { useOnly: "ALL_SUPPORTED_RESOURCE_TYPES" },
};

const only = (...resourceTypes: ResourceType[]): RecordingGroup => ({
  allSupported: false,
  includeGlobalResourceTypes: false,
  resourceTypes,
  recordingStrategy: { useOnly: "INCLUSION_BY_RESOURCE_TYPES" },
});

const without = (...resourceTypes: ResourceType[]): RecordingGroup => ({
  allSupported: false,
  includeGlobalResourceTypes: false,
  exclusionByResourceTypes: { resourceTypes },
  recordingStrategy: { useOnly: "EXCLUSION_BY_RESOURCE_TYPES" },
});

const continuous: RecordingMode = { recordingFrequency: "CONTINUOUS" };
const daily: RecordingMode = { recordingFrequency: "DAILY" };

type Choice = Partial<Pick<ConfigRecorder, "group" | "mode" | "recording" | "lastStatus">>;

/** Accounts whose recorders somebody will have to explain. */
const stories: Readonly<Record<string, (place: Place) => Choice | null>> = {
  // Stopped to save money during a migration, in one region, and never started again.
  "partner-exchange-prod": ({ world, region }) => (region === world.regions[1] ? { recording: false } : {}),
  "billing-prod": () => ({ group: without("AWS::S3::AccessPoint", "AWS::S3::StorageLens") }),
  "documents-dev": () => ({ group: without("AWS::S3::Bucket", "AWS::S3::AccountPublicAccessBlock") }),
  "portal-dev": () => ({ group: only("AWS::EC2::Instance", "AWS::EC2::SecurityGroup") }),
  "web-careers": () => ({
    mode: {
      recordingFrequency: "CONTINUOUS",
      recordingModeOverrides: [{ resourceTypes: ["AWS::S3::Bucket"], recordingFrequency: "DAILY" }],
    },
  }),
  "web-campaigns": () => ({ group: only("AWS::S3::Bucket") }),
  // Its delivery channel names a bucket that is gone.
  "sandbox-ines": () => ({ lastStatus: "Failure" }),
  // Joined without the baseline.
  "northgate-core": () => null,
  "northgate-files": () => null,
};

function choiceOf(place: Place): Choice | null {
  const { world, account, region } = place;
  const plan = world.tree.purposes.get(account.id);
  const story = plan && stories[plan.name];
  if (story) return story(place);
  const draw = world.random.of("config-recorder", account.id, region);
  const purpose: Purpose = plan?.purpose ?? "sandbox";
  switch (purpose) {
    case "dev":
      return draw < 0.62 ? {} : draw < 0.85 ? { mode: daily } : null;
    case "sandbox":
      return draw < 0.3 ? { mode: daily } : null;
    case "closed":
      return null;
    case "prod":
      return draw < 0.97 ? {} : null;
    default:
      return {};
  }
}

/** Config's recorders: the baseline's in most accounts; daily, partial, stopped or missing where nobody looks. */
export const configRecorders: Kind<ConfigRecorder> = {
  name: "config-recorder",
  id: ({ name }) => name,
  derive(place) {
    const { world, account, region } = place;
    const choice = world.regionEnabled(account, region) ? choiceOf(place) : null;
    if (!choice) return [];
    const startedAt = new Date(
      new Date(account.joinedAt).getTime() + (1 + world.random.below(40, "recorder", account.id)) * 86_400_000,
    ).toISOString();
    return [
      {
        name: "default",
        roleArn: `arn:${world.partition}:iam::${account.id}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
        group: everything,
        mode: continuous,
        recording: true,
        lastStatus: "Success",
        startedAt,
        stoppedAt: choice.recording === false ? "2026-05-04T16:20:00.000Z" : null,
        ...choice,
      },
    ];
  },
};

/** Where recorders deliver: to the log archive. */
export const deliveryChannels: Kind<DeliveryChannel> = {
  name: "config-delivery-channel",
  id: ({ name }) => name,
  derive(place) {
    const { world, account, region } = place;
    if (configRecorders.derive(place).length === 0 || !world.regions.includes(region)) return [];
    const gone = world.tree.purposes.get(account.id)?.name === "sandbox-ines";
    const bucket = gone ? "aldermoor-config-delivery-2021" : logBucket(world, "config")?.name;
    return bucket ? [{ name: "default", bucket, prefix: world.seed.organizationId }] : [];
  },
};

/** @returns how often a type is recorded; undefined where it is not */
export function frequencyOf(
  { group, mode }: Pick<ConfigRecorder, "group" | "mode">,
  type: string,
): "CONTINUOUS" | "DAILY" | undefined {
  const named = (types: readonly ResourceType[] | undefined) =>
    (types as readonly string[] | undefined)?.includes(type);
  if (!group.allSupported) {
    if (group.exclusionByResourceTypes?.resourceTypes?.length) {
      if (named(group.exclusionByResourceTypes.resourceTypes)) return undefined;
    } else if (!named(group.resourceTypes)) return undefined;
  }
  const override = mode.recordingModeOverrides?.find(({ resourceTypes }) => named(resourceTypes));
  return override?.recordingFrequency ?? mode.recordingFrequency ?? "CONTINUOUS";
}
