import { prisma } from "@/lib/data/prisma";
import type { Actor } from "../access/actor";
import { authorize } from "../access/authorize";

export type ScheduleRow = { id: number; name: string; cron: string; timeZone: string; enabled: boolean };

/** @returns every schedule, by name */
export async function listSchedules(actor: Actor): Promise<ScheduleRow[]> {
  authorize(actor, "read");
  return prisma.schedule.findMany({
    select: { id: true, name: true, cron: true, timeZone: true, enabled: true },
    orderBy: { name: "asc" },
  });
}

/** @returns whether a schedule is there and on: one that was switched off may still fire once */
export async function scheduleIsOn(scheduleId: number): Promise<boolean> {
  return (await prisma.schedule.count({ where: { id: scheduleId, enabled: true } })) > 0;
}
