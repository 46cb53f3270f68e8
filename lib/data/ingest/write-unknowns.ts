import { byColumn, insertRows, unnest } from "../rows";
import type { Tx } from "../transaction";
import type { UnknownChange } from "./changes";

const columns = {
  control_id: "smallint",
  account_id: "int",
  resource_id: "int",
  since: "timestamptz",
  reason: "text",
  permission: "text",
} as const;

/** Keeps the index of unknown verdicts. `since` stays where only the reason changed. */
export async function writeUnknowns(
  tx: Tx,
  accountId: number,
  unknown: readonly UnknownChange[],
  known: readonly { resourceId: number; controlId: number }[],
  date: Date,
): Promise<void> {
  const rows = unknown.map((u) => [u.controlId, accountId, u.resourceId, date, u.reason, u.permission]);
  await insertRows(
    tx,
    "unknown_verdict",
    columns,
    rows,
    `on conflict (control_id, account_id, resource_id)
     do update set reason = excluded.reason, permission = excluded.permission`,
  );
  if (known.length === 0) return;
  const keys = { control_id: "smallint", resource_id: "int" } as const;
  await tx.query(
    `delete from unknown_verdict v using ${unnest(keys, 2)} as u (control_id, resource_id)
     where v.control_id = u.control_id and v.account_id = $1 and v.resource_id = u.resource_id`,
    [
      accountId,
      ...byColumn(
        keys,
        known.map(({ controlId, resourceId }) => [controlId, resourceId]),
      ),
    ],
  );
}
