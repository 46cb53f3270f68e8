import { pool } from "../pool";
import { inTransaction, type Tx } from "../transaction";
import { bumpVersion } from "../version";

/** What a scan looks at. */
export type ScanScope = "full" | "account" | "ou" | "resource";

export type NewScan = {
  scope: ScanScope;
  /** The AWS id of the account or OU, or the resource's ARN; empty for full. */
  target: string;
  origin: "schedule" | "person" | "cli" | "start" | "hint" | "replay";
  requestedBy: string;
  at: Date;
};

/** @returns the scan's id */
export async function insertScan(tx: Tx, scan: NewScan): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    `insert into scan (state, scope, target, origin, requested_by, planned_at)
     values ('planned', $1, $2, $3, $4, $5) returning id`,
    [scan.scope, scan.target, scan.origin, scan.requestedBy, scan.at],
  );
  await bumpVersion(tx, "scan");
  return row?.id as number;
}

/** @returns the id of a scan of the same scope that is under way, if there is one */
export async function unfinishedScan(tx: Tx, scope: ScanScope, target: string): Promise<number | null> {
  const [row] = await tx.query<{ id: number }>(
    `select id from scan where scope = $1 and target = $2 and state in ('planned', 'collecting', 'judging')
     order by id desc limit 1`,
    [scope, target],
  );
  return row?.id ?? null;
}

/** @returns the id of a scan that still has an account to read or to judge, if there is one */
export async function scanReading(tx: Tx, accountId: number): Promise<number | null> {
  const [row] = await tx.query<{ id: number }>(
    `select s.id from scan_account a join scan s on s.id = a.scan_id
     where a.account_id = $1 and a.finished_at is null and s.state in ('planned', 'collecting', 'judging')
     order by s.id desc limit 1`,
    [accountId],
  );
  return row?.id ?? null;
}

/** @returns whether a scan of everything ever came to its end */
export async function wasScanned(): Promise<boolean> {
  const { rows } = await pool().query(
    "select from scan where scope = 'full' and state in ('complete', 'partial') limit 1",
  );
  return rows.length > 0;
}

export type ScanRow = { id: number; state: string; scope: ScanScope; target: string };

/** Moves a planned scan to collecting. @returns the scan; null when it is over or was cancelled */
export async function beginScan(scanId: number, at: Date): Promise<ScanRow | null> {
  return inTransaction(async (tx) => {
    const [row] = await tx.query<ScanRow>(
      `update scan set state = 'collecting', started_at = coalesce(started_at, $2)
       where id = $1 and state in ('planned', 'collecting') returning id, state, scope, target`,
      [scanId, at],
    );
    if (row) await bumpVersion(tx, "scan");
    return row ?? null;
  });
}

/** A scan of one resource has nothing to discover: it begins where others judge. */
export async function beginReading(tx: Tx, scanId: number, at: Date): Promise<void> {
  await tx.query("update scan set state = 'judging', started_at = $2 where id = $1", [scanId, at]);
}

/** A scan of an account that a hint led to needs no tree: it begins with the account. */
export async function beginCollecting(tx: Tx, scanId: number, at: Date): Promise<void> {
  await tx.query("update scan set state = 'collecting', started_at = $2 where id = $1", [scanId, at]);
}

/** Ends a scan that is under way. @returns whether it was */
export async function endScan(
  tx: Tx,
  scanId: number,
  state: "complete" | "partial" | "failed" | "cancelled",
  at: Date,
  because: string | null,
): Promise<boolean> {
  const rows = await tx.query(
    `update scan set state = $2, finished_at = $3, because = $4
     where id = $1 and state in ('planned', 'collecting', 'judging') returning id`,
    [scanId, state, at, because],
  );
  await bumpVersion(tx, "scan");
  return rows.length > 0;
}

/** @returns accounts in a scan's scope, known ones only */
export async function accountsInScope(
  tx: Tx,
  scope: ScanScope,
  target: string,
): Promise<{ id: number; state: string }[]> {
  return tx.query(
    `select a.id, a.state from aws_account a
     where a.retired_at is null and case $1
       when 'account' then a.aws_id = $2
       when 'ou' then a.ou_id in (select c.descendant_id from ou o join ou_closure c on c.ancestor_id = o.id where o.aws_id = $2)
       else true end
     order by a.id`,
    [scope, target],
  );
}

export async function insertScanAccounts(tx: Tx, scanId: number, accountIds: readonly number[]): Promise<void> {
  await tx.query(
    `insert into scan_account (scan_id, account_id, state) select $1, unnest($2::int[]), 'planned'
     on conflict do nothing`,
    [scanId, accountIds],
  );
}
