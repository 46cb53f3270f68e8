import { recordAudit } from "@/lib/data/audit";
import { endScan } from "@/lib/data/scan/plan";
import { inTransaction } from "@/lib/data/transaction";
import { now } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { authorize } from "../access/authorize";

/**
 * Ends a scan that is under way. What was read is kept; jobs that are still waiting see it and do nothing.
 * @throws AppError `conflict` for one that is over
 */
export async function cancelScan(actor: Actor, input: { scanId: number }): Promise<void> {
  authorize(actor, "administer");
  const at = now();
  await inTransaction(async (tx) => {
    if (!(await endScan(tx, input.scanId, "cancelled", at, "It was cancelled."))) {
      throw new AppError("conflict", "That scan is over already.");
    }
    await recordAudit(tx, { at, actor: actor.id, action: "scan.cancel", target: `scan/${input.scanId}`, ouId: null });
  });
}
