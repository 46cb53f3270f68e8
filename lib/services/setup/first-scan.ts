import { prisma } from "@/lib/data/prisma";
import { findReplay } from "@/lib/data/replay";
import type { Actor } from "../access/actor";
import { authorize } from "../access/authorize";
import { startScan } from "../scans/start-scan";
import { saveSchedule } from "../schedules/save-schedule";

/**
 * On a new database: starts the first scan and makes a daily schedule. Later it does nothing. A past that is replayed
 * begins with a scan of its own, and ends with one of the present.
 * @returns the scan's id; null where there was one before
 */
export async function startFirstScan(actor: Actor): Promise<number | null> {
  authorize(actor, "administer");
  if ((await prisma.schedule.count()) === 0) {
    await saveSchedule(actor, { name: "Daily", cron: "0 3 * * *", timeZone: "UTC", enabled: true });
  }
  if (!(await isNew())) return null;
  return (await startScan(actor, { origin: "start" })).scanId;
}

/** @returns whether nothing was scanned and nothing is replayed yet */
export async function isNew(): Promise<boolean> {
  return (await prisma.scan.count()) === 0 && (await findReplay()) === undefined;
}
