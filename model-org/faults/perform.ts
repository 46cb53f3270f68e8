import { setTimeout as wait } from "node:timers/promises";
import { unknownKeyBy } from "../iam/refusals";
import { callAs } from "../past/person-call";
import { AwsError } from "../wire/aws-error";
import type { FaultEffect } from "../wire/server";
import type { World } from "../world/world";
import { deniedAs, expiredAs, throttledAs, truncated, wrongRoot } from "./answers";
import type { Effect, Fault } from "./fault";
import { beginningOf, type FaultyCall } from "./faulty-call";
import type { TokenBuckets } from "./token-buckets";

/** A fault in force. */
export type Rule = { fault: Fault; id: string; addedAt: number; matched: number; happened: number };

/** What effects are done with. */
export type Means = {
  world: World;
  tokens: TokenBuckets;
  /** @returns how many calls of the caller's account are under way, this one too */
  underWay(): number;
  /** Takes the rule away. */
  remove(): void;
};

/** So long a call waits for others to arrive beside it, before it counts them: a handler answers at once. */
const gatherMs = 5;

/**
 * Does what a rule says to a call.
 * @returns what becomes of the call; undefined for it to go on
 * @throws AwsError what the call is answered with
 */
export async function perform(rule: Rule, call: FaultyCall, means: Means): Promise<FaultEffect> {
  const { effect } = rule.fault;
  if (!(await happens(rule, effect, call, means))) return undefined;
  rule.happened++;
  switch (effect.kind) {
    case "latency":
      await wait(delayOf(effect.milliseconds, rule, means.world));
      return undefined;
    case "delete-bucket":
      await deleteBucket(means.world, call.bucket ?? "");
      means.remove();
      return undefined;
    case "error":
      throw new AwsError(effect.code, effect.message ?? "A fault of the model organization.", effect.status);
    case "throttle":
    case "throttled":
      throw throttledAs(call.service);
    case "denied":
      throw deniedAs(call.service, call.operation);
    case "region-disabled":
      throw unknownKeyBy(call.service, call.region);
    case "expired-credentials":
      throw expiredAs(call.service);
    case "no-such-bucket":
      throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404, { BucketName: call.bucket ?? "" });
    case "hang-up": {
      const { when } = effect;
      return when === "before" ? "hang-up" : (answer) => ({ ...answer, cut: when });
    }
    case "outage":
      return "hang-up";
    case "wrong-root":
      return wrongRoot;
    case "truncated":
      return truncated;
  }
}

/** Whether an effect that waits for something has it. */
async function happens(rule: Rule, effect: Effect, call: FaultyCall, means: Means): Promise<boolean> {
  switch (effect.kind) {
    case "throttle":
      return !means.tokens.take([rule.id, ...effect.per.map((of) => call[of])].join("/"), effect);
    case "expired-credentials":
      return call.issued !== undefined && call.issued <= beginningOf(rule.fault, rule.addedAt);
    case "no-such-bucket":
      if (call.bucket === undefined) return false;
      await wait(gatherMs);
      return means.underWay() > effect.above;
    case "delete-bucket":
      return call.bucket !== undefined && rule.matched === effect.at && means.world.bucket(call.bucket) !== undefined;
    default:
      return true;
  }
}

function delayOf(given: number | readonly [number, number], { id, happened }: Rule, { random }: World): number {
  if (typeof given === "number") return given;
  const [least, most] = given;
  return least + random.below(most - least + 1, "latency", id, happened);
}

/** Somebody deletes the bucket, by a call like any other; whom its policy does not let is root, and deletes it too. */
async function deleteBucket(world: World, name: string): Promise<void> {
  const bucket = world.bucket(name);
  if (!bucket) return;
  const { accountId, region } = bucket;
  const { event, refused } = await callAs(world, {
    who: "cleanup",
    service: "S3",
    operation: "DeleteBucket",
    accountId,
    region,
    input: { Bucket: name },
  });
  if (event) world.events.append(event);
  if (refused) world.changeBucket(name, null);
}
