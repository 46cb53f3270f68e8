import { z } from "zod";
import { recordAudit } from "@/lib/data/audit";
import { insertChange, openChange } from "@/lib/data/change/steps";
import { enqueue } from "@/lib/data/queue";
import { inTransaction } from "@/lib/data/transaction";
import { planChange } from "@/lib/jobs/plan-change";
import { now } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { refuseWhileArriving } from "../replay/arriving";
import { authorizeChange } from "./authorize-change";

export const RequestUndo = z.object({ changeId: z.coerce.number().int().positive() });

/**
 * Asks for a plan that puts back exactly what was there before a change, "not configured" included.
 * @throws AppError `conflict` for a change that was not verified, was undone already, or while another is under way
 */
export async function requestUndo(actor: Actor, input: z.input<typeof RequestUndo>): Promise<{ changeId: number }> {
  const original = await authorizeChange(actor, "change", RequestUndo.parse(input).changeId);
  await refuseWhileArriving();
  if (original.state !== "verified" || original.undoOf !== null) {
    throw new AppError("conflict", "Only a change that was applied and verified can be undone, and only once.");
  }
  const at = now();
  return inTransaction(async (tx) => {
    await tx.lock("account", original.accountId);
    const standing = await openChange(tx, original.resourceId);
    if (standing?.undoOf === original.id) return { changeId: standing.id };
    if (standing) throw new AppError("conflict", `Change ${standing.id} of this resource is not over yet.`);
    const changeId = await insertChange(tx, {
      resourceId: original.resourceId,
      controlId: original.controlId,
      accountId: original.accountId,
      remediation: original.remediation,
      undoOf: original.id,
      requestedBy: actor.id,
      at,
    });
    await enqueue(planChange, { changeId }, { tx });
    await recordAudit(tx, {
      at,
      actor: actor.id,
      action: "change.undo",
      target: `change/${original.id}`,
      ouId: original.ouId,
      after: { changeId },
    });
    return { changeId };
  });
}
