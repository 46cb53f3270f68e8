import { z } from "zod";
import { defineJob } from "./job";

/** Judges the stored facts of an account again, without AWS: a control, a parameter or a shared fact changed. */
export const rejudge = defineJob({
  name: "rejudge",
  kind: "reader",
  payload: z.object({
    accountId: z.int(),
    after: z.int().default(0),
    because: z.enum(["control_changed", "parameter_changed", "time"]).optional(),
  }),
  concurrency: 2,
});
