import { z } from "zod";
import { defineJob } from "./job";

/** Starts the scan a schedule asks for. */
export const runSchedule = defineJob({
  name: "run-schedule",
  kind: "reader",
  payload: z.object({ scheduleId: z.int() }),
  concurrency: 1,
});
