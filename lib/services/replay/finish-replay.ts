import { recordAudit } from "@/lib/data/audit";
import { enqueue } from "@/lib/data/queue";
import { endReplay } from "@/lib/data/replay";
import { insertScan } from "@/lib/data/scan/plan";
import { inTransaction } from "@/lib/data/transaction";
import { discoverOrganization } from "@/lib/jobs/discover-organization";
import { present } from "@/lib/platform/clock";

const by = "system/replay";

/** Ends the past, and begins the present with a full scan: both or neither. Doing it again does nothing. */
export async function finishReplay(): Promise<void> {
  const at = present();
  await inTransaction(async (tx) => {
    if (!(await endReplay(tx, at))) return;
    const scanId = await insertScan(tx, { scope: "full", target: "", origin: "start", requestedBy: by, at });
    await enqueue(discoverOrganization, { scanId }, { tx });
    const after = { scope: "full", origin: "start" };
    await recordAudit(tx, { at, actor: by, action: "scan.start", target: `scan/${scanId}`, ouId: null, after });
  });
}
