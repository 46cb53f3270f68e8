import { BucketPlan, type PlannedBucket } from "./bucket-plan";
import type { Account, Bucket } from "./configuration";
import { Kept } from "./kept";
import { BucketMaker } from "./make-bucket";
import type { Seed } from "./seed";
import type { PlannedAccount, Tree } from "./tree";

/** How many buckets, and accounts' lists of names, are kept at hand. The rest is made again when it is asked for. */
const keptBuckets = 20_000;
const keptLists = 60;
const keptSeeded = 4;

/** Every bucket of the world. Only what was changed is stored; the rest is made from the seed when it is asked for. */
export class Buckets {
  readonly #plan: BucketPlan;
  readonly #maker: BucketMaker;
  readonly #made = new Kept<string, Bucket>(keptBuckets);
  readonly #names = new Kept<string, readonly string[]>(keptLists);
  /** Every kind of record asks an account for these, region by region. */
  readonly #seeded = new Kept<string, readonly Bucket[]>(keptSeeded);
  /** Buckets that are not as the seed made them; null for one that was deleted. */
  readonly #changed = new Map<string, Bucket | null>();
  /** Names the seed does not plan, by account. */
  readonly #added = new Map<string, Set<string>>();
  /** Names of the plan that are not where it put them: deleted, or taken by another account since. */
  readonly #away = new Set<string>();
  readonly #accounts = new Map<string, { account: Account; plan: PlannedAccount }>();

  constructor(seed: Seed, tree: Tree, total: number) {
    this.#plan = new BucketPlan(tree, total);
    this.#maker = new BucketMaker(seed, this.#plan);
    for (const account of tree.accounts) {
      const plan = tree.purposes.get(account.id);
      if (plan) this.#accounts.set(account.id, { account, plan });
    }
  }

  get count(): number {
    let added = 0;
    for (const names of this.#added.values()) added += names.size;
    return this.#plan.total - this.#away.size + added;
  }

  /** An account joins with buckets of its own. */
  join(account: Account, plan: PlannedAccount, count: number): void {
    this.#plan.add(account, plan, count);
    this.#accounts.set(account.id, { account, plan });
    this.#names.delete(account.id);
    this.#seeded.delete(account.id);
  }

  get(name: string): Bucket | undefined {
    const changed = this.#changed.get(name);
    if (changed !== undefined) return changed ?? undefined;
    const known = this.#made.get(name);
    if (known) return known;
    const planned = this.#plan.named(name);
    return planned && this.#keep(planned);
  }

  #keep(planned: PlannedBucket): Bucket {
    return this.#made.set(planned.name, this.#maker.make(planned));
  }

  /** @returns the names of an account's buckets, sorted as AWS lists them */
  names(accountId: string): readonly string[] {
    const known = this.#names.get(accountId);
    if (known) return known;
    const names: string[] = [...(this.#added.get(accountId) ?? [])];
    const owner = this.#accounts.get(accountId);
    for (let n = 0; owner && n < this.#plan.count(accountId); n++) {
      const { name } = this.#plan.at(owner.account, owner.plan, n);
      if (!this.#away.has(name)) names.push(name);
    }
    return this.#names.set(accountId, names.sort());
  }

  /** @returns the buckets of an account, by name */
  of(accountId: string): Bucket[] {
    return this.names(accountId).flatMap((name) => this.get(name) ?? []);
  }

  /** @returns the buckets the seed plans for an account, in the plan's order, as the seed makes them */
  seeded(accountId: string): Bucket[] {
    const owner = this.#accounts.get(accountId);
    if (!owner) return [];
    const known = this.#seeded.get(accountId);
    if (known) return [...known];
    const made = Array.from({ length: this.#plan.count(accountId) }, (_, n) =>
      this.#maker.make(this.#plan.at(owner.account, owner.plan, n)),
    );
    return [...this.#seeded.set(accountId, made)];
  }

  /** Changes a bucket, makes one, or takes one away. */
  put(name: string, bucket: Bucket | null): void {
    const before = this.get(name);
    const home = this.#plan.named(name)?.account.id;
    if (before && before.accountId !== home) this.#added.get(before.accountId)?.delete(name);
    if (bucket && bucket.accountId !== home) {
      this.#added.set(bucket.accountId, (this.#added.get(bucket.accountId) ?? new Set()).add(name));
    }
    if (home !== undefined && bucket?.accountId !== home) this.#away.add(name);
    else this.#away.delete(name);
    if (bucket === null && home === undefined) this.#changed.delete(name);
    else this.#changed.set(name, bucket);
    this.#made.delete(name);
    if (before?.accountId === bucket?.accountId) return;
    for (const owner of [before?.accountId, bucket?.accountId]) if (owner) this.#names.delete(owner);
  }

  /** @returns what was changed since the seed */
  changes(): Record<string, Bucket | null> {
    return Object.fromEntries(this.#changed);
  }
}
