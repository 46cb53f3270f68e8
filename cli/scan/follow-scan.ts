import { setTimeout as wait } from "node:timers/promises";
import { startWorker, type Worker } from "@/collectors/worker";
import type { Actor } from "@/lib/services/access/actor";
import { readStanding, type Standing } from "@/lib/services/scans/read-standing";
import { ProgressLine, say } from "../terminal";
import { progressLine } from "./progress";

const lookEveryMs = 400;
/** A worker that is not seen for so long is gone: a scan does not wait for one that will not come. */
const missedMs = 4000;

/**
 * Follows a scan to its end, telling on stderr where it stands. With no worker alive one works here, in this process.
 * @returns how it ended; or where it stands when the signal came: the next worker takes it up from there
 */
export async function followScan(actor: Actor, scanId: number, signal: AbortSignal): Promise<Standing> {
  let own: Worker | undefined;
  let seenAt = Date.now();
  let looked = false;
  const progress = new ProgressLine();
  try {
    for (;;) {
      const standing = await readStanding(actor, scanId);
      if (standing.over || signal.aborted) return standing;
      if (standing.readerAlive) seenAt = Date.now();
      const waited = Date.now() - seenAt;
      if (!own && !standing.readerAlive && (!looked || waited > missedMs)) {
        progress.end();
        say("No worker is alive: this process works on the scan itself.");
        own = await startWorker("reader");
      }
      looked = true;
      progress.show(progressLine({ ...standing, readerAlive: standing.readerAlive || own !== undefined }));
      await wait(lookEveryMs, undefined, { signal }).catch(() => {});
    }
  } finally {
    progress.end();
    await own?.stop();
  }
}
