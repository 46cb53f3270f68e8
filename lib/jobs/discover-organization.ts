import { z } from "zod";
import { defineJob } from "./job";

/** Reads the tree, the policies and the accounts of the organization, and hands every account to be collected. */
export const discoverOrganization = defineJob({
  name: "discover-organization",
  kind: "reader",
  payload: z.object({ scanId: z.int() }),
  concurrency: 1,
});
