import { readFault, readFaults } from "../faults/parse-faults";
import { Refused } from "../refused";
import type { Route } from "./route";

/** The faults in force. */
export const faultRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/faults",
    says: "the faults in force: how many calls each matched, and to how many it happened",
    answer: ({ faults }) => faults.list(),
  },
  {
    method: "POST",
    path: "/faults",
    says: "adds a fault, or a list of them: all, or none where one is wrong",
    answer({ faults }, { given }) {
      if (!Array.isArray(given)) return { id: faults.add(orRefused(readFault(given))) };
      return { ids: orRefused(readFaults(given)).map((fault) => faults.add(fault)) };
    },
  },
  {
    method: "DELETE",
    path: "/faults",
    says: "takes all faults away",
    answer({ faults }) {
      faults.remove();
      return {};
    },
  },
  {
    method: "DELETE",
    path: "/faults/:id",
    says: "takes one away; one that is over is away already",
    answer: ({ faults }, { params: { id = "" } }) => ({ removed: faults.remove(id) }),
  },
];

function orRefused<T>(read: T | string): T {
  if (typeof read === "string") throw new Refused(400, read);
  return read;
}
