import { byColumn, type Insert, insertRows, unnest } from "../rows";
import type { Tx } from "../transaction";
import type { Closing, FindingChange } from "./changes";

const openColumns = {
  since: "timestamptz",
  resource_id: "int",
  account_id: "int",
  control_id: "smallint",
  severity: "smallint",
  because: "text",
} as const;

/** @returns findings for failures that were none before */
export const findingInsert = (accountId: number, opened: readonly FindingChange[], date: Date): Insert => ({
  table: "finding",
  columns: openColumns,
  rows: opened.map((f) => [date, f.resourceId, accountId, f.controlId, f.severity, f.because]),
});

const updateColumns = {
  resource_id: "int",
  control_id: "smallint",
  severity: "smallint",
  because: "text",
  sight_lost_at: "timestamptz",
  sight_reason: "text",
  sight_permission: "text",
} as const;

/** Brings open findings up to date: their severity, why they fail, and whether that can still be seen. */
export async function updateFindings(tx: Tx, updated: readonly FindingChange[]): Promise<void> {
  if (updated.length === 0) return;
  const rows = updated.map(({ resourceId, controlId, severity, because, sight }) => [
    resourceId,
    controlId,
    severity,
    because,
    sight?.lostAt ?? null,
    sight?.reason ?? null,
    sight?.permission ?? null,
  ]);
  await tx.query(
    `update finding f set severity = u.severity, because = u.because, sight_lost_at = u.sight_lost_at,
            sight_reason = u.sight_reason, sight_permission = u.sight_permission
     from ${unnest(updateColumns)}
       as u (resource_id, control_id, severity, because, sight_lost_at, sight_reason, sight_permission)
     where f.resource_id = u.resource_id and f.control_id = u.control_id`,
    byColumn(updateColumns, rows),
  );
}

const episodeColumns = {
  closed_at: "timestamptz",
  resource_id: "int",
  control_id: "smallint",
  account_id: "int",
  ou_id: "int",
  severity: "smallint",
  opened_at: "timestamptz",
  ending: "text",
  because: "text",
  change_id: "int",
} as const;

/** Closes findings: each becomes an episode, and a waiver that stood on it ends with it. */
export async function closeFindings(
  tx: Tx,
  account: { accountId: number; ouId: number },
  closed: readonly Closing[],
  date: Date,
  endedBy: string,
): Promise<void> {
  if (closed.length === 0) return;
  const keys = { resource_id: "int", control_id: "smallint" } as const;
  await tx.query(
    `delete from finding f using ${unnest(keys)} as u (resource_id, control_id)
     where f.resource_id = u.resource_id and f.control_id = u.control_id`,
    byColumn(
      keys,
      closed.map(({ finding }) => [finding.resourceId, finding.controlId]),
    ),
  );
  const rows = closed.map(({ finding, ending, changeId }) => [
    date,
    finding.resourceId,
    finding.controlId,
    account.accountId,
    account.ouId,
    finding.severity,
    finding.since,
    ending,
    finding.because,
    changeId,
  ]);
  await insertRows(tx, "episode", episodeColumns, rows);
  const waivers = closed.flatMap(({ finding }) => finding.waiverId ?? []);
  if (waivers.length === 0) return;
  await tx.query("update waiver set ended_at = $2, ended_by = $3 where id = any($1)", [waivers, date, endedBy]);
}
