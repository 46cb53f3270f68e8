import { ChangeQueue } from "../past/change-queue";
import { accessPoints } from "./access-points";
import { BucketHistory } from "./bucket-history";
import { Buckets } from "./buckets-of-world";
import { type Clock, realClock } from "./clock";
import {
  type AccessPoint,
  type Account,
  type Block,
  type Bucket,
  blockAll,
  type Ou,
  type Policy,
} from "./configuration";
import { EventLog } from "./events";
import { policiesOn } from "./organization/attachments";
import { s3SettingOf } from "./organization/effective";
import { syncOus } from "./organization/ous";
import { Random } from "./random";
import { type RecordChanges, Records } from "./records";
import { homeRegionOf, type Seed, seedOf } from "./seed";
import { accountFrom, joining, plantTree, type Tree } from "./tree";

export type WorldOptions = {
  seed: string;
  partition: string;
  accounts: number;
  buckets: number;
  readRole: string;
  remediateRole: string;
  externalId: string;
};

export const defaultWorld: WorldOptions = {
  seed: "aldermoor",
  partition: "aws",
  accounts: 60,
  buckets: 2000,
  readRole: "BreakwaterRead",
  remediateRole: "BreakwaterRemediate",
  externalId: "breakwater",
};

/** What was changed since the world was made from its seed. */
export type Changes = {
  joined: string[];
  buckets: Record<string, Bucket | null>;
  accounts: Record<string, Account>;
  policies: Policy[] | null;
  records: RecordChanges;
};

/** The model organization: everything its services answer from. The same options always make the same world. */
export class World {
  readonly seed: Seed;
  readonly tree: Tree;
  readonly records: Records;
  readonly events = new EventLog();
  readonly changeQueue: ChangeQueue;
  readonly bucketHistory = new BucketHistory();
  /** What time it is in the world: another in its past. */
  clock: Clock = realClock;
  /** Told after every change. */
  onChange: () => void = () => {};
  readonly #buckets: Buckets;
  readonly #joined: string[] = [];
  readonly #accounts = new Map<string, Account>();
  readonly #changedAccounts = new Map<string, Account>();
  #policiesChanged = false;

  constructor(readonly options: WorldOptions = defaultWorld) {
    this.seed = seedOf(new Random(options.seed), options.partition);
    this.tree = plantTree(this.seed, options.accounts);
    for (const account of this.tree.accounts) this.#accounts.set(account.id, account);
    this.#buckets = new Buckets(this.seed, this.tree, options.buckets);
    this.records = new Records(this);
    this.changeQueue = new ChangeQueue(this);
  }

  get partition(): string {
    return this.seed.partition;
  }

  get regions(): readonly string[] {
    return this.seed.regions;
  }

  /** Where services without regions are asked. */
  get homeRegion(): string {
    return homeRegionOf(this.partition);
  }

  get random(): Random {
    return this.seed.random;
  }

  get managementAccountId(): string {
    return this.tree.managementAccountId;
  }

  /** The account of the hub roles and of what the organization delegates: security tooling, or the first there is. */
  get hubAccountId(): string {
    const tooling = this.tree.accounts.find(({ name }) => name === "aldermoor-security-tooling");
    return (tooling ?? this.tree.accounts[0])?.id ?? "";
  }

  account(id: string): Account | undefined {
    return this.#accounts.get(id);
  }

  ou(id: string): Ou | undefined {
    return this.tree.ous.find((ou) => ou.id === id);
  }

  bucket(name: string): Bucket | undefined {
    return this.#buckets.get(name);
  }

  /** @returns the buckets of an account, by name */
  bucketsOf(accountId: string): Bucket[] {
    return this.#buckets.of(accountId);
  }

  /** @returns the names of an account's buckets, sorted, without making the buckets */
  bucketNames(accountId: string): readonly string[] {
    return this.#buckets.names(accountId);
  }

