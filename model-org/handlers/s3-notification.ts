import type { PutBucketNotificationConfigurationCommandInput, QueueConfiguration } from "@aws-sdk/client-s3";
import { AwsError } from "../wire/aws-error";
import type { Bucket, Settings } from "../world/configuration";
import { notificationTargets } from "../world/notification-targets";
import type { World } from "../world/world";

const event =
  /^s3:(ObjectCreated|ObjectRemoved|ObjectRestore|ObjectTagging|Replication|LifecycleExpiration|LifecycleTransition|IntelligentTiering|ObjectAcl|ReducedRedundancyLostObject)(:[A-Za-z*]+)?$/;

const what: Readonly<Record<string, string>> = { sqs: "queue", sns: "topic", lambda: "function" };

/**
 * How notifications are written: to what is there.
 * @throws AwsError as S3 refuses them
 */
export const notificationFrom =
  (world: World) =>
  (
    {
      NotificationConfiguration: given,
      SkipDestinationValidation: skip,
    }: PutBucketNotificationConfigurationCommandInput,
    bucket: Bucket,
  ): Settings["notification"] => {
    const named = <T extends { Id?: string | undefined }>(list: T[] | undefined, kind: string): T[] | undefined =>
      list?.map((one, n) => ({
        ...one,
        Id: one.Id || `${kind}-${world.random.hex(20, "notification", bucket.name, n)}`,
      }));
    const {
      QueueConfigurations: queues,
      TopicConfigurations: topics,
      LambdaFunctionConfigurations: functions,
    } = given ?? {};
    const all = [
      ...(queues ?? []).map(({ QueueArn: arn, ...rest }) => ({ arn, ...rest })),
      ...(topics ?? []).map(({ TopicArn: arn, ...rest }) => ({ arn, ...rest })),
      ...(functions ?? []).map(({ LambdaFunctionArn: arn, ...rest }) => ({ arn, ...rest })),
    ];
    for (const { arn = "", Events = [] } of all) {
      const odd = Events.find((one) => !event.test(one));
      if (odd !== undefined) throw argument(`The event '${odd}' is not supported for notifications`, "Event", odd);
      refuseTarget(world, bucket, arn, skip ?? false);
    }
    if (all.some((one, n) => all.slice(n + 1).some((other) => overlap(one, other)))) {
      throw new AwsError(
        "InvalidArgument",
        "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.",
      );
    }
    return {
      ...(queues ? { QueueConfigurations: named(queues, "queue") } : {}),
      ...(topics ? { TopicConfigurations: named(topics, "topic") } : {}),
      ...(functions ? { LambdaFunctionConfigurations: named(functions, "function") } : {}),
      ...(given?.EventBridgeConfiguration ? { EventBridgeConfiguration: {} } : {}),
    };
  };

type Rule = Pick<QueueConfiguration, "Events" | "Filter">;

/** Whether two rules would both tell of one event. https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html */
function overlap(one: Rule, other: Rule): boolean {
  const part = ({ Filter }: Rule, name: "prefix" | "suffix") =>
    Filter?.Key?.FilterRules?.find(({ Name }) => Name?.toLowerCase() === name)?.Value ?? "";
  const [prefix, otherPrefix] = [part(one, "prefix"), part(other, "prefix")];
  const [suffix, otherSuffix] = [part(one, "suffix"), part(other, "suffix")];
  const covers = (pattern: string, event: string) =>
    pattern === event || (pattern.endsWith("*") && event.startsWith(pattern.slice(0, -1)));
  return (
    (prefix.startsWith(otherPrefix) || otherPrefix.startsWith(prefix)) &&
    (suffix.endsWith(otherSuffix) || otherSuffix.endsWith(suffix)) &&
    (one.Events ?? []).some((a) => (other.Events ?? []).some((b) => covers(a, b) || covers(b, a)))
  );
}

const argument = (message: string, name: string, value: string): AwsError =>
  new AwsError("InvalidArgument", message, 400, { ArgumentName: name, ArgumentValue: value });

function refuseTarget(world: World, { region }: Bucket, arn: string, skip: boolean): void {
  const [, service, where, owner] = /^arn:[a-z-]+:(sqs|sns|lambda):([a-z0-9-]+):(\d{12}):.+$/.exec(arn) ?? [];
  if (!service || !owner) throw argument("The ARN is not well formed", "DestinationArn", arn);
  if (where !== region) {
    throw argument(
      "The notification destination service region is not valid for the bucket location constraint",
      arn,
      "null",
    );
  }
  const account = world.account(owner);
  // Whether somebody else's queue is there, and lets S3 in, is nothing this world knows.
  if (skip || !account || notificationTargets(world, account, region).includes(arn)) return;
  throw new AwsError("InvalidArgument", "Unable to validate the following destination configurations", 400, {
    ArgumentName1: arn,
    ArgumentValue1: `The destination ${what[service]} does not exist`,
  });
}
