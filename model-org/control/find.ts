import { Refused } from "../refused";
import type { Account, Bucket } from "../world/configuration";
import type { World } from "../world/world";

/** @returns an account by its id, its name, or its name without the company's. @throws Refused where there is none */
export function accountCalled({ tree: { accounts } }: World, called: string): Account {
  const found = accounts.find(({ id, name }) => id === called || name === called || name === `aldermoor-${called}`);
  if (!found) throw new Refused(404, "There is no such account.");
  return found;
}

/** @throws Refused where there is no bucket of that name */
export function bucketCalled(world: World, name: string): Bucket {
  const found = world.bucket(name);
  if (!found) throw new Refused(404, "There is no such bucket.");
  return found;
}

/** @throws Refused where the organization is not in that region */
export function regionCalled({ regions }: World, name: string): string {
  if (regions.includes(name)) return name;
  throw new Refused(404, `There is no region ${name} here: ${regions.join(", ")}.`);
}
