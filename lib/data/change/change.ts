import { type ChangeState, Plan } from "@/lib/model/change";
import { pool } from "../pool";
import type { Tx } from "../transaction";
import { bumpVersion } from "../version";

/** A change as stored, with the names people know its parts by. */
export type ChangeRow = {
  id: number;
  state: ChangeState;
  remediation: string;
  resourceId: number;
  resourceName: string;
  resourceArn: string;
  resourceType: string;
  region: string | null;
  controlId: number;
  controlSlug: string;
  accountId: number;
  accountAwsId: string;
  accountName: string;
  ouId: number;
  undoOf: number | null;
  plan: Plan | null;
  liveState: string | null;
  requestedBy: string;
  requestedAt: Date;
  plannedAt: Date | null;
  approvedBy: string | null;
  approvedAt: Date | null;
  appliedAt: Date | null;
  verifiedAt: Date | null;
  endedAt: Date | null;
  windowMs: number | null;
  because: string | null;
};

const select = `
  select c.id, c.state, c.remediation, c.resource_id as "resourceId", r.name as "resourceName", r.arn as "resourceArn",
         r.type as "resourceType", r.region, c.control_id as "controlId", k.slug as "controlSlug",
         c.account_id as "accountId", a.aws_id as "accountAwsId", a.name as "accountName", a.ou_id as "ouId",
         c.undo_of as "undoOf", c.plan, c.live_state as "liveState",
         coalesce(p.name, c.requested_by) as "requestedBy", c.requested_at as "requestedAt", c.planned_at as "plannedAt",
         coalesce(q.name, c.approved_by) as "approvedBy", c.approved_at as "approvedAt", c.applied_at as "appliedAt",
         c.verified_at as "verifiedAt", c.ended_at as "endedAt", c.window_ms as "windowMs", c.because
  from change c
  join resource r on r.id = c.resource_id
  join control k on k.id = c.control_id
  join aws_account a on a.id = c.account_id
  left join auth.person p on p.id = c.requested_by
  left join auth.person q on q.id = c.approved_by`;

const parsed = (row: ChangeRow): ChangeRow => ({ ...row, plan: row.plan === null ? null : Plan.parse(row.plan) });

/** @returns undefined where there is none */
export async function findChange(changeId: number): Promise<ChangeRow | undefined> {
  const { rows } = await pool().query<ChangeRow>(`${select} where c.id = $1`, [changeId]);
  return rows[0] && parsed(rows[0]);
}

/** @returns the newest changes before an id, of accounts in a list or of all */
export async function changesBefore(options: {
  accountIds: readonly number[] | null;
  before: number | null;
  states: readonly string[] | null;
  limit: number;
}): Promise<ChangeRow[]> {
  const { rows } = await pool().query<ChangeRow>(
    `${select}
     where ($1::int[] is null or c.account_id = any($1)) and ($2::int is null or c.id < $2)
       and ($3::text[] is null or c.state = any($3))
     order by c.id desc limit $4`,
    [options.accountIds, options.before, options.states, options.limit],
  );
  return rows.map(parsed);
}

/** @returns the changes of one resource, newest first */
export async function changesOf(resourceId: number, limit: number): Promise<ChangeRow[]> {
  const { rows } = await pool().query<ChangeRow>(`${select} where c.resource_id = $1 order by c.id desc limit $2`, [
    resourceId,
    limit,
  ]);
  return rows.map(parsed);
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

/** @returns the id of a change of a resource that is not over; null where there is none */
export async function openChange(tx: Tx, resourceId: number): Promise<{ id: number; state: ChangeState } | null> {
  const [row] = await tx.query<{ id: number; state: ChangeState }>(
    `select id, state from change where resource_id = $1 and state in ('planned', 'approved', 'applying', 'verifying')
     order by id desc limit 1`,
    [resourceId],
  );
  return row ?? null;
}

/** Columns a step of a change writes, by our own names. */
export type ChangePatch = Partial<{
  plan: string;
  live_state: string;
  planned_at: Date;
  approved_by: string;
  approved_at: Date;
  applied_at: Date;
  verified_at: Date;
  ended_at: Date;
  window_ms: number;
  because: string | null;
}>;

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
