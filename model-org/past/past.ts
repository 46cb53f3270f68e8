import { randomUUID } from "node:crypto";
import { realClock } from "../world/clock";
import type { ManagementEvent } from "../world/events";
import type { World } from "../world/world";
import { callAs, personIn } from "./person-call";
import { eventOf } from "./record-call";
import type { Step } from "./step";
import { stepsOf, storyDays } from "./story";

/** Where the past has come to, as the control API tells it. */
export type PastStatus = {
  /** The date of its first day. */
  first: string;
  /** The last day that was lived; 0 before the first. */
  day: number;
  days: number;
  /** What time it is in the world. */
  at: string;
};

/** What is kept of the past between runs. */
export type PastState = { first: string; day: number; days: number; last: ManagementEvent[] };

const dayMs = 86_400_000;

const dateOf = (at: Date): string => at.toISOString().slice(0, 10);

/**
 * The world's past: it ends the day before today, and is lived day by day when somebody asks for it. Every step is a
 * call through the same handlers the wire reaches, so that AWS's own refusals hold in it, and each is an event.
 */
export class Past {
  #state: PastState;

  private constructor(
    private readonly world: World,
    state: PastState,
  ) {
    this.#state = state;
    this.#setClock();
  }

  /** @param days how many days of the story are still to come; those before have been lived at once */
  static async begin(world: World, days: number, today: Date = new Date()): Promise<Past> {
    const past = new Past(world, { first: dateOf(new Date(today.getTime() - days * dayMs)), day: 0, days, last: [] });
    for (let n = 1; n <= storyDays - days; n++) await past.#live(n - (storyDays - days));
    world.events.clear();
    past.#setClock();
    return past;
  }

  /** Goes on where an earlier run stopped. */
  static resume(world: World, state: PastState): Past {
    return new Past(world, state);
  }

  get state(): PastState {
    return this.#state;
  }

  get status(): PastStatus {
    const { first, day, days } = this.#state;
    return { first, day, days, at: this.world.clock.now().toISOString() };
  }

  /**
   * Lives up to the end of a day. The day it is at already is told again: delivery is at least once.
   * @returns how many events the last of those days had
   * @throws RangeError for a day that is over, or none of the past's
   */
  async liveUntil(day: number): Promise<number> {
    const { day: now, days } = this.#state;
    if (!Number.isInteger(day) || day < now || day > days || day < 1) {
      throw new RangeError(`The past is at day ${now} of ${days}; it goes on, and not back.`);
    }
    if (day === now) for (const event of this.#state.last) this.world.events.append(event);
    for (let n = now + 1; n <= day; n++) {
      const last = await this.#live(n);
      this.#state = { ...this.#state, day: n, last };
      this.#setClock();
      this.world.onChange();
    }
    return this.#state.last.length;
  }

  /** Between two days it is the end of the first one; after the past it is now. */
  #setClock(): void {
    const { day, days } = this.#state;
    this.world.clock = day >= days ? realClock : { now: () => this.#at(day, "23:59:59") };
  }

  #at(day: number, time: string): Date {
    const midnight = new Date(`${this.#state.first}T00:00:00Z`).getTime() + (day - 1) * dayMs;
    return new Date(`${dateOf(new Date(midnight))}T${time}Z`);
  }

  async #live(day: number): Promise<ManagementEvent[]> {
    const { world } = this;
    const events: ManagementEvent[] = [];
    const storyDay = day + storyDays - this.#state.days;
    for (const step of stepsOf(world, storyDay, this.#at(day, "00:00:00"))) {
      world.clock = { now: () => this.#at(day, step.time) };
      const event = "joins" in step ? this.#join(step) : (await callAs(world, step)).event;
      if (!event) continue;
      events.push(event);
      world.events.append(event);
    }
    return events;
  }

  #join(step: Extract<Step, { joins: string }>): ManagementEvent | undefined {
    const { world } = this;
    const account = world.join(step.joins);
    if (!account) return undefined;
    const caller = personIn(world, world.managementAccountId, step.who);
    const context = { service: "Organizations", operation: "AcceptHandshake", region: world.homeRegion, caller };
    return eventOf(world, { ...context, requestId: randomUUID() }, { accountId: account.id });
  }
}
