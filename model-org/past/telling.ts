import type { Account, Bucket } from "../world/configuration";
import type { World } from "../world/world";
import type { Step } from "./step";

/** One day of the story while it is told: which day, who is there, and at what time the next thing happens. */
export class Telling {
  #n = 0;

  constructor(
    readonly world: World,
    /** From 1. */
    readonly day: number,
    readonly date: Date,
  ) {}

  get isWeekend(): boolean {
    return [0, 6].includes(this.date.getUTCDay());
  }

  /** Whether a chapter that lasts is on: campaigns rest at weekends. */
  works(from: number, to: number): boolean {
    return this.day >= from && this.day <= to && !this.isWeekend;
  }

  account(name: string): Account | undefined {
    const found = this.world.tree.accounts.find((account) => account.name === `aldermoor-${name}`);
    return found?.state === "ACTIVE" ? found : undefined;
  }

  ouId(name: string): string {
    return this.world.tree.ous.find((ou) => ou.name === name)?.id ?? this.world.tree.rootId;
  }

  /** @returns buckets of an account that fit, at most so many, the same ones whenever this day is told */
  buckets(account: Account | undefined, most: number, fits: (bucket: Bucket) => boolean): Bucket[] {
    return account ? this.world.bucketsOf(account.id).filter(fits).slice(0, most) : [];
  }

  /** @returns accounts whose name ends so, in an order of this day's own */
  accountsLike(ending: RegExp): Account[] {
    const { random, tree } = this.world;
    return tree.accounts
      .filter(({ name, state }) => state === "ACTIVE" && ending.test(name))
      .sort((a, b) => random.of("order", this.day, a.id) - random.of("order", this.day, b.id));
  }

  /** @returns a time of this working day that no other step of it has, later the later it is asked for within an hour */
  time(hour: number): string {
    const minute = this.world.random.below(60, "minute", this.day, hour, this.#n);
    const second = this.#n++ % 60;
    return [hour, minute, second].map((part) => String(part).padStart(2, "0")).join(":");
  }

  /** A call somebody makes in the account that owns what it is about. */
  call(
    who: string,
    hour: number,
    [accountId, region]: readonly [string, string],
    [service, operation]: readonly [string, string],
    input: Readonly<Record<string, unknown>>,
  ): Step {
    return { time: this.time(hour), who, accountId, region, service, operation, input };
  }
}
