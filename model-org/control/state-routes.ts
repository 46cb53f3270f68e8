import { isBroken } from "../play/regions";
import type { Route } from "./route";

/** What there is, as a whole, and the calls that were made. */
export const stateRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/state",
    says: "the organization as a whole",
    answer: ({ world, faults }) => ({
      regions: world.regions.map((name) => ({ name, broken: isBroken(faults, name) })),
      seed: world.options.seed,
      accounts: world.tree.accounts.map(({ id, name, state, roles }) => ({ id, name, state, roles })),
      buckets: world.bucketCount,
      faults: faults.list().length,
    }),
  },
  {
    method: "GET",
    path: "/calls",
    says: "how often each operation was called, by its status; 0 is a connection that was cut",
    answer: ({ calls }) => Object.fromEntries(calls),
  },
  {
    method: "DELETE",
    path: "/calls",
    says: "counts from nothing again",
    answer: ({ calls }) => {
      calls.clear();
      return {};
    },
  },
];
