import type { Kind, Place } from "./records";

/** An index of Resource Explorer: a region's own, or the one that gathers all regions of the account. */
export type ExplorerIndex = { id: string; type: "LOCAL" | "AGGREGATOR"; createdAt: string };

/** What is searched through; one of a region may be its default. */
export type ExplorerView = { name: string; id: string; isDefault: boolean; updatedAt: string };

/** Accounts with an index at all; the others never turned Resource Explorer on. */
const indexed = new Set(["management", "security", "infrastructure", "prod", "data-lake", "dev"]);

/** By region: an aggregator in the first for careful accounts, local ones only in development, none in sandboxes. */
export const explorerIndexes: Kind<ExplorerIndex> = {
  name: "explorer-index",
  id: ({ type }) => type,
  derive(place) {
    const { world, account, region } = place;
    const plan = world.tree.purposes.get(account.id);
    if (!plan || !indexed.has(plan.purpose) || !world.regionEnabled(account, region)) return [];
    const gathers = plan.purpose !== "dev" && region === world.regions[0];
    return [{ id: idOf(place, "index"), type: gathers ? "AGGREGATOR" : "LOCAL", createdAt: account.joinedAt }];
  },
};

export const explorerViews: Kind<ExplorerView> = {
  name: "explorer-view",
  id: ({ name }) => name,
  derive(place) {
    const [index] = explorerIndexes.derive(place);
    if (index?.type !== "AGGREGATOR") return [];
    return [{ name: "all-resources", id: idOf(place, "view"), isDefault: true, updatedAt: place.account.joinedAt }];
  },
};

/** Accounts whose index lost sight of their last bucket: deliberate, so that two counts differ and somebody has to ask why. */
export const losesABucket = ({ world, account }: Pick<Place, "world" | "account">): boolean =>
  world.tree.purposes.get(account.id)?.name === "billing-prod";

function idOf({ world, account, region }: Place, what: string): string {
  const hex = world.random.hex(32, "explorer", what, account.id, region);
  return [8, 13, 18, 23].reduce((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex);
}
