import { pool } from "../pool";

/** @returns the resources an edge leads from to this one: their verdicts rest on its facts */
export async function otherEnds(resourceId: number): Promise<{ id: number; accountId: number }[]> {
  const { rows } = await pool().query<{ id: number; accountId: number }>(
    `select r.id, r.account_id as "accountId" from edge e join resource r on r.id = e.from_id
     where e.to_id = $1 and r.retired_at is null`,
    [resourceId],
  );
  return rows;
}
