import { z } from "zod";
import { defineJob } from "./job";

/** Judges at most 200 resources of an account after a cursor, and hands on the rest. */
export const judgeAccount = defineJob({
  name: "judge-account",
  kind: "reader",
  payload: z.object({ scanId: z.int(), accountId: z.int(), after: z.int() }),
  concurrency: 2,
});
