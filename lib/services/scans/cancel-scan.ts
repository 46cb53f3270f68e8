import { z } from "zod";
import { recordAudit } from "@/lib/data/audit";
import { endScan } from "@/lib/data/scan/plan";
import { inTransaction } from "@/lib/data/transaction";
import { now } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { refuseWhileArriving } from "../replay/arriving";
import { authorizeScan } from "./authorize-scan";

export const CancelScan = z.object({ scanId: z.coerce.number().int().positive() });

/**
 * Ends a scan that is under way. What was read is kept; jobs that are still waiting see it and do nothing.
 * @throws AppError `not_found` for one the actor may not read, `not_allowed` for one that looks at more than the actor
 * administers, `conflict` for one that is over, or while the past is arriving
 */
export async function cancelScan(actor: Actor, input: z.input<typeof CancelScan>): Promise<{ scanId: number }> {
  const { scanId } = CancelScan.parse(input);
  const { ouId } = await authorizeScan(actor, "administer", scanId);
  await refuseWhileArriving();
  const at = now();
  await inTransaction(async (tx) => {
    if (!(await endScan(tx, scanId, "cancelled", at, `${actor.name} cancelled it.`))) {
      throw new AppError("conflict", "That scan is over already.");
    }
    await recordAudit(tx, { at, actor: actor.id, action: "scan.cancel", target: `scan/${scanId}`, ouId });
  });
  return { scanId };
}
