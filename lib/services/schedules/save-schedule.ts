import { z } from "zod";
import { recordAudit } from "@/lib/data/audit";
import { prisma } from "@/lib/data/prisma";
import { schedule, unschedule } from "@/lib/data/queue";
import { runSchedule } from "@/lib/jobs/run-schedule";
import { now } from "@/lib/platform/clock";
import { AppError, messageOf } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { authorize, authorizeOu } from "../access/authorize";
import { scheduleTimes } from "./schedule-times";

export const SaveSchedule = z.object({
  name: z.string().trim().min(1).max(60),
  cron: z.string().trim().max(200),
  timeZone: z.string().trim().max(100),
  enabled: z.boolean().default(true),
});

/**
 * Makes or replaces a schedule for full scans, in the database and in the queue.
 * @returns its id, and when it fires next; null where it is off
 * @throws AppError `invalid` for a cron expression or a zone nobody can read, `not_allowed` for whoever does not
 * administer the whole organization: that is what it scans
 */
export async function saveSchedule(
  actor: Actor,
  input: z.input<typeof SaveSchedule>,
): Promise<{ id: number; next: string | null }> {
  await authorizeOrganization(actor);
  const value = SaveSchedule.parse(input);
  const at = now();
  const times = scheduleTimes(value.cron, value.timeZone, at, 1);
  if (!times.ok) throw new AppError("invalid", times.message);
  const id = await prisma.$transaction(async (tx) => {
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
    return row.id;
  });
  return { id, next: value.enabled ? (times.next[0]?.toISOString() ?? null) : null };
}

/** A schedule belongs to the whole organization. Before that was read only the system can make one. */
async function authorizeOrganization(actor: Actor): Promise<void> {
  authorize(actor, "administer");
  const root = await prisma.ou.findFirst({ where: { parentId: null, retiredAt: null }, select: { id: true } });
  if (root) await authorizeOu(actor, "administer", root.id);
}

async function inQueue(id: number, { cron, timeZone, enabled }: z.output<typeof SaveSchedule>): Promise<void> {
  const key = `schedule-${id}`;
  try {
    if (enabled) await schedule(runSchedule, { scheduleId: id }, { cron, timeZone, key });
    else await unschedule(runSchedule, key);
  } catch (error) {
    throw new AppError("invalid", `That schedule cannot be read: ${messageOf(error)}`);
  }
}
