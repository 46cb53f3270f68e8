import type { ChangeState, Plan } from "@/lib/model/change";
import { inTransaction, type Tx } from "../transaction";
import { bumpVersion } from "../version";

/**
 * Runs `work` as the only one that changes a resource; waits while another worker does. A worker that dies lets go: the
 * lock is its connection's.
 */
export function aloneWith<T>(resourceId: number, work: () => Promise<T>): Promise<T> {
  return inTransaction(async (tx) => {
    await tx.lock("change", resourceId);
    return work();
  });
}

export type NewChange = {
  resourceId: number;
  controlId: number;
  accountId: number;
  remediation: string;
  undoOf: number | null;
  requestedBy: string;
  at: Date;
};

/** @returns the id */
export async function insertChange(tx: Tx, change: NewChange): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    `insert into change (resource_id, control_id, account_id, remediation, state, undo_of, requested_by, requested_at)
     values ($1, $2, $3, $4, 'planned', $5, $6, $7) returning id`,
    [
      change.resourceId,
      change.controlId,
      change.accountId,
      change.remediation,
      change.undoOf,
      change.requestedBy,
      change.at,
    ],
  );
  await bumpVersion(tx, "change");
  return row?.id as number;
}

/** A change that is not over: which it is, what it mends, and for an undo what it takes back. */
export type OpenChange = { id: number; controlId: number; undoOf: number | null };

/** @returns the change of a resource that is not over; null where there is none */
export async function openChange(tx: Tx, resourceId: number): Promise<OpenChange | null> {
  const [row] = await tx.query<OpenChange>(
    `select id, control_id as "controlId", undo_of as "undoOf" from change
     where resource_id = $1 and state in ('planned', 'approved', 'applying', 'verifying') order by id desc limit 1`,
    [resourceId],
  );
  return row ?? null;
}

/** Columns a step of a change writes, by our own names. */
export type ChangePatch = Partial<{
  approved_by: string;
  approved_at: Date;
  applied_at: Date;
  verified_at: Date;
  ended_at: Date;
  window_ms: number;
  because: string | null;
}>;

/** Keeps the plan of a change, once: the plan somebody was shown is the only one there ever is. */
export async function keepPlan(tx: Tx, changeId: number, plan: Plan, liveState: string, at: Date): Promise<void> {
  const rows = await tx.query(
    `update change set plan = $2, live_state = $3, planned_at = $4
     where id = $1 and state = 'planned' and plan is null returning id`,
    [changeId, JSON.stringify(plan), liveState, at],
  );
  if (rows.length > 0) await bumpVersion(tx, "change");
}

/**
 * Moves a change on, if it still is where it was thought to be.
 * @returns whether it was: the loser of a race does nothing
 */
export async function moveChange(
  tx: Tx,
  changeId: number,
  from: readonly ChangeState[],
  to: ChangeState,
  patch: ChangePatch = {},
): Promise<boolean> {
  const columns = Object.keys(patch);
  const set = ["state = $2", ...columns.map((name, i) => `${name} = $${i + 4}`)].join(", ");
  const rows = await tx.query(`update change set ${set} where id = $1 and state = any($3) returning id`, [
    changeId,
    to,
    from,
    ...Object.values(patch),
  ]);
  if (rows.length > 0) await bumpVersion(tx, "change");
  return rows.length > 0;
}
