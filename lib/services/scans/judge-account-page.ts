import { foldRollups } from "@/lib/data/ingest/fold-rollups";
import { recountGaps } from "@/lib/data/ingest/recount-gaps";
import { resolveAccessPoints, resolveLogSources } from "@/lib/data/inventory/resolve-edges";
import { loadResources } from "@/lib/data/judging/load-facts";
import { enqueue } from "@/lib/data/queue";
import { endScan } from "@/lib/data/scan/plan";
import { addProgress, lockScanAccount, scanOutcome, updateScanAccount } from "@/lib/data/scan/progress";
import { inTransaction } from "@/lib/data/transaction";
import { judgeAccount } from "@/lib/jobs/judge-account";
import { now, recording } from "@/lib/platform/clock";
import { judgeResources } from "../judging/judge-resources";

const pageSize = 200;

/**
 * Judges the next resources of an account of a scan and hands on the rest; with none left the account is finished, and
 * with the last account the scan. Doing a page twice is doing it once.
 */
export async function judgeAccountPage(input: { scanId: number; accountId: number; after: number }): Promise<void> {
  const { scanId, accountId, after } = input;
  const began = await inTransaction(async (tx) => {
    const row = await lockScanAccount(tx, scanId, accountId);
    if (row?.scanState !== "judging" || row.finishedAt !== null || row.judgeCursor !== after) return null;
    if (after === 0) {
      await resolveLogSources(tx, [accountId]);
      await resolveAccessPoints(tx, [accountId]);
    }
    return row.startedAt;
  });
  if (began === null) return;

  const resources = await loadResources(accountId, after, pageSize);
  await judgeResources({ accountId, resources, at: began, ...recording(), origin: "scan", scanId });
  const last = resources.at(-1)?.id;
  const more = last !== undefined && resources.length === pageSize;
  if (!more) await recountGaps(accountId, began);
  await inTransaction(async (tx) => {
    const row = await lockScanAccount(tx, scanId, accountId);
    if (!row || row.judgeCursor !== after || row.finishedAt !== null) return;
    await addProgress(tx, scanId, accountId, { judged: resources.length });
    if (more) {
      await updateScanAccount(tx, scanId, accountId, { judge_cursor: last });
      await enqueue(judgeAccount, { scanId, accountId, after: last }, { tx });
      return;
    }
    await updateScanAccount(tx, scanId, accountId, {
      finished_at: now(),
      ...(row.state === "unreachable" ? {} : { state: "judged" }),
    });
    const outcome = await scanOutcome(tx, scanId);
    if (outcome) await endScan(tx, scanId, outcome, now(), null);
  });
  await foldRollups();
}
