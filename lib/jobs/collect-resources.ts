import { z } from "zod";
import { defineJob } from "./job";

/** Reads the facts of at most 200 resources after a cursor, and hands on the rest. */
export const collectResources = defineJob({
  name: "collect-resources",
  kind: "reader",
  payload: z.object({ scanId: z.int(), accountId: z.int(), after: z.int() }),
  concurrency: 6,
});
