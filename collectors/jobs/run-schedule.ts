import { runSchedule } from "@/lib/jobs/run-schedule";
import { log } from "@/lib/platform/log";
import { systemActor } from "@/lib/services/access/actor";
import { startScan } from "@/lib/services/scans/start-scan";
import { scheduleIsOn } from "@/lib/services/schedules/list-schedules";
import { defineHandler } from "../runtime/handler";

export default defineHandler({
  job: runSchedule,
  async handle({ scheduleId }) {
    if (!(await scheduleIsOn(scheduleId))) return;
    await startScan(systemActor("schedule"), { origin: "schedule" });
  },
  async lost(payload, error) {
    log().error({ ...payload, error }, "a scheduled scan could not be started");
  },
});
