import { accountsUnder } from "@/lib/data/account-scope";
import { countedScans } from "@/lib/data/scan/counted";
import type { Actor } from "../access/actor";
import { authorizeOu } from "../access/authorize";
import { toldUpTo } from "../replay/arriving";
import { type ScanState, type ScanView, viewScan } from "./view-scan";

export type ScanPage = {
  scans: ScanView[];
  /** What are under way, however many pages back. */
  running: ScanView[];
  next: number | null;
};

const pageSize = 25;
const mostRunning = 10;
const underWay: readonly ScanState[] = ["planned", "collecting", "judging"];

/**
 * Scans that touch an OU, the newest first, twenty-five at a time. Their sums are over the accounts under the OU.
 * @param before only scans with a lower id
 * @throws AppError `not_allowed` outside what the actor may read
 */
export async function listScans(actor: Actor, input: { ouId: number; before?: number }): Promise<ScanPage> {
  const { ouId, before } = input;
  await authorizeOu(actor, "read", ouId);
  const reach = { ouIds: [ouId], accounts: await accountsUnder([ouId]) };
  const [rows, running] = await Promise.all([
    countedScans(reach, { limit: pageSize + 1, ...(before === undefined ? {} : { before }) }),
    countedScans(reach, { limit: mostRunning, states: underWay }),
  ]);
  const shown = rows.slice(0, pageSize);
  const at = await toldUpTo();
  return {
    scans: shown.map((scan) => viewScan(scan, at)),
    running: running.map((scan) => viewScan(scan, at)),
    next: rows.length > pageSize ? (shown.at(-1)?.id ?? null) : null,
  };
}
