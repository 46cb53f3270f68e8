import type { Tx } from "../transaction";
import { advanceClock, type LockedAccount } from "./account";
import type { Changes } from "./changes";
import { writeAccountCounters, writeDeltas, writeInventory, writeMovements } from "./write-counters";
import { closeFindings, openFindings, updateFindings } from "./write-findings";
import { type Provenance, writeStateChanges } from "./write-state-changes";
import { writeUnknowns } from "./write-unknowns";

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
  await writeStateChanges(tx, changes.stateChanges, provenance, date, account.baseline);
  await closeFindings(tx, account, changes.closed, date, by);
  await updateFindings(tx, changes.updated);
  await openFindings(tx, accountId, changes.opened, date);
  await writeUnknowns(tx, accountId, changes.unknown, changes.known, date);
  const counts = changes.tally.counts();
  await writeMovements(tx, account, changes.tally.movements(), date);
  await writeAccountCounters(tx, accountId, counts);
  await writeDeltas(tx, ouId, counts, date);
  await writeInventory(tx, accountId, changes.inventory);
  await advanceClock(tx, accountId, date);
}
