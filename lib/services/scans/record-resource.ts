import { foldRollups } from "@/lib/data/ingest/fold-rollups";
import { recountGaps } from "@/lib/data/ingest/recount-gaps";
import type { ReadFacts } from "@/lib/data/inventory/stage-facts";
import { endScan } from "@/lib/data/scan/plan";
import { addTallies, lockScanAccount, scanOutcome, type Tally, updateScanAccount } from "@/lib/data/scan/progress";
import { inTransaction } from "@/lib/data/transaction";
import { now } from "@/lib/platform/clock";
import { recordReading } from "../hints/record-reading";

export type ResourceReading = {
  accountId: number;
  resource: ReadFacts;
  /** When it was read. */
  at: Date;
  origin: "hint" | "change";
  scanId: number | null;
  tallies?: readonly Tally[];
  event?: string;
  actor?: string;
  /** The change of ours this reading verifies, and the controls it may have mended. */
  change?: { controlIds: readonly number[]; changeId: number };
};

/** Keeps and judges one resource that was read again, and the resources whose verdicts rest on it; ends its scan. */
export async function recordResource({ change, tallies, ...reading }: ResourceReading): Promise<void> {
  const { accountId, at, scanId } = reading;
  const { resourceId } = reading.resource;
  await recordReading({
    ...reading,
    ...(change
      ? { changes: change.controlIds.map((controlId) => ({ resourceId, controlId, changeId: change.changeId })) }
      : {}),
  });
  await recountGaps(accountId, at);
  if (scanId !== null) await finish(scanId, accountId, tallies ?? []);
  await foldRollups();
}

async function finish(scanId: number, accountId: number, tallies: readonly Tally[]): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await lockScanAccount(tx, scanId, accountId);
    if (!row || row.finishedAt !== null) return;
    await addTallies(tx, scanId, accountId, tallies);
    await updateScanAccount(tx, scanId, accountId, {
      state: "judged",
      resources: 1,
      collected: 1,
      judged: 1,
      started_at: row.startedAt ?? now(),
      finished_at: now(),
    });
    const outcome = await scanOutcome(tx, scanId);
    if (outcome) await endScan(tx, scanId, outcome, now(), null);
  });
}
