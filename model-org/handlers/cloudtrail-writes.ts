import * as Api from "@aws-sdk/client-cloudtrail";
import { decide } from "../iam/decide";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { keyAt } from "../world/kms-keys";
import { logBucket } from "../world/log-archive";
import { selectors } from "../world/trail-selectors";
import { type Trail, trailArn, trails } from "../world/trails";
import type { World } from "../world/world";
import { ownTrail, refuseName } from "./cloudtrail-find";
import { selectorsFrom } from "./cloudtrail-selectors";
import { trailOut } from "./cloudtrail-trails";

const $metadata = {};
const mostTrails = 5;

/** Trails made, changed and taken away. */
export function writeTrails(world: World): HandlersOf<typeof Api> {
  const put = (trail: Trail) => world.records.put(trails, trail.accountId, trail.homeRegion, trail);
  const now = () => world.clock.now().toISOString();
  return {
    CreateTrail(input, context) {
      const { caller, region } = context;
      refuseName(input.Name);
      const here = world.records.list(trails, caller.accountId, region);
      if (here.some(({ name }) => name === input.Name)) {
        throw new Api.TrailAlreadyExistsException({
          message: `Trail ${input.Name} already exists for customer: ${caller.accountId}`,
          $metadata,
        });
      }
      if (here.length >= mostTrails) {
        throw new Api.MaximumNumberOfTrailsExceededException({
          message: `User: ${caller.accountId} already has ${mostTrails} trails in ${region}.`,
          $metadata,
        });
      }
      const trail = changed(world, context, input, {
        name: input.Name,
        accountId: caller.accountId,
        homeRegion: region,
        bucket: "",
        prefix: null,
        multiRegion: false,
        organization: false,
        globalEvents: true,
        validation: false,
        kmsKeyArn: null,
        logGroup: null,
        topicArn: null,
        selectors: selectors.managementOnly,
        logging: false,
        startedAt: null,
        stoppedAt: null,
        deliveryError: null,
        createdAt: now(),
      });
      put(trail);
      return trailOut(world, trail);
    },
    UpdateTrail(input, context) {
      const trail = changed(world, context, input, ownTrail(world, context, input.Name));
      put(trail);
      return trailOut(world, trail);
    },
    PutEventSelectors(input, context) {
      const trail = ownTrail(world, context, input.TrailName);
      put({ ...trail, selectors: selectorsFrom(input) });
      const { EventSelectors, AdvancedEventSelectors } = input;
      return {
        TrailARN: trailArn(world, trail),
        ...(EventSelectors?.length ? { EventSelectors } : { AdvancedEventSelectors }),
      };
    },
    StartLogging({ Name }, context) {
      const trail = ownTrail(world, context, Name);
      put({ ...trail, logging: true, startedAt: now() });
      return {};
    },
    StopLogging({ Name }, context) {
      const trail = ownTrail(world, context, Name);
      put({ ...trail, logging: false, stoppedAt: now() });
      return {};
    },
    DeleteTrail({ Name }, context) {
      const { accountId, homeRegion, name } = ownTrail(world, context, Name);
      world.records.remove(trails, accountId, homeRegion, name);
      return {};
    },
  };
}

type Wanted = Omit<Api.UpdateTrailCommandInput, "Name">;

