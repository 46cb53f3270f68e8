"use server";

import { action } from "@/app/_session/action";
import { CancelScan, cancelScan } from "@/lib/services/scans/cancel-scan";
import { RequestScan, startScan } from "@/lib/services/scans/start-scan";
import { SaveSchedule, saveSchedule } from "@/lib/services/schedules/save-schedule";

export const startScanAction = action(RequestScan, startScan);
export const cancelScanAction = action(CancelScan, cancelScan);
export const saveScheduleAction = action(SaveSchedule, saveSchedule);
