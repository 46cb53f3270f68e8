import { PgBoss } from "pg-boss";

/** Reads expressions as the queue does when it looks which schedules are due; it is never started. */
let reader: PgBoss | undefined;

/**
 * @param from the first firing is after it
 * @returns when a schedule fires next; fewer than asked for, down to none, where the times end
 * @throws Error for an expression or a zone the queue cannot read
 */
export function nextFirings(cron: string, timeZone: string, from: Date, count: number): Date[] {
  reader ??= new PgBoss({ connectionString: "postgresql://127.0.0.1/nothing" });
  return reader.previewSchedule(cron, { tz: timeZone, from, count });
}
