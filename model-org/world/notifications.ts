import type { Event } from "@aws-sdk/client-s3";
import type { PlannedBucket } from "./bucket-plan";
import type { Bucket, Settings } from "./configuration";
import { partnerAccountId } from "./foreign-buckets";
import { objectEvents } from "./object-events";
import type { Seed } from "./seed";

const created: Event[] = ["s3:ObjectCreated:*"];

/** How often a purpose's buckets tell of what happens in them. */
const often: Readonly<Record<string, number>> = { prod: 0.4, "data-lake": 0.45, dev: 0.15, web: 0.1, security: 0.3 };

/** @returns whom a bucket notifies as the seed has it: EventBridge, a queue, a topic or a function; undefined for nobody */
export function notificationOf(
  { random, partition }: Seed,
  { account, plan, n, name }: PlannedBucket,
  { region }: Bucket,
): Settings["notification"] | undefined {
  const arn = (service: string, accountId: string, what: string) =>
    `arn:${partition}:${service}:${region}:${accountId}:${what}`;
  // The partner hears of every delivery, from two buckets; one of them nobody remembers.
  if (plan.name === "partner-exchange-prod" && (n === 2 || n === 6)) {
    const QueueArn = arn("sqs", partnerAccountId, "aldermoor-deliveries");
    return { QueueConfigurations: [{ Id: "partner", QueueArn, Events: created }] };
  }
  // A queue of another account of the organization.
  if (plan.name === "analytics-prod" && n === 1) {
    const QueueArn = arn("sqs", random.accountId("data-lake-prod"), objectEvents);
    return { QueueConfigurations: [{ Id: "lake", QueueArn, Events: created }] };
  }
  if (!random.chance(often[plan.purpose] ?? 0.03, "notified", name)) return undefined;
  const draw = random.of("notification", name);
  if (draw < 0.45) return { EventBridgeConfiguration: {} };
  if (draw < 0.7) {
    return { QueueConfigurations: [{ Id: "queue", QueueArn: arn("sqs", account.id, objectEvents), Events: created }] };
  }
  if (draw < 0.85) {
    const TopicArn = arn("sns", account.id, objectEvents);
    return { TopicConfigurations: [{ Id: "topic", TopicArn, Events: [...created, "s3:ObjectRemoved:*"] }] };
  }
  const LambdaFunctionArn = arn("lambda", account.id, `function:${objectEvents}`);
  const Filter = { Key: { FilterRules: [{ Name: "suffix" as const, Value: ".csv" }] } };
  return { LambdaFunctionConfigurations: [{ Id: "function", LambdaFunctionArn, Events: created, Filter }] };
}
