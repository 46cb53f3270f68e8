import type { Bucket } from "./configuration";

/** What a bucket was until a moment; null for one that was not there. */
type Before = { until: number; state: Bucket | null };

/** Services notice within a day: more states than these of one bucket, or more buckets, nobody can ask for. */
const keptStates = 6;
const keptBuckets = 20_000;

/** What changed buckets were before, for the services that notice late: Config, Macie, Access Analyzer. */
export class BucketHistory {
  readonly #before = new Map<string, Before[]>();
  readonly #ofAccount = new Map<string, Set<string>>();

  /** Notes what a bucket was, before it changes. */
  note(name: string, before: Bucket | undefined, now: Date): void {
    const states = this.#before.get(name) ?? [];
    this.#before.delete(name);
    this.#before.set(name, [...states, { until: now.getTime(), state: before ?? null }].slice(-keptStates));
    if (before) {
      this.#ofAccount.set(before.accountId, (this.#ofAccount.get(before.accountId) ?? new Set()).add(name));
    }
    if (this.#before.size > keptBuckets) this.#forgetOldest();
  }

  #forgetOldest(): void {
    const [oldest] = this.#before.keys();
    if (oldest === undefined) return;
    for (const { state } of this.#before.get(oldest) ?? []) {
      if (state) this.#ofAccount.get(state.accountId)?.delete(oldest);
    }
    this.#before.delete(oldest);
  }

  /**
   * @param current what it is now
   * @returns what a bucket was at a time, and since when; `since` is undefined for what it was from the beginning
   */
  at(name: string, time: Date, current: Bucket | undefined): { state: Bucket | undefined; since: Date | undefined } {
    const states = this.#before.get(name) ?? [];
    const next = states.findIndex(({ until }) => until > time.getTime());
    const previous = states[(next < 0 ? states.length : next) - 1];
    return {
      state: next < 0 ? current : (states[next]?.state ?? undefined),
      since: previous && new Date(previous.until),
    };
  }

  /** @returns when a bucket changed, oldest first, as far as it is remembered */
  changesOf(name: string): Date[] {
    return (this.#before.get(name) ?? []).map(({ until }) => new Date(until));
  }

  /** @returns names of buckets of an account that changed or were deleted, as far as they are remembered */
  changedIn(accountId: string): ReadonlySet<string> {
    return this.#ofAccount.get(accountId) ?? new Set();
  }

  /** What was put back from an earlier run did not change now. */
  clear(): void {
    this.#before.clear();
    this.#ofAccount.clear();
  }
}
