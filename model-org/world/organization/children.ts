import type { Account } from "../configuration";
import type { Kind } from "../records";
import type { World } from "../world";
import { isOrganizationPlace, organizationPlace } from "./place";

/** The accounts directly under a root or OU, and how many the organization had when they were counted. */
type Children = { parentId: string; accountIds: string[]; of: number };

/** An index, forgotten by the records whenever an account changes. Nothing of it is ever stored. */
const children: Kind<Children> = {
  name: "organization-children",
  id: ({ parentId }) => parentId,
  derive(place) {
    if (!isOrganizationPlace(place)) return [];
    const { accounts } = place.world.tree;
    const byParent = Map.groupBy(accounts, ({ ouId }) => ouId);
    // The root always has an entry, so that a count is there to compare.
    if (!byParent.has(place.world.tree.rootId)) byParent.set(place.world.tree.rootId, []);
    return [...byParent].map(([parentId, found]) => ({
      parentId,
      accountIds: found.map(({ id }) => id),
      of: accounts.length,
    }));
  },
};

/** @returns the ids of the accounts directly under a root or OU, in the organization's order */
export function accountIdsUnder(world: World, parentId: string): readonly string[] {
  const at = (id: string) => world.records.get(children, ...organizationPlace(world), id);
  // An account that joins does not make the records forget.
  if (at(world.tree.rootId)?.of !== world.tree.accounts.length) world.records.forget();
  return at(parentId)?.accountIds ?? [];
}

/** @returns the accounts of a list of ids */
export const accountsOf = (world: World, ids: readonly string[]): Account[] =>
  ids.flatMap((id) => world.account(id) ?? []);
