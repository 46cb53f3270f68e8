import { insertTogether } from "../rows";
import type { Tx } from "../transaction";
import { bumpVersion } from "../version";
import { clockInsert, dateIn, type LockedAccount, lockAccount } from "./account";
import type { Standing } from "./standing";
import { Tally } from "./tally";
import { accountCounterInsert, deltaInsert, movementInsert } from "./write-counters";

/** An accepted risk. `until` is exclusive; `at` is when it takes effect. */
export type NewWaiver = {
  resourceId: number;
  controlId: number;
  reason: string;
  by: string;
  approver: string;
  at: Date;
  until: Date;
};

type Failure = { accountId: number; severity: number; waiverId: number | null; seen: boolean };

/**
 * Waives an open failure. It moves from failing to waived, but for one that cannot be read: that counts as unknown,
 * waived or not.
 * @returns the waiver's id; null when nothing fails there, or it is waived already
 */
export async function applyWaiver(tx: Tx, waiver: NewWaiver): Promise<number | null> {
  const { resourceId, controlId, reason, by, approver, at, until } = waiver;
  const account = await lockAccountOf(tx, resourceId);
  const failure = account && (await openFailure(tx, resourceId, controlId));
  if (!failure || failure.waiverId !== null) return null;

  const date = dateIn(account, at);
  const [created] = await tx.query<{ id: number }>(
    `insert into waiver (resource_id, control_id, reason, by, approver, "from", until)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [resourceId, controlId, reason, by, approver, date, until],
  );
  const waiverId = created?.id ?? null;
  await tx.query("update finding set waiver_id = $3 where resource_id = $1 and control_id = $2", [
    resourceId,
    controlId,
    waiverId,
  ]);
  await move(tx, account, controlId, failure, "waived", date);
  return waiverId;
}

/**
 * Ends a waiver before the failure did: what it covered fails again.
 * @param by a person's id, or `system/<job>`
 * @returns whether it stood
 */
export async function endWaiver(tx: Tx, waiverId: number, by: string, at: Date): Promise<boolean> {
  const [waiver] = await tx.query<{ resourceId: number; controlId: number }>(
    `select resource_id as "resourceId", control_id as "controlId" from waiver where id = $1`,
    [waiverId],
  );
  const account = waiver && (await lockAccountOf(tx, waiver.resourceId));
  if (!account) return false;

  const date = dateIn(account, at);
  const ended = await tx.query(
    "update waiver set ended_at = $2, ended_by = $3 where id = $1 and ended_at is null returning id",
    [waiverId, date, by],
  );
  if (ended.length === 0) return false;
  const failure = await openFailure(tx, waiver.resourceId, waiver.controlId);
  if (failure?.waiverId !== waiverId) return true;
  await tx.query("update finding set waiver_id = null where resource_id = $1 and control_id = $2", [
    waiver.resourceId,
    waiver.controlId,
  ]);
  await move(tx, account, waiver.controlId, failure, "waiver_ended", date);
  return true;
}

async function lockAccountOf(tx: Tx, resourceId: number): Promise<LockedAccount | null> {
  const [resource] = await tx.query<{ accountId: number }>(
    `select account_id as "accountId" from resource where id = $1`,
    [resourceId],
  );
  return resource ? lockAccount(tx, resource.accountId) : null;
}

async function openFailure(tx: Tx, resourceId: number, controlId: number): Promise<Failure | null> {
  const [failure] = await tx.query<Failure>(
    `select account_id as "accountId", severity, waiver_id as "waiverId", sight_lost_at is null as seen
     from finding where resource_id = $1 and control_id = $2`,
    [resourceId, controlId],
  );
  return failure ?? null;
}

async function move(
  tx: Tx,
  account: LockedAccount,
  controlId: number,
  { severity, seen }: Failure,
  cause: "waived" | "waiver_ended",
  date: Date,
): Promise<void> {
  const failing: Standing = { as: "fail", severity };
  const waived: Standing = { as: "waived", severity };
  const tally = new Tally();
  if (seen) tally.add(controlId, cause === "waived" ? failing : waived, cause === "waived" ? waived : failing, cause);
  const counts = tally.counts();
  await insertTogether(tx, [
    movementInsert(account, tally.movements(), date),
    accountCounterInsert(account.accountId, counts),
    deltaInsert(account.ouId, counts, date),
    clockInsert(account.accountId, date),
  ]);
  await bumpVersion(tx, "posture");
}
