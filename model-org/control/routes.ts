import { deeds } from "../play/deeds";
import { Refused } from "../refused";
import { accountRoutes } from "./account-routes";
import { bucketRoutes } from "./bucket-routes";
import { clockRoutes } from "./clock-routes";
import { faultRoutes } from "./fault-routes";
import { regionRoutes } from "./region-routes";
import type { Route } from "./route";
import { stateRoutes } from "./state-routes";

/** Everything the control API does. */
export const routes: readonly Route[] = [
  {
    method: "GET",
    path: "",
    says: "this list",
    answer: () => routes.map(({ method, path, says }) => ({ route: `${method} ${path || "/"}`, says })),
  },
  {
    method: "POST",
    path: "/play/:deed",
    says: `does what somebody in the organization may do, by a call that is an event: ${Object.keys(deeds).join(", ")}`,
    answer(stage, { params: { deed = "" }, given }) {
      const act = Object.hasOwn(deeds, deed) ? deeds[deed] : undefined;
      if (!act) throw new Refused(404, `There is no such deed: ${Object.keys(deeds).join(", ")}.`);
      return act(stage, given);
    },
  },
  ...stateRoutes,
  ...clockRoutes,
  ...accountRoutes,
  ...bucketRoutes,
  ...regionRoutes,
  ...faultRoutes,
];
