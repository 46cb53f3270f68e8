import { recordAudit } from "@/lib/data/audit";
import { enqueue } from "@/lib/data/queue";
import { insertScan, unfinishedScan } from "@/lib/data/scan/plan";
import { inTransaction } from "@/lib/data/transaction";
import { discoverOrganization } from "@/lib/jobs/discover-organization";
import { now, present } from "@/lib/platform/clock";

const by = "system/replay";

/**
 * Plans the full scan a replay begins with, dated when it is done; its jobs are done as of then. One that is under way
 * is joined.
 * @returns its id
 */
export async function scanForReplay(): Promise<number> {
  return inTransaction(async (tx) => {
    await tx.lock("scan", 0);
    const running = await unfinishedScan(tx, "full", "");
    if (running !== null) return running;
    const scanId = await insertScan(tx, { scope: "full", target: "", origin: "replay", requestedBy: by, at: now() });
    await enqueue(discoverOrganization, { scanId }, { tx });
    await recordAudit(tx, {
      at: present(),
      actor: by,
      action: "scan.start",
      target: `scan/${scanId}`,
      ouId: null,
      after: { scope: "full", origin: "replay", dated: now().toISOString() },
    });
    return scanId;
  });
}
