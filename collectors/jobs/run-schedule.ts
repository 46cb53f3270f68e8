import { runSchedule } from "@/lib/jobs/run-schedule";
import { log } from "@/lib/platform/log";
import { systemActor } from "@/lib/services/access/actor";
import { whyNotYet } from "@/lib/services/replay/arriving";
import { startScan } from "@/lib/services/scans/start-scan";
import { scheduleIsOn } from "@/lib/services/schedules/list-schedules";
import { defineHandler } from "../runtime/handler";

export default defineHandler({
  job: runSchedule,
  async handle({ scheduleId }) {
    // The past ends with a scan of the present.
    if (!(await scheduleIsOn(scheduleId)) || (await whyNotYet()) !== null) return;
    await startScan(systemActor("schedule"), { origin: "schedule" });
  },
  async lost(payload, error) {
    log().error({ ...payload, error }, "a scheduled scan could not be started");
  },
});
