import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { FaultEffect } from "../wire/server";
import type { World } from "../world/world";

/** Which calls a fault is for: everything that is left out matches. */
const Match = z.object({
  service: z.string().optional(),
  operation: z.string().optional(),
  account: z.string().optional(),
  region: z.string().optional(),
  bucket: z.string().optional(),
});

export const Fault = Match.extend({
  id: z.string().optional(),
  /** From 0 to 1; always unless said. */
  probability: z.number().min(0).max(1).default(1),
  /** How many calls it is for; then it is gone. All of them unless said. */
  times: z.int().positive().optional(),
  effect: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("error"),
      code: z.string(),
      status: z.int().default(400),
      message: z.string().optional(),
    }),
    z.object({ kind: z.literal("latency"), milliseconds: z.int().positive() }),
    z.object({ kind: z.literal("hang-up") }),
    z.object({ kind: z.literal("wrong-root") }),
    z.object({ kind: z.literal("truncated") }),
  ]),
}).strict();

export type Fault = z.infer<typeof Fault>;

/** A fault as one writes it: defaults may be left out. */
export type FaultInput = z.input<typeof Fault>;

const names = ["service", "operation", "account", "region", "bucket"] as const;

/** The faults in force, first one first. */
export class Faults {
  readonly #rules = new Map<string, Fault>();
  #count = 0;

  constructor(private readonly world: World) {}

  /** @returns the id the fault can be taken away by */
  add(input: FaultInput): string {
    const fault = Fault.parse(input);
    const id = fault.id ?? `fault-${++this.#count}`;
    this.#rules.set(id, { ...fault, id });
    return id;
  }

  remove(id?: string): void {
    if (id === undefined) this.#rules.clear();
    else this.#rules.delete(id);
  }

  list(): Fault[] {
    return [...this.#rules.values()];
  }

  #spend({ id, times, ...rest }: Fault): void {
    if (id === undefined || times === undefined) return;
    if (times > 1) this.#rules.set(id, { id, ...rest, times: times - 1 });
    else this.#rules.delete(id);
  }

  /** Does to a call what the faults that match it say. */
  async apply(context: Context, input: Record<string, unknown>): Promise<FaultEffect> {
    const call = {
      service: context.service,
      operation: context.operation,
      account: context.caller.accountId,
      region: context.region,
      bucket: typeof input["Bucket"] === "string" ? input["Bucket"] : undefined,
    };
    for (const fault of this.#rules.values()) {
      if (names.some((name) => fault[name] !== undefined && fault[name] !== call[name])) continue;
      if (Math.random() >= fault.probability) continue;
      this.#spend(fault);
      const { effect } = fault;
      if (effect.kind === "latency") {
        await wait(effect.milliseconds);
        continue;
      }
      if (effect.kind === "hang-up") return "hang-up";
      if (effect.kind === "error") {
        throw new AwsError(effect.code, effect.message ?? "A fault of the model organization.", effect.status);
      }
      return answer(effect.kind);
    }
    return undefined;
  }
}

const answer = (kind: "wrong-root" | "truncated"): FaultEffect => ({
  status: 200,
  headers: { "content-type": "application/xml" },
  body:
    kind === "wrong-root"
      ? '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>x</Name></ListBucketResult>'
      : '<?xml version="1.0" encoding="UTF-8"?>\n<Truncated><Begin>',
});
