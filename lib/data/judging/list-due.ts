import { pool } from "../pool";

/**
 * Resources with a verdict that was good until a moment that is over, the longest over first.
 * @returns at most `limit` of them, by account; empty when none is due
 */
export async function listDue(at: Date, limit: number): Promise<{ accountId: number; ids: number[] }[]> {
  const { rows } = await pool().query<{ accountId: number; ids: number[] }>(
    `select account_id as "accountId", array_agg(id) as ids from (
       select r.account_id, r.id from resource_state s join resource r on r.id = s.resource_id
       where s.judge_again_at <= $1 and r.retired_at is null order by s.judge_again_at limit $2
     ) due group by account_id`,
    [at, limit],
  );
  return rows;
}
