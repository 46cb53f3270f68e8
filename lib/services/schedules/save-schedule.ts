import { z } from "zod";
import { recordAudit } from "@/lib/data/audit";
import { prisma } from "@/lib/data/prisma";
import { schedule, unschedule } from "@/lib/data/queue";
import { runSchedule } from "@/lib/jobs/run-schedule";
import { now } from "@/lib/platform/clock";
import { AppError, messageOf } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { authorize } from "../access/authorize";

const timeZones = new Set([...Intl.supportedValuesOf("timeZone"), "UTC"]);

export const SaveSchedule = z.object({
  name: z.string().trim().min(1).max(60),
  cron: z
    .string()
    .trim()
    .regex(/^\S+(\s+\S+){4}$/, "Write five fields: minute, hour, day of the month, month, day of the week."),
  timeZone: z.string().refine((zone) => timeZones.has(zone), "There is no such time zone."),
  enabled: z.boolean().default(true),
});

/**
 * Makes or replaces a schedule for full scans, in the database and in the queue.
 * @throws AppError `invalid` for a cron expression nobody can read
 */
export async function saveSchedule(actor: Actor, input: z.infer<typeof SaveSchedule>): Promise<{ id: number }> {
  authorize(actor, "administer");
  const value = SaveSchedule.parse(input);
  const at = now();
  return prisma.$transaction(async (tx) => {
    const before = await tx.schedule.findUnique({ where: { name: value.name } });
    const row = await tx.schedule.upsert({
      where: { name: value.name },
      create: { ...value, createdAt: at, createdBy: actor.id },
      update: value,
      select: { id: true },
    });
    await recordAudit(tx, {
      at,
      actor: actor.id,
      action: "schedule.save",
      target: `schedule/${row.id}`,
      ouId: null,
      ...(before ? { before: { cron: before.cron, timeZone: before.timeZone, enabled: before.enabled } } : {}),
      after: value,
    });
    await inQueue(row.id, value);
    return row;
  });
}

async function inQueue(id: number, { cron, timeZone, enabled }: z.infer<typeof SaveSchedule>): Promise<void> {
  const key = `schedule-${id}`;
  try {
    if (enabled) await schedule(runSchedule, { scheduleId: id }, { cron, timeZone, key });
    else await unschedule(runSchedule, key);
  } catch (error) {
    throw new AppError("invalid", `That schedule cannot be read: ${messageOf(error)}`);
  }
}
