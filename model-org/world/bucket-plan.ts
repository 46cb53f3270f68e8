import type { Account } from "./configuration";
import type { PlannedAccount, Purpose, Tree } from "./tree";

const words: Readonly<Record<Purpose, readonly string[]>> = {
  management: ["billing-reports", "org-trail"],
  security: ["cloudtrail", "config", "vpc-flow", "guardduty-findings", "access-logs", "macie-results", "forensics"],
  infrastructure: [
    "terraform-state",
    "artifacts",
    "images",
    "dns-logs",
    "backups",
    "packages",
    "inventory",
    "templates",
  ],
  prod: [
    "uploads",
    "exports",
    "archive",
    "events",
    "reports",
    "attachments",
    "intake",
    "replica",
    "access-logs",
    "config",
  ],
  "data-lake": [
    "raw",
    "curated",
    "features",
    "snapshots",
    "staging",
    "quality",
    "partitions",
    "models",
    "athena-results",
  ],
  dev: ["uploads", "fixtures", "exports", "scratch", "reports", "access-logs", "replay"],
  sandbox: ["test", "demo", "experiment", "notes", "models", "share"],
  web: ["site", "assets", "downloads", "campaign", "redirect", "media"],
  closed: ["migration", "legacy"],
};

/** Above so many buckets in all, one account holds more than AWS lists without pages. */
const large = 100_000;
const largeAccount = { name: "data-lake-prod", buckets: 12_500 };

/** What the seed plans for a bucket: the nth of its account. */
export type PlannedBucket = { account: Account; plan: PlannedAccount; n: number; word: string; name: string };

/**
 * Which buckets there are, without making them: a name leads to its account and number and back. So a million buckets
 * cost nothing until somebody asks for one.
 */
export class BucketPlan {
  readonly #counts = new Map<string, number>();
  readonly #byName = new Map<string, { account: Account; plan: PlannedAccount }>();
  #total = 0;

  constructor(tree: Tree, total: number) {
    const big =
      total >= large ? tree.accounts.find(({ id }) => tree.purposes.get(id)?.name === largeAccount.name) : undefined;
    const rest = big ? total - largeAccount.buckets : total;
    const others = tree.accounts.filter((account) => account !== big);
    const weights = others.reduce((sum, { id }) => sum + (tree.purposes.get(id)?.weight ?? 0), 0);
    let carried = 0;
    for (const account of tree.accounts) {
      const plan = tree.purposes.get(account.id) as PlannedAccount;
      if (account === big) {
        this.add(account, plan, largeAccount.buckets);
        continue;
      }
      carried += (plan.weight / weights) * rest;
      const count = Math.round(carried);
      carried -= count;
      this.add(account, plan, count);
    }
  }

  /** Plans buckets of an account: those of the beginning, or of one that joins. */
  add(account: Account, plan: PlannedAccount, count: number): void {
    this.#total += count - (this.#counts.get(account.id) ?? 0);
    this.#counts.set(account.id, count);
    this.#byName.set(plan.name, { account, plan });
  }

  get total(): number {
    return this.#total;
  }

  count(accountId: string): number {
    return this.#counts.get(accountId) ?? 0;
  }

  /** @returns the nth bucket of an account, from 0 */
  at(account: Account, plan: PlannedAccount, n: number): PlannedBucket {
    const kind = words[plan.purpose];
    const word = kind[n % kind.length] as string;
    const round = Math.floor(n / kind.length);
    const name = ["aldermoor", plan.name, word, ...(round > 0 ? [String(round + 1)] : [])].join("-");
    return { account, plan, n, word, name };
  }

  /** @returns the planned bucket of a name; undefined where the seed plans none */
  named(name: string): PlannedBucket | undefined {
    if (!name.startsWith("aldermoor-")) return undefined;
    const parts = name.slice("aldermoor-".length).split("-");
    for (let i = 1; i < parts.length; i++) {
      const found = this.#byName.get(parts.slice(0, i).join("-"));
      if (!found) continue;
      const n = this.#numberOf(found.plan, parts.slice(i));
      if (n === undefined || n >= this.count(found.account.id)) continue;
      return this.at(found.account, found.plan, n);
    }
    return undefined;
  }

  #numberOf({ purpose }: PlannedAccount, parts: readonly string[]): number | undefined {
    const kind = words[purpose];
    const whole = kind.indexOf(parts.join("-"));
    if (whole >= 0) return whole;
    const round = parts.at(-1) ?? "";
    const index = kind.indexOf(parts.slice(0, -1).join("-"));
    return index >= 0 && /^[1-9]\d*$/.test(round) && round !== "1"
      ? (Number(round) - 1) * kind.length + index
      : undefined;
  }
}
