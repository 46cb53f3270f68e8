import { AwsError } from "../wire/aws-error";
import { fillBuckets } from "./buckets";
import { accessKeyFor, accountOfKey, type Caller } from "./caller";
import type { AccessPoint, Account, Block, Bucket, Ou, Policy } from "./configuration";
import { blockAll } from "./configuration";
import { Random } from "./random";
import { optInRegions, partition, plantTree, regions, type Tree } from "./tree";

export type WorldOptions = {
  seed: string;
  accounts: number;
  buckets: number;
  readRole: string;
  remediateRole: string;
  externalId: string;
};

export const defaultWorld: WorldOptions = {
  seed: "aldermoor",
  accounts: 40,
  buckets: 800,
  readRole: "BreakwaterRead",
  remediateRole: "BreakwaterRemediate",
  externalId: "breakwater",
};

/** What was changed since the world was made from its seed. */
export type Changes = {
  buckets: Record<string, Bucket | null>;
  accounts: Record<string, Account>;
};

/** The model organization: everything its services answer from. The same options always make the same world. */
export class World {
  readonly partition: string = partition;
  readonly regions: readonly string[] = regions;
  readonly tree: Tree;
  readonly #buckets = new Map<string, Bucket>();
  readonly #byAccount = new Map<string, Set<string>>();
  readonly accessPoints: AccessPoint[];
  readonly changes: Changes = { buckets: {}, accounts: {} };
  /** Told after every change. */
  onChange: () => void = () => {};

  constructor(readonly options: WorldOptions = defaultWorld) {
    const random = new Random(options.seed);
    this.tree = plantTree(random, options.accounts);
    const { buckets, accessPoints } = fillBuckets(random, this.tree, options.buckets);
    for (const bucket of buckets) this.#put(bucket);
    this.accessPoints = accessPoints;
  }

  get managementAccountId(): string {
    return this.tree.managementAccountId;
  }

  /** Accounts of the hub roles: the security tooling account holds them, or the first there is. */
  get hubAccountId(): string {
    const tooling = this.tree.accounts.find(({ name }) => name === "aldermoor-security-tooling");
    return (tooling ?? this.tree.accounts[0])?.id ?? "";
  }

  account(id: string): Account | undefined {
    return this.tree.accounts.find((account) => account.id === id);
  }

  ou(id: string): Ou | undefined {
    return this.tree.ous.find((ou) => ou.id === id);
  }

  bucket(name: string): Bucket | undefined {
    return this.#buckets.get(name);
  }

