import { Draw } from "./draw";

export type PlanOptions = {
  /** Buckets in all. */
  resources: number;
  seed: number;
  /** How much of what can be hardened is not: 0 … 1. About two thirds of it is the share of verdicts that fail. */
  lax: number;
};

export type PlannedOu = { id: number; parentId: number | null; name: string; path: string; depth: number };

export type PlannedAccount = {
  id: number;
  awsId: string;
  name: string;
  ouId: number;
  /** Its buckets are `firstBucket` and those that follow, by number. */
  firstBucket: number;
  buckets: number;
  /** How much of what can be hardened is not, here. */
  lax: number;
  /** Whether the account blocks public access for all its buckets. */
  blocks: boolean;
};

export type Plan = PlanOptions & { ous: readonly PlannedOu[]; accounts: readonly PlannedAccount[]; draw: Draw };

/** A unit of an organization chart: its share of the accounts, and what is below it. */
type Branch = { name: string; share: number; below?: readonly Branch[] };

const teams = (n: number): Branch[] =>
  Array.from({ length: n }, (_, i) => ({ name: `Team ${i + 1}`, share: 1 / (i + 1) }));

const chart: readonly Branch[] = [
  {
    name: "Workloads",
    share: 70,
    below: [
      { name: "Production", share: 60, below: teams(16) },
      { name: "Staging", share: 25, below: teams(8) },
      { name: "Development", share: 15, below: teams(8) },
    ],
  },
  { name: "Sandbox", share: 15 },
  { name: "Acquired", share: 10, below: teams(4) },
  { name: "Infrastructure", share: 4 },
  { name: "Security", share: 1 },
];

/** Of all buckets: what the one account holds that grew without anybody looking. */
const largest = 0.1;

/** An organization as they are: most accounts small, one enormous, a few units with most of them. */
export function planWorld(options: PlanOptions): Plan {
  const draw = new Draw(options.seed);
  const ous: PlannedOu[] = [{ id: 1, parentId: null, name: "Root", path: "", depth: 0 }];
  const weights: { ouId: number; share: number }[] = [];
  const grow = (branches: readonly Branch[], parent: PlannedOu, share: number): void => {
    const all = branches.reduce((sum, one) => sum + one.share, 0);
    for (const { name, share: own, below } of branches) {
      const path = parent.path === "" ? name : `${parent.path} / ${name}`;
      const ou = { id: ous.length + 1, parentId: parent.id, name, path, depth: parent.depth + 1 };
      ous.push(ou);
      if (below) grow(below, ou, (share * own) / all);
      else weights.push({ ouId: ou.id, share: (share * own) / all });
    }
  };
  grow(chart, ous[0] as PlannedOu, 1);
  return { ...options, ous, accounts: planAccounts(options, weights, draw), draw };
}

function planAccounts(
  { resources, lax }: PlanOptions,
  weights: readonly { ouId: number; share: number }[],
  draw: Draw,
): PlannedAccount[] {
  const accounts: PlannedAccount[] = [];
  for (let bucket = 1; bucket <= resources; ) {
    const id = accounts.length + 1;
    const drawn = id === 1 ? Math.ceil(resources * largest) : 10 + Math.floor(400 * draw.of(id, 1) ** 4);
    const buckets = Math.min(drawn, resources - bucket + 1);
    accounts.push({
      id,
      awsId: String(100_000_000_000 + id * 7919),
      name: `account-${id}`,
      ouId: ouAt(weights, id === 1 ? 0 : draw.of(id, 2)),
      firstBucket: bucket,
      buckets,
      lax: Math.min(1, lax * (0.7 + 0.6 * draw.of(id, 3))),
      blocks: draw.chance(1 - lax, id, 4),
    });
    bucket += buckets;
  }
  return accounts;
}

function ouAt(weights: readonly { ouId: number; share: number }[], at: number): number {
  let sum = 0;
  for (const { ouId, share } of weights) {
    sum += share;
    if (at < sum) return ouId;
  }
  return weights.at(-1)?.ouId ?? 1;
}
