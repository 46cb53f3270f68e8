import { byColumn, type Insert, unnest } from "../rows";
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

/** @returns verdicts for the index of unknown ones. `since` stays where only the reason changed. */
export const unknownInsert = (accountId: number, unknown: readonly UnknownChange[], date: Date): Insert => ({
  table: "unknown_verdict",
  columns,
  rows: unknown.map((u) => [u.controlId, accountId, u.resourceId, date, u.reason, u.permission]),
  conflict: `on conflict (control_id, account_id, resource_id)
     do update set reason = excluded.reason, permission = excluded.permission`,
});

/** Takes verdicts that are known now out of the index. */
export async function removeUnknowns(
  tx: Tx,
  accountId: number,
  known: readonly { resourceId: number; controlId: number }[],
): Promise<void> {
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
