import { z } from "zod";
import { defineJob } from "./job";

/** Applies an approved change, if the live state is still what was planned for, and verifies it. */
export const applyChange = defineJob({
  name: "apply-change",
  kind: "remediator",
  payload: z.object({ changeId: z.int() }),
  concurrency: 2,
  retries: 2,
});
