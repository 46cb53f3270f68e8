import { z } from "zod";
import { defineJob } from "./job";

/** Reads the live state a change is about and computes the plan for it. Writes nothing to AWS. */
export const planChange = defineJob({
  name: "plan-change",
  kind: "remediator",
  payload: z.object({ changeId: z.int() }),
  concurrency: 2,
});
