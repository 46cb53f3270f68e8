import { changeQueueName } from "../past/change-queue";
import type { Account } from "./configuration";
import { objectEvents } from "./object-events";
import type { World } from "./world";

/** @returns the ARNs of the queue, topic and function of an account and region that buckets may notify */
export function notificationTargets(
  { partition, hubAccountId, regions }: Pick<World, "partition" | "hubAccountId" | "regions">,
  account: Account,
  region: string,
): string[] {
  const arn = (service: string, name: string) => `arn:${partition}:${service}:${region}:${account.id}:${name}`;
  const own = [arn("sqs", objectEvents), arn("sns", objectEvents), arn("lambda", `function:${objectEvents}`)];
  return account.id === hubAccountId && region === regions[0] ? [...own, arn("sqs", changeQueueName)] : own;
}
