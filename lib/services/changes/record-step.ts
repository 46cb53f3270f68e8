import { recordAudit } from "@/lib/data/audit";
import type { ChangeRow } from "@/lib/data/change/change";
import { keepPlan, moveChange } from "@/lib/data/change/steps";
import { inTransaction } from "@/lib/data/transaction";
import type { ChangeState, Plan } from "@/lib/model/change";
import { now } from "@/lib/platform/clock";
import { liveStateOf } from "./plan-remediation";

const remediator = "system/remediator";

/** Keeps the plan the remediator computed, for a person to confirm. */
export async function recordPlan(change: ChangeRow, plan: Plan): Promise<void> {
  await inTransaction((tx) => keepPlan(tx, change.id, plan, liveStateOf(plan.before), now()));
}

/** @returns whether this caller may write: false where another worker went on with it */
export async function beginApplying(change: ChangeRow): Promise<boolean> {
  return inTransaction((tx) => moveChange(tx, change.id, ["approved", "applying"], "applying"));
}

/**
 * Notes that AWS took the write.
 * @param windowMs how long it could have been changed unseen; null where the worker that knew was killed
 */
export async function recordApplied(change: ChangeRow, windowMs: number | null): Promise<void> {
  const at = now();
  const patch = { applied_at: at, ...(windowMs === null ? {} : { window_ms: Math.round(windowMs) }) };
  await inTransaction(async (tx) => {
    if (!(await moveChange(tx, change.id, ["applying"], "verifying", patch))) return;
    await recordAudit(tx, {
      at,
      actor: remediator,
      action: "change.apply",
      target: `change/${change.id}`,
      ouId: change.ouId,
      after: { windowMs: patch.window_ms ?? null },
    });
  });
}

/** Ends a change. An undo that was verified ends the change it takes back too. */
export async function endChange(
  change: ChangeRow,
  state: Extract<ChangeState, "verified" | "failed" | "contested" | "expired">,
  because: string | null,
): Promise<void> {
  const at = now();
  await inTransaction(async (tx) => {
    const moved = await moveChange(tx, change.id, ["planned", "approved", "applying", "verifying"], state, {
      ended_at: at,
      because,
      ...(state === "verified" ? { verified_at: at } : {}),
    });
    if (!moved) return;
    if (state === "verified" && change.undoOf !== null) {
      await moveChange(tx, change.undoOf, ["verified"], "undone", { because: `Undone by change ${change.id}.` });
    }
    await recordAudit(tx, {
      at,
      actor: remediator,
      action: `change.${state}`,
      target: `change/${change.id}`,
      ouId: change.ouId,
      ...(because ? { after: { because } } : {}),
    });
  });
}
