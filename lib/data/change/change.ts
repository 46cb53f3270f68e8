import { type ChangeState, Plan } from "@/lib/model/change";
import { pool } from "../pool";

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
  /** Who it is made for, as AWS is told: the e-mail of who approved it, else of who asked. */
  sourceIdentity: string;
};

const select = `
  select c.id, c.state, c.remediation, c.resource_id as "resourceId", r.name as "resourceName", r.arn as "resourceArn",
         r.type as "resourceType", r.region, c.control_id as "controlId", k.slug as "controlSlug",
         c.account_id as "accountId", a.aws_id as "accountAwsId", a.name as "accountName", a.ou_id as "ouId",
         c.undo_of as "undoOf", c.plan, c.live_state as "liveState",
         coalesce(p.name, c.requested_by) as "requestedBy", c.requested_at as "requestedAt", c.planned_at as "plannedAt",
         coalesce(q.name, c.approved_by) as "approvedBy", c.approved_at as "approvedAt", c.applied_at as "appliedAt",
         c.verified_at as "verifiedAt", c.ended_at as "endedAt", c.window_ms as "windowMs", c.because,
         case when c.approved_by is null then coalesce(p.email, c.requested_by)
              else coalesce(q.email, c.approved_by) end as "sourceIdentity"
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

/** @returns how many changes are not over, of accounts in a list or of all */
export async function changesUnderWay(accountIds: readonly number[] | null): Promise<number> {
  const { rows } = await pool().query<{ n: number }>(
    `select count(*)::int as n from change
     where state in ('planned', 'approved', 'applying', 'verifying') and ($1::int[] is null or account_id = any($1))`,
    [accountIds],
  );
  return rows[0]?.n ?? 0;
}

/** @returns the changes of one resource, newest first */
export async function changesOf(resourceId: number, limit: number): Promise<ChangeRow[]> {
  const { rows } = await pool().query<ChangeRow>(`${select} where c.resource_id = $1 order by c.id desc limit $2`, [
    resourceId,
    limit,
  ]);
  return rows.map(parsed);
}
