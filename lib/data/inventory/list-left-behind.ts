import { pool } from "../pool";

/**
 * Resources of accounts that are out of the organization, which the inventory still holds.
 * @returns at most `limit` of them, by account; empty when none is left
 */
export async function listLeftBehind(at: Date, limit: number): Promise<{ accountId: number; ids: number[] }[]> {
  const { rows } = await pool().query<{ accountId: number; ids: number[] }>(
    `select account_id as "accountId", array_agg(id) as ids from (
       select r.account_id, r.id from resource r join aws_account a on a.id = r.account_id
       where a.retired_at is not null and r.retired_at is null and r.first_seen <= $1 order by r.id limit $2
     ) left_behind group by account_id`,
    [at, limit],
  );
  return rows;
}
