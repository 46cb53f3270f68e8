import { prisma } from "@/lib/data/prisma";
import { now } from "@/lib/platform/clock";
import type { Actor } from "../access/actor";
import { authorize } from "../access/authorize";
import { scheduleTimes } from "./schedule-times";

export type ScheduleRow = {
  id: number;
  name: string;
  cron: string;
  timeZone: string;
  enabled: boolean;
  /** When it starts its next scan; null while it is off. */
  next: Date | null;
};

/** @returns every schedule, by name */
export async function listSchedules(actor: Actor): Promise<ScheduleRow[]> {
  authorize(actor, "read");
  const rows = await prisma.schedule.findMany({
    select: { id: true, name: true, cron: true, timeZone: true, enabled: true },
    orderBy: { name: "asc" },
  });
  const at = now();
  return rows.map((row) => {
    const times = scheduleTimes(row.cron, row.timeZone, at, 1);
    return { ...row, next: (row.enabled && times.ok && times.next[0]) || null };
  });
}

/** @returns whether a schedule is there and on: one that was switched off may still fire once */
export async function scheduleIsOn(scheduleId: number): Promise<boolean> {
  return (await prisma.schedule.count({ where: { id: scheduleId, enabled: true } })) > 0;
}
