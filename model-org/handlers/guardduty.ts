import * as Api from "@aws-sdk/client-guardduty";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type Detector, detectors, type GuardDutyFeature, guardDutyFeatures } from "../world/detectors";
import { type MalwarePlan, malwarePlans } from "../world/malware-plans";
import type { World } from "../world/world";
import { findingsOf } from "./guardduty-findings";
import { badRequest, badToken, detectorOf, members } from "./guardduty-members";
import { pageOf } from "./pages";

/** GuardDuty: detectors, the organization's configuration, findings about S3, malware protection. */
export function guardDuty(world: World): HandlersOf<typeof Api> {
  return { ...ownDetectors(world), ...members(world), ...findingsOf(world), ...plans(world) };
}

function ownDetectors(world: World): HandlersOf<typeof Api> {
  const changed = (
    before: Detector["features"],
    given: readonly Api.DetectorFeatureConfiguration[] | undefined,
  ): Detector["features"] => {
    const features = { ...before };
    for (const { Name, Status } of given ?? []) {
      if (!guardDutyFeatures.includes(Name as GuardDutyFeature) || !Status) {
        throw badRequest(
          "The request is rejected because an invalid or out-of-range value is specified as an input parameter.",
        );
      }
      features[Name as GuardDutyFeature] = Status;
    }
    return features;
  };
  return {
    ListDetectors: (_, { caller, region }) => ({
      DetectorIds: world.records.list(detectors, caller.accountId, region).map(({ id }) => id),
    }),
    GetDetector(input, context) {
      const { status, frequency, features, tags, createdAt, updatedAt } = detectorOf(world, context, input.DetectorId);
      const { accountId } = context.caller;
      return {
        CreatedAt: createdAt,
        UpdatedAt: updatedAt,
        FindingPublishingFrequency: frequency,
        ServiceRole: `arn:${world.partition}:iam::${accountId}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`,
        Status: status,
        Tags: tags,
        // The older field says the same.
        DataSources: {
          CloudTrail: { Status: status },
          DNSLogs: { Status: status },
          FlowLogs: { Status: status },
          S3Logs: { Status: features.S3_DATA_EVENTS ?? "DISABLED" },
        },
        Features: [
          ...(["CLOUD_TRAIL", "DNS_LOGS", "FLOW_LOGS"] as const).map((Name) => ({ Name, Status: status })),
          ...Object.entries(features).map(([Name, Status]) => ({ Name: Name as GuardDutyFeature, Status })),
        ].map((feature) => ({ ...feature, UpdatedAt: new Date(updatedAt) })),
      };
    },
    CreateDetector(input, { caller, region }) {
      if (world.records.list(detectors, caller.accountId, region).length > 0) {
        throw badRequest("The request is rejected because a detector already exists for the current account.");
      }
      const now = world.clock.now().toISOString();
      const detector: Detector = {
        id: world.random.hex(32, "detector", caller.accountId, region),
        status: input.Enable ? "ENABLED" : "DISABLED",
        frequency: input.FindingPublishingFrequency ?? "SIX_HOURS",
        // AWS switches S3 protection on with a new detector, unless it is told otherwise.
        features: changed({ S3_DATA_EVENTS: "ENABLED" }, input.Features),
        tags: input.Tags ?? {},
        createdAt: now,
        updatedAt: now,
      };
      world.records.put(detectors, caller.accountId, region, detector);
      return { DetectorId: detector.id };
    },
    UpdateDetector(input, context) {
      const before = detectorOf(world, context, input.DetectorId);
      const s3 = input.DataSources?.S3Logs?.Enable;
      const legacy = s3 === undefined ? [] : [{ Name: "S3_DATA_EVENTS" as const, Status: onOff(s3) }];
      world.records.put(detectors, context.caller.accountId, context.region, {
        ...before,
        status: input.Enable === undefined ? before.status : onOff(input.Enable),
        frequency: input.FindingPublishingFrequency ?? before.frequency,
        features: changed(before.features, [...legacy, ...(input.Features ?? [])]),
        updatedAt: world.clock.now().toISOString(),
      });
      return {};
    },
  };
}

const onOff = (on: boolean) => (on ? ("ENABLED" as const) : ("DISABLED" as const));

function plans(world: World): HandlersOf<typeof Api> {
  const plan = ({ caller, region }: Context, id: string | undefined): MalwarePlan => {
    const found = world.records.get(malwarePlans, caller.accountId, region, id ?? "");
    if (found) return found;
    const message = "The request was rejected because the Malware Protection plan does not exist.";
    throw new Api.ResourceNotFoundException({ message, Message: message, $metadata: {} });
  };
  return {
    ListMalwareProtectionPlans(input, { caller, region }) {
      const all = world.records.list(malwarePlans, caller.accountId, region);
      const { items, next } = pageOf(all, input.NextToken || undefined, 50, badToken);
      return { MalwareProtectionPlans: items.map(({ id }) => ({ MalwareProtectionPlanId: id })), NextToken: next };
    },
    GetMalwareProtectionPlan(input, context) {
      const found = plan(context, input.MalwareProtectionPlanId);
      // A plan whose bucket is gone is in error, whatever it was before.
      const gone = !world.bucket(found.bucket);
      const reason = gone ? "PROTECTED_RESOURCE_DELETED" : found.reason;
      return {
        Arn: `arn:${world.partition}:guardduty:${context.region}:${context.caller.accountId}:malware-protection-plan/${found.id}`,
        Role: found.roleArn,
        ProtectedResource: { S3Bucket: { BucketName: found.bucket, ObjectPrefixes: found.prefixes } },
        Actions: { Tagging: { Status: found.tagging } },
        CreatedAt: new Date(found.createdAt),
        Status: gone ? "ERROR" : found.status,
        StatusReasons: reason === null ? [] : [{ Code: reason, Message: reason.toLowerCase().replaceAll("_", " ") }],
        Tags: found.tags,
      };
    },
    CreateMalwareProtectionPlan(input, { caller, region }) {
      const { BucketName = "", ObjectPrefixes = [] } = input.ProtectedResource?.S3Bucket ?? {};
      const bucket = world.bucket(BucketName);
      if (bucket?.accountId !== caller.accountId || bucket.region !== region) {
        throw badRequest("The request was rejected because the S3 bucket is not in the account and region.");
      }
      if (!/^arn:[a-z-]+:iam::\d{12}:role\//.test(input.Role ?? "")) {
        throw badRequest("The request was rejected because the role is not valid.");
      }
      const all = world.records.list(malwarePlans, caller.accountId, region);
      if (all.some((one) => one.bucket === BucketName)) {
        const message = "The request was rejected because the bucket is protected already.";
        throw new Api.ConflictException({ message, Message: message, $metadata: {} });
      }
      const made: MalwarePlan = {
        id: world.random.hex(20, "malware-made", BucketName),
        bucket: BucketName,
        prefixes: ObjectPrefixes,
        roleArn: input.Role ?? "",
        tagging: input.Actions?.Tagging?.Status ?? "DISABLED",
        status: "ACTIVE",
        reason: null,
        tags: input.Tags ?? {},
        createdAt: world.clock.now().toISOString(),
      };
      world.records.put(malwarePlans, caller.accountId, region, made);
      return { MalwareProtectionPlanId: made.id };
    },
    DeleteMalwareProtectionPlan(input, context) {
      const { id } = plan(context, input.MalwareProtectionPlanId);
      world.records.remove(malwarePlans, context.caller.accountId, context.region, id);
      return {};
    },
  };
}
