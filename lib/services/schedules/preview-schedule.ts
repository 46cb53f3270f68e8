import { z } from "zod";
import { now } from "@/lib/platform/clock";
import type { Actor } from "../access/actor";
import { authorize } from "../access/authorize";
import { type ScheduleTimes, scheduleTimes } from "./schedule-times";

export type { ScheduleTimes };

export const PreviewSchedule = z.object({ cron: z.string().max(200), timeZone: z.string().max(100) });

/** @returns when a schedule that is not saved yet would fire next, three times; or what cannot be read in it */
export async function previewSchedule(actor: Actor, input: z.infer<typeof PreviewSchedule>): Promise<ScheduleTimes> {
  authorize(actor, "read");
  return scheduleTimes(input.cron, input.timeZone, now(), 3);
}
