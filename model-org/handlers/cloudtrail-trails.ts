import * as Api from "@aws-sdk/client-cloudtrail";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type Trail, trailArn, trailsSeen } from "../world/trails";
import type { World } from "../world/world";
import { findTrail, refuseName } from "./cloudtrail-find";
import { pageOf } from "./pages";

const minute = 60_000;

/** @returns a trail as CloudTrail describes it, from wherever it is seen */
export function trailOut(world: World, trail: Trail): Api.Trail {
  const { classic } = trail.selectors as { classic?: Api.EventSelector[] };
  return {
    Name: trail.name,
    S3BucketName: trail.bucket,
    ...(trail.prefix === null ? {} : { S3KeyPrefix: trail.prefix }),
    ...(trail.topicArn === null ? {} : { SnsTopicARN: trail.topicArn, SnsTopicName: trail.topicArn }),
    IncludeGlobalServiceEvents: trail.globalEvents,
    IsMultiRegionTrail: trail.multiRegion,
    HomeRegion: trail.homeRegion,
    TrailARN: trailArn(world, trail),
    LogFileValidationEnabled: trail.validation,
    ...(trail.logGroup === null
      ? {}
      : { CloudWatchLogsLogGroupArn: trail.logGroup.arn, CloudWatchLogsRoleArn: trail.logGroup.roleArn }),
    ...(trail.kmsKeyArn === null ? {} : { KmsKeyId: trail.kmsKeyArn }),
    HasCustomEventSelectors:
      classic === undefined || classic.some(({ DataResources }) => (DataResources?.length ?? 0) > 0),
    HasInsightSelectors: false,
    IsOrganizationTrail: trail.organization,
  };
}

/** Trails as they are read. */
export function readTrails(world: World): HandlersOf<typeof Api> {
  const seen = ({ caller, region }: Context) => trailsSeen(world, caller.accountId, region);
  return {
    DescribeTrails({ trailNameList: names, includeShadowTrails = true }, context) {
      const { caller, region } = context;
      for (const name of names ?? []) refuseName(name);
      const isShadow = ({ homeRegion, accountId }: Trail) => homeRegion !== region || accountId !== caller.accountId;
      const wanted = seen(context).filter((trail) => {
        if (!names?.length) return includeShadowTrails || !isShadow(trail);
        // A name alone finds no shadow; an ARN does.
        return names.some((name) => name === trailArn(world, trail) || (name === trail.name && !isShadow(trail)));
      });
      return { trailList: wanted.map((trail) => trailOut(world, trail)) };
    },
    GetTrail: ({ Name }, context) => ({ Trail: trailOut(world, findTrail(world, context, Name)) }),
    ListTrails({ NextToken }, { caller }) {
      const all = new Map(
        world.regions.flatMap((region) =>
          trailsSeen(world, caller.accountId, region).map((trail) => [trailArn(world, trail), trail] as const),
        ),
      );
      const invalid = () => new Api.InvalidNextTokenException({ message: "The token is not valid.", $metadata: {} });
      const { items, next } = pageOf([...all], NextToken, 100, invalid);
      return {
        Trails: items.map(([TrailARN, { name, homeRegion }]) => ({ TrailARN, Name: name, HomeRegion: homeRegion })),
        NextToken: next,
      };
    },
    GetTrailStatus: ({ Name }, context) => statusOf(world, findTrail(world, context, Name)),
    GetEventSelectors({ TrailName }, context) {
      const trail = findTrail(world, context, TrailName);
      return {
        TrailARN: trailArn(world, trail),
        ...("classic" in trail.selectors
          ? { EventSelectors: trail.selectors.classic }
          : { AdvancedEventSelectors: trail.selectors.advanced }),
      };
    },
  };
}

function statusOf(world: World, trail: Trail): Omit<Api.GetTrailStatusCommandOutput, "$metadata"> {
  const now = world.clock.now().getTime();
  const ago = (minutes: number) => new Date(now - minutes * minute);
  // Deliveries end where logging does, or where they began to fail: the day after the trail was made, in the story.
  const error = trail.deliveryError ?? (world.bucket(trail.bucket) ? null : "NoSuchBucket");
  const stopped = trail.logging || trail.stoppedAt === null ? null : new Date(trail.stoppedAt);
  const failing = new Date(new Date(trail.createdAt).getTime() + 24 * 60 * minute);
  const text = (date: Date) => date.toISOString().replace(/\.\d+Z$/, "Z");
  const started = trail.startedAt === null ? undefined : new Date(trail.startedAt);
  const delivered = error ? failing : (stopped ?? ago(4));
  const began = started !== undefined && delivered.getTime() >= started.getTime();
  const attempted = stopped ?? ago(4);
  return {
    IsLogging: trail.logging,
    ...(error ? { LatestDeliveryError: error, LatestDigestDeliveryError: error } : {}),
    ...(began ? { LatestDeliveryTime: delivered } : {}),
    ...(began && trail.validation ? { LatestDigestDeliveryTime: new Date(delivered.getTime() - 40 * minute) } : {}),
    ...(started ? { StartLoggingTime: started, TimeLoggingStarted: text(started) } : {}),
    ...(stopped ? { StopLoggingTime: stopped, TimeLoggingStopped: text(stopped) } : {}),
    ...(trail.logGroup && started
      ? trail.logGroup.error
        ? { LatestCloudWatchLogsDeliveryError: trail.logGroup.error, LatestCloudWatchLogsDeliveryTime: failing }
        : { LatestCloudWatchLogsDeliveryTime: stopped ?? ago(2) }
      : {}),
    LatestDeliveryAttemptTime: started ? text(attempted) : "",
    LatestDeliveryAttemptSucceeded: began ? text(delivered) : "",
    LatestNotificationAttemptTime: "",
    LatestNotificationAttemptSucceeded: "",
    TimeLoggingStarted: started ? text(started) : "",
    TimeLoggingStopped: stopped ? text(stopped) : "",
  };
}