  /** @returns the buckets of an account, by name */
  bucketsOf(accountId: string): Bucket[] {
    return [...(this.#byAccount.get(accountId) ?? [])].sort().flatMap((name) => this.#buckets.get(name) ?? []);
  }

  get bucketCount(): number {
    return this.#buckets.size;
  }

  /** Changes a bucket, or takes it away. */
  changeBucket(name: string, bucket: Bucket | null): void {
    const before = this.#buckets.get(name);
    if (before) {
      this.#buckets.delete(name);
      this.#byAccount.get(before.accountId)?.delete(name);
    }
    if (bucket) this.#put(bucket);
    this.changes.buckets[name] = bucket;
    this.onChange();
  }

  changeAccount(account: Account): void {
    this.tree.accounts.splice(
      this.tree.accounts.findIndex(({ id }) => id === account.id),
      1,
      account,
    );
    this.changes.accounts[account.id] = account;
    this.onChange();
  }

  /** Puts back what was changed in an earlier run. */
  restore(changes: Changes): void {
    for (const [name, bucket] of Object.entries(changes.buckets)) this.changeBucket(name, bucket);
    for (const account of Object.values(changes.accounts)) if (this.account(account.id)) this.changeAccount(account);
  }

  #put(bucket: Bucket): void {
    this.#buckets.set(bucket.name, bucket);
    const names = this.#byAccount.get(bucket.accountId) ?? new Set();
    names.add(bucket.name);
    this.#byAccount.set(bucket.accountId, names);
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

  policiesAt(targetId: string, type: Policy["type"]): Policy[] {
    return this.tree.policies.filter((policy) => policy.type === type && policy.targets.includes(targetId));
  }

  /** @returns what the S3 policies on its path assign in an account; undefined where none reaches it */
  s3PolicyOf(account: Account): "all" | "none" | undefined {
    let assigned: "all" | "none" | undefined;
    for (const target of this.pathOf(account)) {
      for (const { content } of this.policiesAt(target, "S3_POLICY")) {
        const parsed = JSON.parse(content) as {
          s3_attributes?: { public_access_block_configuration?: { "@@assign"?: "all" | "none" } };
        };
        assigned = parsed.s3_attributes?.public_access_block_configuration?.["@@assign"] ?? assigned;
      }
    }
    return assigned;
  }

  /** @returns the block in force in an account: the organization's where a policy assigns one, else its own */
  effectiveBlock(account: Account): Block | null {
    const assigned = this.s3PolicyOf(account);
    if (assigned === "all") return blockAll;
    if (assigned === "none") {
      return {
        BlockPublicAcls: false,
        IgnorePublicAcls: false,
        BlockPublicPolicy: false,
        RestrictPublicBuckets: false,
      };
    }
    return account.block;
  }

  regionEnabled(account: Account, region: string): boolean {
    return !optInRegions.includes(region) || account.optedIn.includes(region);
  }

  /** The two roles worker processes begin as, with a key that is theirs. */
  hubRoles(): Record<"reader" | "remediator", { arn: string; accessKeyId: string }> {
    const arn = (name: string) => `arn:${this.partition}:iam::${this.hubAccountId}:role/${name}`;
    return {
      reader: { arn: arn("BreakwaterHubReader"), accessKeyId: "AKIAMODELHUBREADER00" },
      remediator: { arn: arn("BreakwaterHubRemediator"), accessKeyId: "AKIAMODELHUBREMEDI00" },
    };
  }

  /** Who signs with a key: a hub role, a session, or, for a key nobody knows, the management account's administrator. */
  callerOf(accessKeyId: string, token: string | undefined): Caller | undefined {
    const { reader, remediator } = this.hubRoles();
    if (accessKeyId === reader.accessKeyId)
      return { accountId: this.hubAccountId, arn: reader.arn, kind: "hub-reader" };
    if (accessKeyId === remediator.accessKeyId) {
      return { accountId: this.hubAccountId, arn: remediator.arn, kind: "hub-remediator" };
    }
    const accountId = accountOfKey(accessKeyId);
    if (accountId !== undefined) return this.#session(accountId, token);
    return {
      accountId: this.managementAccountId,
      arn: `arn:${this.partition}:iam::${this.managementAccountId}:user/administrator`,
      kind: "administrator",
    };
  }

  #session(accountId: string, token: string | undefined): Caller | undefined {
    if (token === undefined || !this.account(accountId)) return undefined;
    try {
      const session = JSON.parse(Buffer.from(token, "base64").toString()) as Caller & { expires: string };
      if (new Date(session.expires) < new Date()) {
        throw new AwsError("ExpiredToken", "The provided token has expired.", 400);
      }
      // A role that was taken away ends its sessions here at once: AWS refuses them too.
      const { roles } = this.account(accountId) as Account;
      if (session.kind === "reader" && !roles.read) return undefined;
      return session.accountId === accountId ? session : undefined;
    } catch (error) {
      if (error instanceof AwsError) throw error;
      return undefined;
    }
  }

  /** Keys for a session in an account. */
  openSession(caller: Caller, seconds: number): { accessKeyId: string; token: string; expires: Date } {
    const expires = new Date(Date.now() + seconds * 1000);
    const token = Buffer.from(JSON.stringify({ ...caller, expires: expires.toISOString() })).toString("base64");
    return { accessKeyId: accessKeyFor(caller.accountId), token, expires };
  }
}
