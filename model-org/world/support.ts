import type { Account } from "./configuration";
import type { Kind, Place } from "./records";
import type { World } from "./world";

/** Accounts that pay for support. Without a plan AWS answers neither Support, Trusted Advisor nor Health. */
export function hasSupportPlan(world: World, account: Account): boolean {
  const plan = world.tree.purposes.get(account.id);
  // The acquired accounts came without; nobody signed up the careers site.
  if (plan?.name === "web-careers" || plan?.name.startsWith("northgate")) return false;
  return plan?.purpose !== "dev" && plan?.purpose !== "sandbox" && plan?.purpose !== "closed";
}

/** A run of a check somebody asked for. */
export type Refresh = { checkId: string; at: string };

/** Nobody asked before the world began. */
export const refreshes: Kind<Refresh> = {
  name: "trusted-advisor-refresh",
  id: ({ checkId }) => checkId,
  derive: () => [],
};

const day = 86_400_000;

/** How long a run takes. */
export const refreshMs = 5_000;

/** @returns when a check last ran in an account: every day at a time of its own, and when somebody asked */
export function lastRun({ world, account }: Pick<Place, "world" | "account">, checkId: string): Date {
  const now = world.clock.now().getTime();
  const offset = world.random.below(day, "trusted-advisor", account.id);
  const daily = Math.floor((now - offset) / day) * day + offset;
  const asked = world.records.get(refreshes, account.id, world.homeRegion, checkId);
  const done = asked ? Date.parse(asked.at) + refreshMs : 0;
  return new Date(done <= now ? Math.max(daily, done) : daily);
}
