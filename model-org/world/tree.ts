import { type Account, blockAll, type Ou, type Policy } from "./configuration";
import type { Random } from "./random";
import type { Seed } from "./seed";
import { plantedPolicies } from "./tree-policies";

/** What an account is for: decides what is in it. */
export type Purpose =
  | "management"
  | "security"
  | "infrastructure"
  | "prod"
  | "data-lake"
  | "dev"
  | "sandbox"
  | "web"
  | "closed";

export type PlannedAccount = { name: string; ou: string; purpose: Purpose; weight: number };

const systems = [
  "claims",
  "policies",
  "billing",
  "payments",
  "portal",
  "analytics",
  "documents",
  "underwriting",
  "telematics",
];

const laterSystems = [
  "pricing",
  "fraud",
  "reinsurance",
  "mobile",
  "crm",
  "actuarial",
  "iot-ingest",
  "documents-archive",
];

const account = (name: string, ou: string, purpose: Purpose, weight: number): PlannedAccount => ({
  name,
  ou,
  purpose,
  weight,
});

/** Aldermoor, an insurer: sixty accounts. The weight says how many of the buckets an account holds. */
const aldermoor: readonly PlannedAccount[] = [
  account("management", "Root", "management", 3),
  account("log-archive", "Security", "security", 14),
  account("security-tooling", "Security", "security", 6),
  account("audit", "Security", "security", 4),
  account("network", "Infrastructure", "infrastructure", 5),
  account("shared-services", "Infrastructure", "infrastructure", 12),
  account("identity", "Infrastructure", "infrastructure", 3),
  account("backup", "Infrastructure", "infrastructure", 16),
  account("build", "Infrastructure", "infrastructure", 14),
  ...systems.map((system) => account(`${system}-prod`, "Prod", "prod", 22)),
  account("data-lake-prod", "Prod", "data-lake", 260),
  account("partner-exchange-prod", "Prod", "prod", 12),
  ...systems.map((system) => account(`${system}-dev`, "Dev", "dev", 13)),
  account("data-lake-dev", "Dev", "dev", 40),
  account("sandbox-ines", "Sandbox", "sandbox", 6),
  account("sandbox-tomas", "Sandbox", "sandbox", 7),
  account("sandbox-yuki", "Sandbox", "sandbox", 5),
  account("hackathon-2026", "Sandbox", "sandbox", 9),
  account("web-aldermoor", "Web hosting", "web", 9),
  account("web-careers", "Web hosting", "web", 5),
  account("web-campaigns", "Web hosting", "web", 8),
  account("northgate-acquired", "Suspended", "closed", 6),
  ...laterSystems.flatMap((system) => [
    account(`${system}-prod`, "Prod", "prod", 20),
    account(`${system}-dev`, "Dev", "dev", 11),
  ]),
  account("legal-hold-prod", "Prod", "prod", 14),
  account("data-science-dev", "Dev", "dev", 30),
  account("web-brokers", "Web hosting", "web", 8),
  account("sandbox-priya", "Sandbox", "sandbox", 6),
];

const ouTree: readonly [name: string, parent: string][] = [
  ["Security", "Root"],
  ["Infrastructure", "Root"],
  ["Workloads", "Root"],
  ["Prod", "Workloads"],
  ["Dev", "Workloads"],
  ["Sandbox", "Root"],
  ["Web hosting", "Root"],
  ["Suspended", "Root"],
  ["Acquired", "Root"],
];

/** What an account that joins later is for. */
export const joining: readonly PlannedAccount[] = [
  account("northgate-core", "Acquired", "prod", 18),
  account("northgate-files", "Acquired", "sandbox", 24),
  account("surety-prod", "Prod", "prod", 12),
];

export type Tree = {
  organizationId: string;
  rootId: string;
  managementAccountId: string;
  ous: Ou[];
  accounts: Account[];
  purposes: Map<string, PlannedAccount>;
  policies: Policy[];
};

/** @param count how many accounts: from one up; more than sixty adds teams to Prod and Dev */
export function plantTree(seed: Seed, count: number): Tree {
  const { random, organizationId } = seed;
  const rootId = `r-${random.hex(4, "root")}`;
  const idOf = (name: string) => (name === "Root" ? rootId : `ou-${rootId.slice(2)}-${random.hex(8, "ou", name)}`);
  const ous = ouTree.map(([name, parent]): Ou => ({ id: idOf(name), name, parentId: idOf(parent) }));

  const planned = [...aldermoor].slice(0, count);
  for (let i = planned.length; i < count; i++) {
    const prod = i % 2 === 0;
    planned.push(account(`team-${i}-${prod ? "prod" : "dev"}`, prod ? "Prod" : "Dev", prod ? "prod" : "dev", 10));
  }
  const purposes = new Map<string, PlannedAccount>();
  const accounts = planned.map((plan): Account => {
    const made = accountFrom(seed, plan, idOf(plan.ou));
    purposes.set(made.id, plan);
    return made;
  });
  return {
    organizationId,
    rootId,
    managementAccountId: accounts[0]?.id ?? "",
    ous,
    accounts,
    purposes,
    policies: plantedPolicies({
      random,
      partition: seed.partition,
      organizationId,
      rootId,
      idOf,
      accountId: (name) => accounts.find(({ id }) => purposes.get(id)?.name === name)?.id,
    }),
  };
}

/** Accounts that never got the roles of the StackSet: one made by hand, one acquired. */
const withoutRoles = new Set(["sandbox-tomas", "northgate-files"]);

/** @returns an account as the seed makes it */
export function accountFrom({ random, optInRegions }: Seed, plan: PlannedAccount, ouId: string): Account {
  return {
    id: random.accountId(plan.name),
    name: `aldermoor-${plan.name}`,
    email: `aws+${plan.name}@aldermoor.example`,
    ouId,
    state: plan.purpose === "closed" ? "SUSPENDED" : "ACTIVE",
    joinedAt: new Date(Date.UTC(2021, random.below(48, "joined", plan.name), 3)).toISOString(),
    block: accountBlock(random, plan),
    roles: { read: !withoutRoles.has(plan.name), remediate: !withoutRoles.has(plan.name) },
    optedIn: plan.name.startsWith("telematics") || plan.purpose === "data-lake" ? [...optInRegions] : [],
  };
}

function accountBlock(random: Random, { name, purpose }: PlannedAccount): Account["block"] {
  switch (purpose) {
    case "management":
    case "security":
    case "data-lake":
      return blockAll;
    case "prod":
      // Two production accounts were set up before the baseline, and one of them blocks only what is new.
      if (name === "documents-prod") return { ...blockAll, RestrictPublicBuckets: false, IgnorePublicAcls: false };
      return name === "partner-exchange-prod" || name === "portal-prod" ? null : blockAll;
    case "infrastructure":
    case "dev":
      return random.chance(0.5, "block", name) ? blockAll : null;
    default:
      return null;
  }
}
