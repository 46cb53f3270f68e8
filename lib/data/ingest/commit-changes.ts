import { insertTogether } from "../rows";
import type { Tx } from "../transaction";
import { clockInsert, type LockedAccount } from "./account";
import type { Changes } from "./changes";
import { accountCounterInsert, deltaInsert, inventoryInsert, movementInsert } from "./write-counters";
import { closeFindings, findingInsert, updateFindings } from "./write-findings";
import { amendBaselines, type Provenance, stateChangeInsert } from "./write-state-changes";
import { removeUnknowns, unknownInsert } from "./write-unknowns";

/**
 * Writes what changed in one account, but for the states themselves.
 * @param date from `dateIn`; becomes the account's clock
 * @param by who closes what is closed: a person's id or `system/<job>`
 */
export async function commitChanges(
  tx: Tx,
  account: LockedAccount,
  changes: Changes,
  provenance: Provenance,
  date: Date,
  by: string,
): Promise<void> {
  const { accountId, ouId } = account;
  await amendBaselines(tx, changes.stateChanges, date, account.baseline);
  await closeFindings(tx, account, changes.closed, date, by);
  await updateFindings(tx, changes.updated);
  await removeUnknowns(tx, accountId, changes.known);
  const counts = changes.tally.counts();
  await insertTogether(tx, [
    stateChangeInsert(changes.stateChanges, provenance, date),
    findingInsert(accountId, changes.opened, date),
    unknownInsert(accountId, changes.unknown, date),
    movementInsert(account, changes.tally.movements(), date),
    accountCounterInsert(accountId, counts),
    deltaInsert(ouId, counts, date),
    inventoryInsert(accountId, changes.inventory),
    clockInsert(accountId, date),
  ]);
}
