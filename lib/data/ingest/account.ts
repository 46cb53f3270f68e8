import type { Day } from "../day";
import { pool } from "../pool";
import type { Insert } from "../rows";
import type { Tx } from "../transaction";
import { bySlot, type ControlsBySlot, readControls } from "./controls-in-use";

/** An account as it stands under its lock. */
export type LockedAccount = {
  accountId: number;
  /** The OU it is in now. */
  ouId: number;
  /** When the last change committed for it is dated. */
  clock: Date | null;
  /** The newest month a baseline was begun for. */
  baseline: Day | null;
  controls: ControlsBySlot;
};

/**
 * Waits for the account and holds it until the transaction ends: verdicts, findings and counters of one account
 * change one transaction at a time. The set of controls stays as it is meanwhile.
 * @throws Error for an account nobody knows
 */
export async function lockAccount(tx: Tx, accountId: number): Promise<LockedAccount> {
  await tx.lockAll(["controls", 0, "shared"], ["account", accountId]);
  const [row] = await tx.query<{ ou_id: number; clock: Date | null; baseline: Day | null; controls: number }>(
    `select a.ou_id, c.at as clock, (select max(month) from baseline) as baseline,
            (select value from version where name = 'control') as controls
     from aws_account a left join account_clock c on c.account_id = a.id
     where a.id = $1`,
    [accountId],
  );
  if (!row) throw new Error(`There is no account ${accountId}.`);
  const controls = await controlsAt(tx, row.controls);
  return { accountId, ouId: row.ou_id, clock: row.clock, baseline: row.baseline, controls };
}

const cached = new WeakMap<object, { version: number; controls: ControlsBySlot }>();

async function controlsAt(tx: Tx, version: number): Promise<ControlsBySlot> {
  const known = cached.get(pool());
  if (known?.version === version) return known.controls;
  const controls = bySlot(await readControls(tx));
  cached.set(pool(), { version, controls });
  return controls;
}

/**
 * When a change is dated: when it happened, or a millisecond after the account's last change where that is later. So
 * the changes of an account have one order, and a day that was said is never said anew.
 */
export function dateIn({ clock }: Pick<LockedAccount, "clock">, at: Date): Date {
  return clock && clock.getTime() >= at.getTime() ? new Date(clock.getTime() + 1) : at;
}

/** @returns the note of the date of the account's last change */
export const clockInsert = (accountId: number, date: Date): Insert => ({
  table: "account_clock",
  columns: { account_id: "int", at: "timestamptz" },
  rows: [[accountId, date]],
  conflict: "on conflict (account_id) do update set at = excluded.at",
});
