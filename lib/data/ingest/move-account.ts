import { insertTogether } from "../rows";
import { inTransaction, type Tx } from "../transaction";
import { bumpVersion } from "../version";
import { clockInsert, dateIn, lockAccount } from "./account";
import { type CountedAs, counters, nowhere } from "./standing";
import { type CounterRow, Tally } from "./tally";
import { deltaInsert, movementInsert } from "./write-counters";

/** `at` is when it was noticed, or when it happened where that is known. */
export type AccountMove = { accountId: number; toOuId: number; at: Date; scanId: number | null };

/**
 * Moves an account to another OU: its verdicts leave the old one and everything above it, and enter the new one. What
 * was said of either before stays. The only way `aws_account.ou_id` changes.
 * @returns whether it was elsewhere before
 */
export async function moveAccount(move: AccountMove): Promise<boolean> {
  return inTransaction((tx) => moveIn(tx, move));
}

async function moveIn(tx: Tx, { accountId, toOuId, at, scanId }: AccountMove): Promise<boolean> {
  const account = await lockAccount(tx, accountId);
  if (account.ouId === toOuId) return false;
  const date = dateIn(account, at);

  const counts = await tx.query<CounterRow>(
    `select control_id as "controlId", severity, array[${counters.join(", ")}] as counts
     from rollup_account where account_id = $1 order by control_id, severity`,
    [accountId],
  );
  const left = new Tally();
  const entered = new Tally();
  for (const { controlId, severity, counts: row } of counts) {
    for (const [i, n] of row.entries()) {
      if (n === 0) continue;
      const here = { as: counters[i] as CountedAs, severity };
      left.add(controlId, here, nowhere, "account_moved", n);
      entered.add(controlId, nowhere, here, "account_moved", n);
    }
  }
  await insertTogether(tx, [
    movementInsert({ accountId, ouId: account.ouId }, left.movements(), date),
    movementInsert({ accountId, ouId: toOuId }, entered.movements(), date),
    deltaInsert(account.ouId, left.counts(), date),
    deltaInsert(toOuId, entered.counts(), date),
    clockInsert(accountId, date),
  ]);
  await tx.query("update aws_account set ou_id = $2 where id = $1", [accountId, toOuId]);
  await tx.query(
    "insert into account_move (account_id, from_ou_id, to_ou_id, at, scan_id) values ($1, $2, $3, $4, $5)",
    [accountId, account.ouId, toOuId, date, scanId],
  );
  await bumpVersion(tx, "posture");
  await bumpVersion(tx, "inventory");
  return true;
}
