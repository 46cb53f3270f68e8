import { z } from "zod";
import { recordAudit } from "@/lib/data/audit";
import { moveChange } from "@/lib/data/change/steps";
import { enqueue } from "@/lib/data/queue";
import { inTransaction } from "@/lib/data/transaction";
import { applyChange } from "@/lib/jobs/apply-change";
import { now } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { refuseWhileArriving } from "../replay/arriving";
import { authorizeChange } from "./authorize-change";

export const ConfirmChange = z.object({
  changeId: z.coerce.number().int().positive(),
  /** The live state of the plan that was shown: a plan that was computed anew since has another. */
  liveState: z.string().min(1).max(128),
});

/** A plan is for the state it was computed on; it is good for so long. */
const goodForMs = 60 * 60_000;

/**
 * Confirms the plan a person was shown. Until approvals exist, a remediator's confirmation is the approval, and is
 * recorded so. The remediator applies it only if the live state is still what was planned for.
 * @throws AppError `stale` for another plan than was shown or one too old; `conflict` for one that went on already
 */
export async function confirmChange(actor: Actor, input: z.input<typeof ConfirmChange>): Promise<{ changeId: number }> {
  const { changeId, liveState } = ConfirmChange.parse(input);
  const change = await authorizeChange(actor, "change", changeId);
  await refuseWhileArriving();
  const { ouId } = change;
  const at = now();
  if (!change.plan || !change.plannedAt || change.liveState !== liveState) {
    throw new AppError("stale", "The plan is another one now. Look at it again before you confirm.");
  }
  if (at.getTime() - change.plannedAt.getTime() > goodForMs) {
    await inTransaction(async (tx) => {
      const because = "The plan was more than an hour old.";
      if (!(await moveChange(tx, changeId, ["planned"], "expired", { ended_at: at, because }))) return;
      await recordAudit(tx, { at, actor: actor.id, action: "change.expire", target: `change/${changeId}`, ouId });
    });
    throw new AppError("stale", "The plan is more than an hour old. Ask for a new one.");
  }
  await inTransaction(async (tx) => {
    const moved = await moveChange(tx, changeId, ["planned"], "approved", { approved_by: actor.id, approved_at: at });
    if (!moved) throw new AppError("conflict", "Somebody confirmed or dropped this change already.");
    await enqueue(applyChange, { changeId }, { tx });
    await recordAudit(tx, {
      at,
      actor: actor.id,
      action: "change.confirm",
      target: `change/${changeId}`,
      ouId,
      after: { approval: "confirmation of the shown plan", plan: JSON.parse(JSON.stringify(change.plan)) },
    });
  });
  return { changeId };
}
