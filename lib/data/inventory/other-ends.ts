import { pool } from "../pool";

/** A resource whose verdicts rest on the facts of another. */
export type OtherEnd = { id: number; accountId: number };

/** @returns the resources an edge leads from to this one: their verdicts rest on its facts */
export async function otherEnds(resourceId: number): Promise<OtherEnd[]> {
  const { rows } = await pool().query<OtherEnd>(
    `select r.id, r.account_id as "accountId" from edge e join resource r on r.id = e.from_id
     where e.to_id = $1 and r.retired_at is null`,
    [resourceId],
  );
  return rows;
}

/** @returns resources of other accounts whose verdicts rest on something in this one */
export async function endsElsewhere(accountId: number): Promise<OtherEnd[]> {
  const { rows } = await pool().query<OtherEnd>(
    `select distinct f.id, f.account_id as "accountId" from resource t
     join edge e on e.to_id = t.id join resource f on f.id = e.from_id and f.retired_at is null
     where t.account_id = $1 and f.account_id <> $1`,
    [accountId],
  );
  return rows;
}
