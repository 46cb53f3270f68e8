import { z } from "zod";
import { findControl, slotOf } from "@/lib/controls/slots";
import { recordAudit } from "@/lib/data/audit";
import { insertChange, openChange } from "@/lib/data/change/steps";
import { isFailing } from "@/lib/data/finding/is-failing";
import { enqueue } from "@/lib/data/queue";
import { inTransaction } from "@/lib/data/transaction";
import { planChange } from "@/lib/jobs/plan-change";
import { now } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { authorizeResource } from "../access/authorize";
import { refuseWhileArriving } from "../replay/arriving";

export const RequestPlan = z.object({ controlId: z.string().max(100), resourceId: z.coerce.number().int().positive() });

/**
 * Asks the remediator for a plan that mends a failure: it reads the live state and computes the exact calls. Nothing is
 * written to AWS. A change that mends the same failure and is not over is returned instead of doubled.
 * @throws AppError `not_allowed`, `not_found`; `invalid` where nothing mends this control; `conflict` while another
 * change of the resource is under way
 */
export async function requestPlan(actor: Actor, input: z.input<typeof RequestPlan>): Promise<{ changeId: number }> {
  const { controlId, resourceId } = RequestPlan.parse(input);
  const { accountId, ouId } = await authorizeResource(actor, "change", resourceId);
  await refuseWhileArriving();
  const control = findControl(controlId);
  if (!control?.remediate) throw new AppError("invalid", "Breakwater knows no change that mends this control.");
  const { number } = slotOf(controlId);
  const at = now();
  return inTransaction(async (tx) => {
    await tx.lock("account", accountId);
    const standing = await openChange(tx, resourceId);
    if (standing?.controlId === number && standing.undoOf === null) return { changeId: standing.id };
    if (standing) throw new AppError("conflict", `Change ${standing.id} of this resource is not over yet.`);
    if (!(await isFailing(tx, resourceId, number))) {
      throw new AppError("stale", "This finding is no longer open. Look at the page again.");
    }
    const changeId = await insertChange(tx, {
      resourceId,
      controlId: number,
      accountId,
      remediation: controlId,
      undoOf: null,
      requestedBy: actor.id,
      at,
    });
    await enqueue(planChange, { changeId }, { tx });
    await recordAudit(tx, {
      at,
      actor: actor.id,
      action: "change.plan",
      target: `change/${changeId}`,
      ouId,
      after: { controlId, resourceId },
    });
    return { changeId };
  });
}
