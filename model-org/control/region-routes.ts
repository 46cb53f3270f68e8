import { z } from "zod";
import { breakRegion, isBroken, mendRegion } from "../play/regions";
import { regionCalled } from "./find";
import type { Route } from "./route";

const Broken = z.object({ broken: z.boolean({ error: "Say whether it is broken: true or false." }) });

/** The regions of the organization. */
export const regionRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/regions",
    says: "the regions, which are opt-in, and which are broken",
    answer: ({ world, faults }) =>
      world.regions.map((name) => ({
        name,
        optIn: world.seed.optInRegions.includes(name),
        broken: isBroken(faults, name),
      })),
  },
  {
    method: "POST",
    path: "/regions/:name",
    says: "cuts every connection to S3 in a region, or mends it: {broken}",
    answer({ world, faults }, { params: { name = "" }, given }) {
      const region = regionCalled(world, name);
      const { broken } = Broken.parse(given);
      if (broken) breakRegion(faults, region);
      else mendRegion(faults, region);
      return { name: region, broken };
    },
  },
];
