import { recordAudit } from "@/lib/data/audit";
import { endsElsewhere } from "@/lib/data/inventory/other-ends";
import { enqueue } from "@/lib/data/queue";
import { beginCollecting, insertScan, insertScanAccounts, scanReading } from "@/lib/data/scan/plan";
import { scanStanding } from "@/lib/data/scan/standing";
import { inTransaction } from "@/lib/data/transaction";
import { collectAccount } from "@/lib/jobs/collect-account";
import { present, recording } from "@/lib/platform/clock";
import { judgeDependants, type Occasion } from "./judge-dependants";

const by = "system/hint";

/**
 * Has an account read in full: it is new, or lets us in again. One that is being read already is not read twice.
 * @returns the id of the scan
 */
export async function scanAccount(accountId: number, awsId: string, { at, event }: Occasion): Promise<number> {
  const origin = recording().replayed ? "replay" : "hint";
  return inTransaction(async (tx) => {
    await tx.lock("scan", 0);
    const running = await scanReading(tx, accountId);
    if (running !== null) return running;
    const scanId = await insertScan(tx, { scope: "account", target: awsId, origin, requestedBy: by, at });
    await insertScanAccounts(tx, scanId, [accountId]);
    await beginCollecting(tx, scanId, at);
    await enqueue(collectAccount, { scanId, accountId }, { tx });
    await recordAudit(tx, {
      at: present(),
      actor: by,
      action: "scan.start",
      target: `scan/${scanId}`,
      ouId: null,
      after: { scope: "account", target: awsId, origin, ...(event ? { event } : {}) },
    });
    return scanId;
  });
}

/** @returns whether a scan is over. @throws Error for one that did not come to its end: what it was for is still to do */
export async function isOver(scanId: number): Promise<boolean> {
  const standing = await scanStanding(scanId);
  if (!standing || ["failed", "cancelled"].includes(standing.state)) {
    throw new Error(`Scan ${scanId} did not come to its end: ${standing?.because ?? "it is not there."}`);
  }
  return ["complete", "partial"].includes(standing.state);
}

/** Judges what rests on an account that was read in full, in other accounts. */
export async function judgeAround(accountId: number, occasion: Occasion): Promise<void> {
  await judgeDependants(await endsElsewhere(accountId), occasion);
}
