import type { Context } from "../wire/context";
import type { FaultEffect } from "../wire/server";
import { Kept } from "../world/kept";
import type { World } from "../world/world";
import { Fault, type FaultInput } from "./fault";
import { type FaultyCall, faultyCall, isFor, isNow } from "./faulty-call";
import { perform, type Rule } from "./perform";
import { TokenBuckets } from "./token-buckets";

/** A fault in force, and how often it was. */
export type ListedFault = Fault & {
  id: string;
  /** Calls it was for, drawn or not: none tells of a name that is misspelt. */
  matched: number;
  /** Calls it did something to. */
  happened: number;
};

/** So many calls are remembered by how often each was drawn for. */
const keptDraws = 50_000;

/** The faults in force, first one first. */
export class Faults {
  readonly #rules = new Map<string, Rule>();
  readonly #tokens = new TokenBuckets();
  readonly #draws = new Kept<string, number>(keptDraws);
  /** Calls under way, by the account that calls. */
  readonly #underWay = new Map<string, number>();
  #count = 0;

  constructor(private readonly world: World) {}

  /** @returns the id the fault can be taken away by. @throws ZodError for what is no fault */
  add(input: FaultInput): string {
    const fault = Fault.parse(input);
    const id = fault.id ?? `fault-${++this.#count}`;
    this.#rules.set(id, { fault: { ...fault, id }, id, addedAt: Date.now(), matched: 0, happened: 0 });
    return id;
  }

  /** @returns whether there was one */
  remove(id?: string): boolean {
    if (id !== undefined) return this.#rules.delete(id);
    this.#rules.clear();
    return true;
  }

  list(): ListedFault[] {
    return [...this.#rules.values()].map(({ fault, id, matched, happened }) => ({ ...fault, id, matched, happened }));
  }

  /**
   * Does to a call what the faults that match it say. `done` is to be told when the call is over.
   * @throws AwsError what the call is answered with
   */
  async apply(context: Context, input: Record<string, unknown>): Promise<FaultEffect> {
    const { accountId } = context.caller;
    this.#underWay.set(accountId, (this.#underWay.get(accountId) ?? 0) + 1);
    if (this.#rules.size === 0) return undefined;
    const call = faultyCall(this.world, context, input);
    for (const rule of [...this.#rules.values()]) {
      if (!isFor(rule.fault, call) || !isNow(rule.fault, rule.addedAt)) continue;
      rule.matched++;
      if (!this.#falls(rule, call)) continue;
      this.#spend(rule);
      const effect = await perform(rule, call, {
        world: this.world,
        tokens: this.#tokens,
        underWay: () => this.#underWay.get(accountId) ?? 0,
        remove: () => this.remove(rule.id),
      });
      if (effect !== undefined) return effect;
    }
    return undefined;
  }

  /** A call is over. */
  done({ caller: { accountId } }: Context): void {
    const left = (this.#underWay.get(accountId) ?? 0) - 1;
    if (left > 0) this.#underWay.set(accountId, left);
    else this.#underWay.delete(accountId);
  }

  /**
   * Drawn by the call and how often it was made, not by the order calls happen to arrive in: so a run with many calls
   * side by side repeats, and trying again is another draw.
   */
  #falls(
    { id, fault: { probability } }: Rule,
    { service, operation, account, region, bucket = "" }: FaultyCall,
  ): boolean {
    if (probability >= 1) return true;
    const key = [id, service, operation, account, region, bucket].join("/");
    const before = this.#draws.get(key) ?? 0;
    this.#draws.set(key, before + 1);
    return this.world.random.of("fault", key, before) < probability;
  }

  #spend(rule: Rule): void {
    const { times } = rule.fault;
    if (times === undefined) return;
    if (times > 1) rule.fault = { ...rule.fault, times: times - 1 };
    else this.remove(rule.id);
  }
}
