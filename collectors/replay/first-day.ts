import { setTimeout as wait } from "node:timers/promises";
import { noteReplayScan, type ReplayRow } from "@/lib/data/replay";
import { inPast } from "@/lib/platform/clock";
import { isOver } from "@/lib/services/hints/scan-account";
import { scanForReplay } from "@/lib/services/replay/scan-for-replay";

const lookEveryMs = 50;

/** Reads everything as of the beginning of the first day, through the jobs every scan goes through. */
export async function scanFirstDay({ at, scanId }: ReplayRow, signal: AbortSignal): Promise<void> {
  let current = scanId;
  if (current === null || !(await isGoing(current))) {
    current = await inPast(at, () => scanForReplay());
    await noteReplayScan(current);
  }
  await waitForScan(current, signal);
}

/** @throws Error for a scan that does not come to its end */
export async function waitForScan(scanId: number, signal: AbortSignal): Promise<void> {
  while (!(await isOver(scanId))) await wait(lookEveryMs, undefined, { signal });
}

/** @returns whether a scan is under way or came to its end: one that did not is begun anew */
async function isGoing(scanId: number): Promise<boolean> {
  return isOver(scanId).then(
    () => true,
    () => false,
  );
}
