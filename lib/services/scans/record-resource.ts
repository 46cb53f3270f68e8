import { foldRollups } from "@/lib/data/ingest/fold-rollups";
import { recountGaps } from "@/lib/data/ingest/recount-gaps";
import { otherEnds } from "@/lib/data/inventory/other-ends";
import { resolveAccessPoints, resolveLogSources } from "@/lib/data/inventory/resolve-edges";
import { type ReadFacts, stageFacts } from "@/lib/data/inventory/stage-facts";
import { loadNamed } from "@/lib/data/judging/load-facts";
import { endScan } from "@/lib/data/scan/plan";
import { addTallies, lockScanAccount, scanOutcome, type Tally, updateScanAccount } from "@/lib/data/scan/progress";
import { inTransaction } from "@/lib/data/transaction";
import { now } from "@/lib/platform/clock";
import { judgeResources } from "../judging/judge-resources";

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

/** Keeps and judges one resource that was read again, and the resources whose verdicts rest on it. */
export async function recordResource(reading: ResourceReading): Promise<void> {
  const { accountId, at, origin, scanId, event, actor, change } = reading;
  const { resourceId } = reading.resource;
  const endsBefore = await otherEnds(resourceId);
  await stageFacts({ accountId, scanId, at, resources: [reading.resource] });
  await inTransaction(async (tx) => {
    await resolveLogSources(tx, [accountId]);
    await resolveAccessPoints(tx, [accountId]);
  });
  const common = { at, recordedAt: now(), origin, scanId, ...(event ? { event } : {}), ...(actor ? { actor } : {}) };
  await judgeResources({
    ...common,
    accountId,
    resources: await loadNamed(accountId, [resourceId]),
    ...(change
      ? { changes: change.controlIds.map((controlId) => ({ resourceId, controlId, changeId: change.changeId })) }
      : {}),
  });
  const dependants = Map.groupBy([...endsBefore, ...(await otherEnds(resourceId))], (end) => end.accountId);
  for (const [owner, ends] of dependants) {
    const resources = await loadNamed(owner, [...new Set(ends.map(({ id }) => id))]);
    await judgeResources({ ...common, accountId: owner, origin: "rejudge", resources });
  }
  await recountGaps(accountId, at);
  if (scanId !== null) await finish(scanId, accountId, reading.tallies ?? []);
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
