import { dayOf } from "../day";
import { insertRows } from "../rows";
import type { Tx } from "../transaction";
import type { Changes } from "./changes";
import { counters } from "./standing";
import type { CounterRow, MovementRow } from "./tally";

const movementColumns = {
  day: "date",
  account_id: "int",
  ou_id: "int",
  control_id: "smallint",
  severity: "smallint",
  cause: "text",
  from: "text",
  to: "text",
  n: "int",
} as const;

/** Adds movements to their day, under the OU the account is in then. */
export async function writeMovements(
  tx: Tx,
  { accountId, ouId }: { accountId: number; ouId: number },
  movements: readonly MovementRow[],
  date: Date,
): Promise<void> {
  const day = dayOf(date);
  const rows = movements.map((m) => [day, accountId, ouId, m.controlId, m.severity, m.cause, m.from, m.to, m.n]);
  await insertRows(
    tx,
    "movement",
    movementColumns,
    rows,
    `on conflict (day, ou_id, account_id, control_id, severity, cause, "from", "to")
     do update set n = movement.n + excluded.n`,
  );
}

const countColumns = Object.fromEntries(counters.map((name) => [name, "int"]));

const accountColumns = { account_id: "int", control_id: "smallint", severity: "smallint", ...countColumns };

/** Adds to the counters of the account. */
export async function writeAccountCounters(tx: Tx, accountId: number, counts: readonly CounterRow[]): Promise<void> {
  const rows = counts.map((c) => [accountId, c.controlId, c.severity, ...c.counts]);
  await insertRows(
    tx,
    "rollup_account",
    accountColumns,
    rows,
    `on conflict (account_id, control_id, severity)
     do update set ${counters.map((name) => `${name} = rollup_account.${name} + excluded.${name}`).join(", ")}`,
  );
}

const deltaColumns = { day: "date", ou_id: "int", control_id: "smallint", severity: "smallint", ...countColumns };

/** Leaves changes of counters to be folded into the OUs above and their days. */
export async function writeDeltas(tx: Tx, ouId: number, counts: readonly CounterRow[], date: Date): Promise<void> {
  const day = dayOf(date);
  await insertRows(
    tx,
    "rollup_delta",
    deltaColumns,
    counts.map((c) => [day, ouId, c.controlId, c.severity, ...c.counts]),
  );
}

const inventoryColumns = { account_id: "int", resource_type: "text", resources: "int", in_full: "int" } as const;

/** Adds to the counts of judged resources. */
export async function writeInventory(tx: Tx, accountId: number, inventory: Changes["inventory"]): Promise<void> {
  const rows = [...inventory]
    .filter(([, n]) => n.resources !== 0 || n.inFull !== 0)
    .map(([type, n]) => [accountId, type, n.resources, n.inFull]);
  await insertRows(
    tx,
    "rollup_inventory",
    inventoryColumns,
    rows,
    `on conflict (account_id, resource_type)
     do update set resources = rollup_inventory.resources + excluded.resources,
                   in_full = rollup_inventory.in_full + excluded.in_full`,
  );
}
