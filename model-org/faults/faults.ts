import { setTimeout as wait } from "node:timers/promises";
import { matches } from "../iam/document";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { FaultEffect } from "../wire/server";
import type { World } from "../world/world";
import { brokenAnswer, deniedAs, expiredAs, throttledAs } from "./answers";
import { Fault, type FaultInput } from "./fault";
import { TokenBuckets } from "./token-buckets";

type Rule = Fault & { id: string; addedAt: number };

/** A call as rules see it. */
type Call = Pick<Context, "service" | "operation" | "region"> & {
  account: string;
  accountName: string | undefined;
  bucket: string | undefined;
};

/** The faults in force, first one first. */
export class Faults {
  readonly #rules = new Map<string, Rule>();
  readonly #tokens = new TokenBuckets();
  #count = 0;
  #draws = 0;
  #underWay = 0;

  constructor(private readonly world: World) {}

  /** @returns the id the fault can be taken away by. @throws ZodError for what is no fault */
  add(input: FaultInput): string {
    const fault = Fault.parse(input);
    const id = fault.id ?? `fault-${++this.#count}`;
    this.#rules.set(id, { ...fault, id, addedAt: Date.now() });
    return id;
  }

  remove(id?: string): void {
    if (id === undefined) this.#rules.clear();
    else this.#rules.delete(id);
  }

  list(): Fault[] {
    return [...this.#rules.values()].map(({ addedAt: _, ...fault }) => fault);
  }

  /** Does to a call what the faults that match it say. `done` is to be told when the call is over. */
  async apply(context: Context, input: Record<string, unknown>): Promise<FaultEffect> {
    this.#underWay++;
    const accountId = context.caller.accountId;
    const call: Call = {
      service: context.service,
      operation: context.operation,
      account: accountId,
      accountName: this.world.account(accountId)?.name,
      region: context.region,
      bucket: typeof input["Bucket"] === "string" ? input["Bucket"] : undefined,
    };
    for (const rule of this.#rules.values()) {
      if (!isFor(rule, call) || !isNow(rule) || !this.#falls(rule)) continue;
      this.#spend(rule);
      const effect = await this.#effect(rule, call, context);
      if (effect !== undefined) return effect;
    }
    return undefined;
  }

  /** A call is over. */
  done(): void {
    this.#underWay = Math.max(0, this.#underWay - 1);
  }

  #falls({ id, probability }: Rule): boolean {
    return probability >= 1 || this.world.random.of("fault", id, this.#draws++) < probability;
  }

  #spend({ times, ...rule }: Rule): void {
    if (times === undefined) return;
    if (times > 1) this.#rules.set(rule.id, { ...rule, times: times - 1 });
    else this.#rules.delete(rule.id);
  }

  /** @throws AwsError what the call is answered with */
  async #effect({ id, effect }: Rule, call: Call, context: Context): Promise<FaultEffect> {
    switch (effect.kind) {
      case "latency":
        await wait(effect.milliseconds);
        return undefined;
      case "error":
        throw new AwsError(effect.code, effect.message ?? "A fault of the model organization.", effect.status);
      case "throttle":
        if (this.#tokens.take(`${id}/${call.account}/${call.service}.${call.operation}`, effect)) return undefined;
        throw throttledAs(call.service);
      case "throttled":
        throw throttledAs(call.service);
      case "denied":
        throw deniedAs(call.service, call.operation);
      case "region-disabled":
        throw new AwsError("IllegalLocationConstraintException", `The ${context.region} region is not enabled.`);
      case "expired-credentials":
        throw expiredAs(call.service);
      case "no-such-bucket":
        if (call.bucket === undefined || this.#underWay <= effect.above) return undefined;
        throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404, { BucketName: call.bucket });
      case "delete-bucket":
        if (call.bucket !== undefined && this.world.bucket(call.bucket)) this.world.changeBucket(call.bucket, null);
        return undefined;
      case "hang-up":
        return "hang-up";
      default:
        return brokenAnswer(effect.kind);
    }
  }
}

function isFor(rule: Fault, call: Call): boolean {
  for (const name of ["service", "operation", "region"] as const) {
    if (rule[name] !== undefined && rule[name] !== call[name]) return false;
  }
  const { account, bucket } = rule;
  if (account !== undefined && account !== call.account && account !== call.accountName) return false;
  return bucket === undefined || (call.bucket !== undefined && matches(bucket, call.bucket, false));
}

function isNow({ from, until, addedAt }: Rule): boolean {
  const at = (moment: string | number) => (typeof moment === "number" ? addedAt + moment * 1000 : Date.parse(moment));
  const now = Date.now();
  return (from === undefined || now >= at(from)) && (until === undefined || now < at(until));
}