/** @returns a trail as a call wants it. @throws what AWS refuses of it */
function changed(world: World, { caller }: Context, input: Wanted, before: Trail): Trail {
  const organization = input.IsOrganizationTrail ?? before.organization;
  if (organization && caller.accountId !== world.managementAccountId) {
    throw new Api.NotOrganizationMasterAccountException({
      message: "The specified account is not the management account of the organization.",
      $metadata,
    });
  }
  const multiRegion = input.IsMultiRegionTrail ?? before.multiRegion;
  const globalEvents = input.IncludeGlobalServiceEvents ?? before.globalEvents;
  if (multiRegion && !globalEvents) {
    throw new Api.InvalidParameterCombinationException({
      message: "Multi-Region trail must include global service events.",
      $metadata,
    });
  }
  const kmsKeyArn = input.KmsKeyId === undefined ? before.kmsKeyArn : input.KmsKeyId || null;
  if (kmsKeyArn && !/^(arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:(key|alias)\/.+|alias\/.+|[0-9a-f-]{36})$/.test(kmsKeyArn)) {
    throw new Api.InvalidKmsKeyIdException({ message: `Invalid KMS key id: ${kmsKeyArn}`, $metadata });
  }
  if (kmsKeyArn && kmsKeyArn !== before.kmsKeyArn) refuseKey(world, kmsKeyArn);
  const trail: Trail = {
    ...before,
    organization,
    multiRegion,
    globalEvents,
    kmsKeyArn,
    bucket: input.S3BucketName ?? before.bucket,
    prefix: input.S3KeyPrefix ?? before.prefix,
    validation: input.EnableLogFileValidation ?? before.validation,
    topicArn: input.SnsTopicName ?? before.topicArn,
    logGroup: logGroupFrom(input, before),
  };
  if (trail.bucket !== before.bucket) {
    refuseBucket(world, trail);
    trail.deliveryError = null;
  }
  return trail;
}

function logGroupFrom(
  { CloudWatchLogsLogGroupArn: arn, CloudWatchLogsRoleArn: roleArn }: Wanted,
  before: Trail,
): Trail["logGroup"] {
  if (arn === undefined && roleArn === undefined) return before.logGroup;
  if (arn === "" && roleArn === "") return null;
  if (!arn || !/^arn:[a-z-]+:logs:[a-z0-9-]+:\d{12}:log-group:.+/.test(arn)) {
    throw new Api.InvalidCloudWatchLogsLogGroupArnException({
      message: "You must specify a log group as well as a role ARN.",
      $metadata,
    });
  }
  if (!roleArn || !/^arn:[a-z-]+:iam::\d{12}:role\//.test(roleArn)) {
    throw new Api.InvalidCloudWatchLogsRoleArnException({
      message: "You must specify a role ARN as well as a log group.",
      $metadata,
    });
  }
  return { arn, roleArn, error: null };
}

/** A key that is named by its ARN is looked up; aliases and bare ids are taken as they are. */
function refuseKey(world: World, arn: string): void {
  const [, region = "", accountId = "", id = ""] = /^arn:[^:]+:kms:([^:]+):(\d{12}):key\/(.+)$/.exec(arn) ?? [];
  // Another organization's keys are not of the model.
  if (!world.account(accountId)) return;
  const key = keyAt(world, accountId, region, id);
  if (!key) throw new Api.KmsKeyNotFoundException({ message: `The KMS key ${arn} was not found.`, $metadata });
  if (key.state === "Enabled") return;
  throw new Api.KmsKeyDisabledException({ message: `The KMS key ${arn} is not enabled.`, $metadata });
}

/** A trail delivers only to a bucket whose policy lets CloudTrail in. */
function refuseBucket(world: World, trail: Trail): void {
  const bucket = world.bucket(trail.bucket);
  if (!bucket) {
    throw new Api.S3BucketDoesNotExistException({ message: `S3 bucket ${trail.bucket} does not exist!`, $metadata });
  }
  // The log archive takes every trail of the organization. Its policy is longer than the model writes it out.
  if (bucket.name === logBucket(world, "cloudtrail")?.name) return;
  const arn = `arn:${world.partition}:s3:::${bucket.name}`;
  const prefix = trail.prefix === null ? "" : `${trail.prefix}/`;
  const may = (action: string, resource: string) =>
    bucket.policy !== null &&
    decide([bucket.policy], {
      action,
      resource,
      principal: { accountId: "", arns: [], service: "cloudtrail.amazonaws.com" },
      context: {
        "aws:securetransport": "true",
        "aws:sourcearn": trailArn(world, trail),
        "aws:sourceaccount": trail.accountId,
        "s3:x-amz-acl": "bucket-owner-full-control",
      },
    }) === "allow";
  const object = `${arn}/${prefix}AWSLogs/${trail.accountId}/CloudTrail/${trail.homeRegion}/a.json.gz`;
  if (may("s3:GetBucketAcl", arn) && may("s3:PutObject", object)) return;
  throw new Api.InsufficientS3BucketPolicyException({
    message: `Incorrect S3 bucket policy is detected for bucket: ${bucket.name}`,
    $metadata,
  });
}
