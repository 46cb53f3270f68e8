import type { Kind } from "../records";
import type { World } from "../world";
import { isOrganizationPlace, organizationPlace } from "./place";

/** The tags of an account, an OU, the root or a policy, by the id of that. */
export type OrganizationTags = { id: string; tags: Record<string, string> };

/** Accounts say what they are for, but sandboxes do not; OUs say who owns them. */
const organizationTags: Kind<OrganizationTags> = {
  name: "organization-tags",
  id: ({ id }) => id,
  derive(place) {
    const { world, account, region } = place;
    if (region !== world.homeRegion) return [];
    const plan = world.tree.purposes.get(account.id);
    const own =
      plan && plan.purpose !== "sandbox"
        ? [{ id: account.id, tags: { Purpose: plan.purpose, Team: plan.name.replace(/-(prod|dev)$/, "") } }]
        : [];
    if (!isOrganizationPlace(place)) return own;
    return [...own, ...world.tree.ous.map(({ id, name }) => ({ id, tags: { Owner: ownerOf(name) } }))];
  },
};

const ownerOf = (ou: string): string => (ou === "Security" ? "security" : "platform");

/** Those of an account are kept with it, the others with the organization. */
const placeOf = (world: World, id: string): [string, string] =>
  world.account(id) ? [id, world.homeRegion] : organizationPlace(world);

export const tagsOf = (world: World, id: string): Record<string, string> =>
  world.records.get(organizationTags, ...placeOf(world, id), id)?.tags ?? {};

export function setTags(world: World, id: string, tags: Record<string, string>): void {
  world.records.put(organizationTags, ...placeOf(world, id), { id, tags });
}
