import type { Ou } from "../configuration";
import type { Kind } from "../records";
import type { World } from "../world";
import { organizationPlace } from "./place";

/** An OU that calls made, renamed or, where `ou` is null, deleted. */
export type ChangedOu = { id: string; ou: Ou | null };

const changedOus: Kind<ChangedOu> = {
  name: "organizational-unit",
  id: ({ id }) => id,
  derive: () => [],
};

/** Makes an OU, puts another in its place, or takes it away. */
export function changeOu(world: World, id: string, ou: Ou | null): void {
  world.records.put(changedOus, ...organizationPlace(world), { id, ou });
  syncOus(world);
}

/** Brings the tree to what calls made of it: after a restart it is as the seed planted it. */
export function syncOus(world: World): void {
  const { ous } = world.tree;
  for (const { id, ou } of world.records.list(changedOus, ...organizationPlace(world))) {
    const at = ous.findIndex((one) => one.id === id);
    if (ou === null) {
      if (at >= 0) ous.splice(at, 1);
    } else if (at < 0) ous.push(ou);
    else ous[at] = ou;
  }
}
