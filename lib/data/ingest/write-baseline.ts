import { type Day, monthOf } from "../day";
import { pool } from "../pool";
import { inTransaction, type Tx } from "../transaction";
import { lockAccount } from "./account";
import { ensurePartition } from "./ensure-partitions";

/**
 * Writes the verdicts of every resource as they were when a month began, account by account. Interrupted, it goes on
 * where it was; done, it does nothing. Baselines are written in the order of their months.
 * @param month any moment of the month
 * @param at when it is written, which is not before the month
 * @returns how many verdict vectors were written
 */
export async function writeBaseline(month: Date, at: Date): Promise<number> {
  const first = monthOf(month);
  if (at.toISOString() < first) throw new RangeError(`The month of ${first} has not begun.`);
  await ensurePartition("state_baseline", first);
  // From here on, what is learned late of the time before enters this baseline too: see writeStateChanges.
  const { rows: begun } = await pool().query<{ complete: boolean }>(
    `insert into baseline (month, begun_at) values ($1, $2) on conflict (month) do update set month = excluded.month
     returning complete_at is not null as complete`,
    [first, at],
  );
  if (begun[0]?.complete) return 0;

  const { rows: accounts } = await pool().query<{ id: number }>(
    "select distinct account_id as id from resource order by account_id",
  );
  let written = 0;
  for (const { id } of accounts) written += await inTransaction((tx) => writeAccount(tx, id, first));
  await pool().query("update baseline set complete_at = $2 where month = $1", [first, at]);
  return written;
}

/** The last change before the month; or, where there was none since the baseline before, what that one says. */
async function writeAccount(tx: Tx, accountId: number, month: Day): Promise<number> {
  await lockAccount(tx, accountId);
  const written = await tx.query(
    `with before as (select max(month) as month from baseline where month < $2 and complete_at is not null)
     insert into state_baseline (month, resource_id, verdicts, snapshot, ruleset_id, parameters_id)
     select $2, r.id, s.verdicts, s.snapshot, s.ruleset_id, s.parameters_id
     from resource r cross join before cross join lateral (
       select * from (
         (select verdicts, snapshot, ruleset_id, parameters_id
          from state_change c
          where c.resource_id = r.id and c.occurred_at < $3
            and c.occurred_at >= coalesce(before.month::timestamp at time zone 'UTC', '-infinity')
          order by c.occurred_at desc limit 1)
         union all
         (select verdicts, snapshot, ruleset_id, parameters_id
          from state_baseline b where b.month = before.month and b.resource_id = r.id)
       ) known limit 1
     ) s
     where r.account_id = $1 and s.verdicts is not null
     on conflict (month, resource_id) do nothing
     returning 1`,
    [accountId, month, `${month}T00:00:00Z`],
  );
  return written.length;
}
