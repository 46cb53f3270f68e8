import type { Criterion } from "@aws-sdk/client-accessanalyzer";
import type { Kind, Place } from "./records";

export type AnalyzerType = "ACCOUNT" | "ORGANIZATION" | "ACCOUNT_UNUSED_ACCESS" | "ORGANIZATION_UNUSED_ACCESS";

export type ArchiveRule = {
  name: string;
  filter: Record<string, Criterion>;
  createdAt: string;
  /** Whether it was applied to findings from before it, too. */
  applied: boolean;
};

/** An analyzer of an account and region. */
export type Analyzer = {
  name: string;
  type: AnalyzerType;
  status: "ACTIVE" | "CREATING" | "DISABLED" | "FAILED";
  createdAt: string;
  rules: ArchiveRule[];
  tags: Record<string, string>;
  /** Days after which access counts as unused. */
  unusedAfter?: number;
};

export const analyzerArn = ({ world, account, region }: Place, { name }: Pick<Analyzer, "name">): string =>
  `arn:${world.partition}:access-analyzer:${region}:${account.id}:analyzer/${name}`;

/** Access Analyzer's analyzers: the organization's with the delegated administrator, and accounts' own. */
export const analyzers: Kind<Analyzer> = {
  name: "analyzer",
  id: ({ name }) => name,
  derive(place) {
    const { world, account, region } = place;
    if (!world.regionEnabled(account, region)) return [];
    const made = (name: string, type: AnalyzerType, more: Partial<Analyzer> = {}): Analyzer => ({
      name,
      type,
      status: "ACTIVE",
      createdAt: new Date(Date.UTC(2023, world.random.below(30, "analyzer", account.id, region), 4)).toISOString(),
      rules: [],
      tags: {},
      ...more,
    });
    if (account.id === world.hubAccountId) {
      // The last region was opened later, and nobody thought of the analyzer.
      if (region === world.regions.at(-1) && world.regions.length > 1) return [];
      const external = made("organization", "ORGANIZATION", { rules: rulesOf(place) });
      const unused = made("organization-unused", "ORGANIZATION_UNUSED_ACCESS", { unusedAfter: 90 });
      return region === world.regions[0] ? [external, unused] : [external];
    }
    const plan = world.tree.purposes.get(account.id);
    const draw = world.random.of("analyzer", account.id, region);
    switch (plan?.purpose) {
      case "closed":
      case "sandbox":
        return [];
      case "dev":
        return draw < 0.35
          ? [made("account", "ACCOUNT")]
          : draw < 0.4
            ? [made("account", "ACCOUNT", { status: "FAILED" })]
            : [];
      case "web":
        return plan.name === "web-campaigns" ? [] : [made("account", "ACCOUNT")];
      case "data-lake":
        return [made("account", "ACCOUNT"), made("unused", "ACCOUNT_UNUSED_ACCESS", { unusedAfter: 90 })];
      default:
        return plan?.name.startsWith("northgate") ? [] : [made("account", "ACCOUNT")];
    }
  },
};

/** Websites are public because they are websites. */
function rulesOf({ world }: Place): ArchiveRule[] {
  const web = world.tree.accounts
    .filter(({ id }) => world.tree.purposes.get(id)?.purpose === "web")
    .map(({ id }) => id);
  if (web.length === 0) return [];
  return [
    {
      name: "web-hosting",
      filter: { resourceOwnerAccount: { eq: web }, isPublic: { eq: ["true"] } },
      createdAt: "2024-02-12T09:00:00.000Z",
      applied: true,
    },
  ];
}
