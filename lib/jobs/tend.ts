import { z } from "zod";
import { defineJob } from "./job";

/** Every few minutes: ends waivers whose time is over, judges again what depends on time, folds what is left. */
export const tend = defineJob({
  name: "tend",
  kind: "reader",
  payload: z.object({}),
  concurrency: 1,
});
