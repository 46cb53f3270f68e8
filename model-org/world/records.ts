import type { Account } from "./configuration";
import { Kept } from "./kept";
import type { World } from "./world";

/** Where a record is: an account and a region; the partition's home region for what has none. */
export type Place = { world: World; account: Account; region: string };

/**
 * A kind of thing in an account that is no bucket: a key, a trail, an analyzer. One record feeds every service that
 * reports it, so that they agree.
 */
export type Kind<T extends object> = {
  /** What the changes of this kind are kept under. */
  name: string;
  id(record: T): string;
  /**
   * What is there from the beginning. Draws from the seed, the account and `world.seededBuckets` only, never from what
   * calls have changed: so it is the same whenever it is asked for.
   */
  derive(place: Place): readonly T[];
};

/** By kind, account and region, then by id: what is not as the seed made it; null for what was taken away. */
export type RecordChanges = Record<string, Record<string, object | null>>;

const keptPlaces = 5_000;

/** All records of all kinds. Only what was changed is stored. */
export class Records {
  readonly #changes = new Map<string, Map<string, object | null>>();
  readonly #lists = new Kept<string, ReadonlyMap<string, object>>(keptPlaces);

  constructor(private readonly world: World) {}

  /** @returns the records of a kind in an account and region, by id */
  list<T extends object>(kind: Kind<T>, accountId: string, region: string): T[] {
    return [...this.#at(kind, accountId, region).values()];
  }

  get<T extends object>(kind: Kind<T>, accountId: string, region: string, id: string): T | undefined {
    return this.#at(kind, accountId, region).get(id);
  }

  /** Makes a record, or puts another in its place. */
  put<T extends object>(kind: Kind<T>, accountId: string, region: string, record: T): void {
    this.#change(kind, accountId, region, kind.id(record), record);
  }

  remove<T extends object>(kind: Kind<T>, accountId: string, region: string, id: string): void {
    this.#change(kind, accountId, region, id, null);
  }

  #change(kind: { name: string }, accountId: string, region: string, id: string, record: object | null): void {
    const key = `${kind.name}/${accountId}/${region}`;
    const changed = this.#changes.get(key) ?? new Map<string, object | null>();
    this.#changes.set(key, changed.set(id, record));
    this.#lists.delete(key);
    this.world.onChange();
  }

  #at<T extends object>(kind: Kind<T>, accountId: string, region: string): ReadonlyMap<string, T> {
    const key = `${kind.name}/${accountId}/${region}`;
    const known = this.#lists.get(key);
    // Safe: a list is kept under its kind's name, and made by that kind.
    if (known) return known as ReadonlyMap<string, T>;
    const account = this.world.account(accountId);
    const derived = account ? kind.derive({ world: this.world, account, region }) : [];
    const byId = new Map(derived.map((record) => [kind.id(record), record]));
    for (const [id, record] of this.#changes.get(key) ?? []) {
      if (record === null) byId.delete(id);
      else byId.set(id, record as T);
    }
    return this.#lists.set(key, new Map([...byId].sort(([a], [b]) => (a < b ? -1 : 1)))) as ReadonlyMap<string, T>;
  }

  /** What was derived may depend on the account: forgets it when one changed. */
  forget(): void {
    this.#lists.clear();
  }

  changes(): RecordChanges {
    return Object.fromEntries([...this.#changes].map(([key, changed]) => [key, Object.fromEntries(changed)]));
  }

  restore(changes: RecordChanges): void {
    for (const [key, changed] of Object.entries(changes)) this.#changes.set(key, new Map(Object.entries(changed)));
    this.#lists.clear();
  }
}
