import { momentOfReplayed } from "@/lib/data/replay";
import { inPast } from "@/lib/platform/clock";

/**
 * Does a job's work: as of the moment its scan is dated, where that scan is of a past that is replayed. Whichever worker
 * takes the job, and whatever else it does meanwhile.
 */
export async function inTimeOfScan<T>(payload: unknown, work: () => Promise<T>): Promise<T> {
  const scanId = typeof payload === "object" && payload !== null && "scanId" in payload ? payload.scanId : null;
  const at = typeof scanId === "number" ? await momentOfReplayed(scanId) : undefined;
  return at === undefined ? work() : inPast(at, work);
}
