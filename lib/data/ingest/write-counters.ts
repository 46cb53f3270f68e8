import { dayOf } from "../day";
import type { Insert } from "../rows";
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

/** @returns movements to be added to their day, under the OU the account is in then */
export function movementInsert(
  { accountId, ouId }: { accountId: number; ouId: number },
  movements: readonly MovementRow[],
  date: Date,
): Insert {
  const day = dayOf(date);
  return {
    table: "movement",
    columns: movementColumns,
    rows: movements.map((m) => [day, accountId, ouId, m.controlId, m.severity, m.cause, m.from, m.to, m.n]),
    conflict: `on conflict (day, ou_id, account_id, control_id, severity, cause, "from", "to")
     do update set n = movement.n + excluded.n`,
  };
}

const countColumns = Object.fromEntries(counters.map((name) => [name, "int"]));

const accountColumns = { account_id: "int", control_id: "smallint", severity: "smallint", ...countColumns };

/** @returns what is added to the counters of the account */
export const accountCounterInsert = (accountId: number, counts: readonly CounterRow[]): Insert => ({
  table: "rollup_account",
  columns: accountColumns,
  rows: counts.map((c) => [accountId, c.controlId, c.severity, ...c.counts]),
  conflict: `on conflict (account_id, control_id, severity)
     do update set ${counters.map((name) => `${name} = rollup_account.${name} + excluded.${name}`).join(", ")}`,
});

const deltaColumns = { day: "date", ou_id: "int", control_id: "smallint", severity: "smallint", ...countColumns };

/** @returns changes of counters, left to be folded into the OUs above and their days */
export function deltaInsert(ouId: number, counts: readonly CounterRow[], date: Date): Insert {
  const day = dayOf(date);
  const rows = counts.map((c) => [day, ouId, c.controlId, c.severity, ...c.counts]);
  return { table: "rollup_delta", columns: deltaColumns, rows };
}

const inventoryColumns = { account_id: "int", resource_type: "text", resources: "int", in_full: "int" } as const;

/** @returns what is added to the counts of judged resources */
export const inventoryInsert = (accountId: number, inventory: Changes["inventory"]): Insert => ({
  table: "rollup_inventory",
  columns: inventoryColumns,
  rows: [...inventory]
    .filter(([, n]) => n.resources !== 0 || n.inFull !== 0)
    .map(([type, n]) => [accountId, type, n.resources, n.inFull]),
  conflict: `on conflict (account_id, resource_type)
     do update set resources = rollup_inventory.resources + excluded.resources,
                   in_full = rollup_inventory.in_full + excluded.in_full`,
});
