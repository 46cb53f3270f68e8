import { z } from "zod";
import { defineJob } from "./job";

/** Lists what is in an account and reads the account's own facts. */
export const collectAccount = defineJob({
  name: "collect-account",
  kind: "reader",
  payload: z.object({ scanId: z.int(), accountId: z.int() }),
  concurrency: 6,
});
