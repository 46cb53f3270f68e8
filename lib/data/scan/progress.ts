import { insertRows } from "../rows";
import type { Tx } from "../transaction";
import { bumpVersion } from "../version";

export type ScanAccountRow = {
  state: string;
  startedAt: Date | null;
  finishedAt: Date | null;
  collectCursor: number;
  judgeCursor: number;
  scanState: string;
};

/** @returns an account of a scan, locked; undefined where the scan never planned it */
export async function lockScanAccount(tx: Tx, scanId: number, accountId: number): Promise<ScanAccountRow | undefined> {
  const [row] = await tx.query<ScanAccountRow>(
    `select a.state, a.started_at as "startedAt", a.finished_at as "finishedAt", a.collect_cursor as "collectCursor",
            a.judge_cursor as "judgeCursor", s.state as "scanState"
     from scan_account a join scan s on s.id = a.scan_id
     where a.scan_id = $1 and a.account_id = $2 for update of a`,
    [scanId, accountId],
  );
  return row;
}

/**
 * Whether an account's listing was kept and its resources handed to be read: its tallies come with that. Asked once the
 * account is locked, in a statement of its own: the one that waited for the lock sees what was there before.
 */
export async function wasHandedOn(tx: Tx, scanId: number, accountId: number): Promise<boolean> {
  const rows = await tx.query("select from scan_tally where scan_id = $1 and account_id = $2 limit 1", [
    scanId,
    accountId,
  ]);
  return rows.length > 0;
}

/** What was asked and how AWS answered, for one fact in one region. */
export type Tally = {
  region: string;
  fact: string;
  asked: number;
  known: number;
  notConfigured: number;
  denied: number;
  throttled: number;
  otherUnknown: number;
  calls: number;
};

const counted = ["asked", "known", "not_configured", "denied", "throttled", "other_unknown", "calls"] as const;

/** Adds to what was counted before, and to the sums of the account. */
export async function addTallies(tx: Tx, scanId: number, accountId: number, tallies: readonly Tally[]): Promise<void> {
  if (tallies.length === 0) return;
  await insertRows(
    tx,
    "scan_tally",
    {
      scan_id: "int",
      account_id: "int",
      region: "text",
      fact: "text",
      asked: "int",
      known: "int",
      not_configured: "int",
      denied: "int",
      throttled: "int",
      other_unknown: "int",
      calls: "int",
    },
    tallies.map((t) => [
      scanId,
      accountId,
      t.region,
      t.fact,
      t.asked,
      t.known,
      t.notConfigured,
      t.denied,
      t.throttled,
      t.otherUnknown,
      t.calls,
    ]),
    `on conflict (scan_id, account_id, region, fact) do update
     set ${counted.map((name) => `${name} = scan_tally.${name} + excluded.${name}`).join(", ")}`,
  );
  const sum = (of: (tally: Tally) => number): number => tallies.reduce((n, tally) => n + of(tally), 0);
  await tx.query(
    `update scan_account set asked = asked + $3, answered = answered + $4, denied = denied + $5,
            throttled = throttled + $6, other_unknown = other_unknown + $7, calls = calls + $8
     where scan_id = $1 and account_id = $2`,
    [
      scanId,
      accountId,
      sum(({ asked }) => asked),
      sum(({ known, notConfigured }) => known + notConfigured),
      sum(({ denied }) => denied),
      sum(({ throttled }) => throttled),
      sum(({ otherUnknown }) => otherUnknown),
      sum(({ calls }) => calls),
    ],
  );
}

/** @param patch columns of scan_account, by our own names */
export async function updateScanAccount(
  tx: Tx,
  scanId: number,
  accountId: number,
  patch: Partial<{
    state: string;
    listed: boolean;
    resources: number;
    collected: number;
    judged: number;
    collect_cursor: number;
    judge_cursor: number;
    started_at: Date;
    finished_at: Date;
    reason: string | null;
    permission: string | null;
  }>,
): Promise<void> {
  const columns = Object.keys(patch);
  await tx.query(
    `update scan_account set ${columns.map((name, i) => `${name} = $${i + 3}`).join(", ")}
     where scan_id = $1 and account_id = $2`,
    [scanId, accountId, ...Object.values(patch)],
  );
}

/** Adds to the counters of an account of a scan. */
export async function addProgress(
  tx: Tx,
  scanId: number,
  accountId: number,
  by: { collected?: number; judged?: number },
): Promise<void> {
  await tx.query(
    `update scan_account set collected = collected + $3, judged = judged + $4 where scan_id = $1 and account_id = $2`,
    [scanId, accountId, by.collected ?? 0, by.judged ?? 0],
  );
  await bumpVersion(tx, "scan");
}

/**
 * One at a time looks whether a scan goes on. Not as if its key could change: a transaction that updates an account of it
 * twice checks the key again, and would wait for whoever waits for its version counter.
 */
async function lockScan(tx: Tx, scanId: number): Promise<void> {
  await tx.query("select from scan where id = $1 for no key update", [scanId]);
}

/**
 * Moves a scan to judging once no account is left to collect.
 * @returns the accounts to judge, if this call moved it; null otherwise
 */
export async function beginJudging(tx: Tx, scanId: number): Promise<number[] | null> {
  await lockScan(tx, scanId);
  const moved = await tx.query(
    `update scan set state = 'judging' where id = $1 and state = 'collecting'
       and not exists (select from scan_account where scan_id = $1 and state in ('planned', 'collecting'))
     returning id`,
    [scanId],
  );
  if (moved.length === 0) return null;
  await bumpVersion(tx, "scan");
  const rows = await tx.query<{ account_id: number }>(
    "select account_id from scan_account where scan_id = $1 order by account_id",
    [scanId],
  );
  return rows.map(({ account_id }) => account_id);
}

/** @returns whether every account of a judging scan is finished, and whether everything was read; null while not */
export async function scanOutcome(tx: Tx, scanId: number): Promise<"complete" | "partial" | null> {
  await lockScan(tx, scanId);
  const [row] = await tx.query<{ open: number; lost: number; unread: number }>(
    `select (select count(*) from scan_account where scan_id = $1 and finished_at is null)::int as open,
            (select count(*) from scan_account where scan_id = $1 and reason is not null)::int as lost,
            (select count(*) from scan_account where scan_id = $1 and denied + throttled + other_unknown > 0)::int as unread`,
    [scanId],
  );
  if (!row || row.open > 0) return null;
  return row.lost > 0 || row.unread > 0 ? "partial" : "complete";
}

/** Notes when an account's facts were last read to the end, or since when it cannot be reached. */
export async function noteReach(
  tx: Tx,
  accountId: number,
  reach: { collectedAt: Date; scanId: number } | { unreachable: string; since: Date },
): Promise<void> {
  if ("unreachable" in reach) {
    await tx.query(
      `update aws_account set unreachable = $2, unreachable_since = coalesce(unreachable_since, $3) where id = $1`,
      [accountId, reach.unreachable, reach.since],
    );
  } else {
    await tx.query(
      `update aws_account set collected_at = $2, collected_by = $3, unreachable = null, unreachable_since = null where id = $1`,
      [accountId, reach.collectedAt, reach.scanId],
    );
  }
  await bumpVersion(tx, "scan");
}