  /** @returns the buckets the seed plans for an account, as the seed makes them, whatever became of them */
  seededBuckets(accountId: string): Bucket[] {
    return this.#buckets.seeded(accountId);
  }

  get bucketCount(): number {
    return this.#buckets.count;
  }

  accessPointsOf(accountId: string): AccessPoint[] {
    return this.regions.flatMap((region) => this.records.list(accessPoints, accountId, region));
  }

  /** Changes a bucket, makes one, or takes one away. */
  changeBucket(name: string, bucket: Bucket | null): void {
    this.bucketHistory.note(name, this.bucket(name), this.clock.now());
    this.#buckets.put(name, bucket);
    this.onChange();
  }

  changeAccount(account: Account): void {
    const { accounts } = this.tree;
    accounts[accounts.findIndex(({ id }) => id === account.id)] = account;
    this.#accounts.set(account.id, account);
    this.#changedAccounts.set(account.id, account);
    this.records.forget();
    this.onChange();
  }

  /** An account joins the organization, with buckets of its own. @returns it; undefined for one the world does not plan */
  join(name: string): Account | undefined {
    const plan = joining.find((one) => one.name === name);
    const ou = this.tree.ous.find((one) => one.name === plan?.ou);
    if (!plan || !ou || this.#joined.includes(name)) return undefined;
    const account = { ...accountFrom(this.seed, plan, ou.id), joinedAt: this.clock.now().toISOString() };
    this.tree.purposes.set(account.id, plan);
    this.tree.accounts.push(account);
    this.#accounts.set(account.id, account);
    this.#buckets.join(account, plan, plan.weight);
    this.#joined.push(name);
    this.#changedAccounts.set(account.id, account);
    this.records.forget();
    this.onChange();
    return account;
  }

  /** Puts other policies in force. */
  changePolicies(policies: readonly Policy[]): void {
    this.tree.policies.splice(0, this.tree.policies.length, ...policies);
    this.#policiesChanged = true;
    this.onChange();
  }

  get changes(): Changes {
    return {
      joined: this.#joined,
      buckets: this.#buckets.changes(),
      accounts: Object.fromEntries(this.#changedAccounts),
      policies: this.#policiesChanged ? this.tree.policies : null,
      records: this.records.changes(),
    };
  }

  /** Puts back what was changed in an earlier run. */
  restore(changes: Changes): void {
    for (const name of changes.joined) this.join(name);
    for (const account of Object.values(changes.accounts)) if (this.account(account.id)) this.changeAccount(account);
    for (const [name, bucket] of Object.entries(changes.buckets)) this.changeBucket(name, bucket);
    if (changes.policies) this.changePolicies(changes.policies);
    this.records.restore(changes.records);
    syncOus(this);
    this.bucketHistory.clear();
  }

  /** @returns the targets above an account and itself, from the root down */
  pathOf(account: Account): string[] {
    const path: string[] = [account.id];
    for (let id = account.ouId; ; ) {
      path.unshift(id);
      const parent = this.ou(id)?.parentId;
      if (parent === undefined) return path;
      id = parent;
    }
  }

  /** @returns the policies of a type that are attached to a target itself, in the order they were */
  policiesAt(targetId: string, type: Policy["type"]): Policy[] {
    return policiesOn(this, targetId, type);
  }

  /** @returns what the S3 policies on its path assign in an account; undefined where none reaches it */
  s3PolicyOf(account: Account): "all" | "none" | undefined {
    return s3SettingOf(this, account);
  }

  /** @returns the block in force in an account: the organization's where a policy assigns one, else its own */
  effectiveBlock(account: Account): Block | null {
    const assigned = this.s3PolicyOf(account);
    if (assigned === "all") return blockAll;
    return assigned === "none" ? blockNothing : account.block;
  }

  regionEnabled(account: Account, region: string): boolean {
    return !this.seed.optInRegions.includes(region) || account.optedIn.includes(region);
  }
}

const blockNothing: Block = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};
