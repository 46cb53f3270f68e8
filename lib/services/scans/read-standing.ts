import { liveWorkers } from "@/lib/data/live-workers";
import { lostAccounts, type ScanStanding, scanStanding } from "@/lib/data/scan/standing";
import { AppError } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { authorize } from "../access/authorize";

const over = new Set(["complete", "partial", "failed", "cancelled"]);

export type Standing = ScanStanding & {
  over: boolean;
  /** Whether a worker is there to take it further. */
  readerAlive: boolean;
};

/** @returns where a scan stands. @throws AppError `not_found` for one nobody planned */
export async function readStanding(actor: Actor, scanId: number): Promise<Standing> {
  authorize(actor, "administer");
  const [standing, workers] = await Promise.all([scanStanding(scanId), liveWorkers()]);
  if (!standing) throw new AppError("not_found", `There is no scan ${scanId}.`);
  return { ...standing, over: over.has(standing.state), readerAlive: workers.has("reader") };
}

/** @returns the accounts a scan could not read, with the reason in words */
export async function listLostAccounts(
  actor: Actor,
  scanId: number,
): Promise<{ awsId: string; name: string; because: string }[]> {
  authorize(actor, "administer");
  return lostAccounts(scanId);
}
