import type { Day } from "./day";
import { pool } from "./pool";
import { inTransaction, type Tx } from "./transaction";
import { bumpVersion } from "./version";

/** How far the replay of the past is. Days are counted from 1, the first of the model's past. */
export type ReplayRow = {
  /** The date of day 1. */
  first: Day;
  /** The day that is scanned in full. */
  fromDay: number;
  /** The last day. */
  days: number;
  /** The day that is stored to its end; the one before `fromDay` until that was scanned. */
  day: number;
  /** The moment everything stored is told up to. */
  at: Date;
  scanId: number | null;
  endedAt: Date | null;
};

/** @returns the replay of this database; undefined where nothing is or was replayed */
export async function findReplay(): Promise<ReplayRow | undefined> {
  const { rows } = await pool().query<ReplayRow>(
    `select first, from_day as "fromDay", days, day, at, scan_id as "scanId", ended_at as "endedAt" from replay`,
  );
  return rows[0];
}

/** Writes down that the past is to be replayed, once. */
export async function insertReplay(
  replay: Pick<ReplayRow, "first" | "fromDay" | "days" | "at"> & { begunAt: Date },
): Promise<void> {
  await pool().query(
    `insert into replay (first, from_day, days, day, at, begun_at) values ($1, $2, $3, $2 - 1, $4, $5)
     on conflict (id) do nothing`,
    [replay.first, replay.fromDay, replay.days, replay.at, replay.begunAt],
  );
}

/** Notes the scan the replay begins with; another where the one before did not come to its end. */
export async function noteReplayScan(scanId: number): Promise<void> {
  await pool().query("update replay set scan_id = $1", [scanId]);
}

/** Notes that a day is stored to its end. Never goes back. */
export async function endReplayDay(day: number, at: Date): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.query("update replay set day = $1, at = $2 where day < $1", [day, at]);
    await bumpVersion(tx, "posture");
  });
}

/** Notes that no further day arrives. @returns whether one might have until now */
export async function endReplay(tx: Tx, at: Date): Promise<boolean> {
  const rows = await tx.query("update replay set ended_at = $1 where ended_at is null returning id", [at]);
  if (rows.length > 0) await bumpVersion(tx, "posture");
  return rows.length > 0;
}

/**
 * Runs `work` as the only one that replays. A worker that dies lets go: the lock is its connection's.
 * @returns what `work` returns; undefined where another worker replays
 */
export function aloneInReplay<T>(work: () => Promise<T>): Promise<T | undefined> {
  return inTransaction(async (tx) => ((await tx.tryLock("replay", 0)) ? work() : undefined));
}

/** @returns the moment a scan of a replayed past is dated; undefined for every other scan */
export async function momentOfReplayed(scanId: number): Promise<Date | undefined> {
  const { rows } = await pool().query<{ at: Date }>(
    "select planned_at as at from scan where id = $1 and origin = 'replay'",
    [scanId],
  );
  return rows[0]?.at;
}
