import { byteAt } from "@/lib/engine/vector";
import { inTransaction, type Tx } from "../transaction";
import { bumpVersion } from "../version";
import { dateIn, type LockedAccount, lockAccount } from "./account";
import type { Retirement } from "./batch";
import { type Changes, countInventory, noChanges } from "./changes";
import { commitChanges } from "./commit-changes";
import { ensurePartitions } from "./ensure-partitions";
import { nowhere, standingOf } from "./standing";
import { readFindings, readStored, readUnknowns, type StoredResource, verdictKey } from "./stored";

const list = "system/list";

/**
 * Retires resources that a complete listing no longer holds: their failures close, their verdicts leave the counters,
 * their history stays. One that was read or first seen after the listing stays, and so does one already retired.
 * @returns the resources that were retired
 */
export async function retireResources(retirement: Retirement): Promise<number[]> {
  if (retirement.resourceIds.length === 0) return [];
  await ensurePartitions(retirement.at, retirement.recordedAt);
  return inTransaction((tx) => retire(tx, retirement));
}

async function retire(tx: Tx, retirement: Retirement): Promise<number[]> {
  const account = await lockAccount(tx, retirement.accountId);
  const stored = await readStored(tx, retirement.resourceIds);
  const gone = [...stored.values()].filter((resource) => isGone(resource, retirement));
  if (gone.length === 0) return [];

  const ids = gone.map(({ resourceId }) => resourceId);
  const types = await typesOf(tx, ids);
  const date = dateIn(account, retirement.at);
  const changes = noChanges();
  const findings = await readFindings(tx, ids);
  const unknowns = await readUnknowns(tx, ids);
  for (const resource of gone) leave(changes, account, resource, types.get(resource.resourceId) ?? "", findings);
  for (const finding of findings.values()) changes.closed.push({ finding, ending: "retired", changeId: null });
  for (const unknown of unknowns.values()) changes.known.push(unknown);

  await tx.query("delete from resource_state where resource_id = any($1)", [ids]);
  await tx.query("delete from collected_facts where resource_id = any($1)", [ids]);
  await tx.query("delete from edge where from_id = any($1)", [ids]);
  await tx.query("update edge set to_id = null where to_id = any($1)", [ids]);
  await tx.query("update resource set retired_at = $2, not_seen_since = null where id = any($1)", [ids, date]);
  await commitChanges(tx, account, changes, retirement, date, list);
  await bumpVersion(tx, "posture");
  return ids;
}

const isGone = (resource: StoredResource, { accountId, at }: Retirement): boolean =>
  !resource.retired &&
  resource.accountId === accountId &&
  resource.firstSeen <= at &&
  (resource.state === null || (resource.state.readAt <= at && (resource.state.observedAt ?? at) <= at));

async function typesOf(tx: Tx, ids: readonly number[]): Promise<Map<number, string>> {
  const rows = await tx.query<{ id: number; type: string }>("select id, type from resource where id = any($1)", [ids]);
  return new Map(rows.map(({ id, type }) => [id, type]));
}

function leave(
  changes: Changes,
  account: LockedAccount,
  { resourceId, state }: StoredResource,
  type: string,
  findings: Awaited<ReturnType<typeof readFindings>>,
): void {
  if (!state) return;
  const slots = account.controls.get(type) ?? [];
  for (const [slot, control] of slots.entries()) {
    if (!control) continue;
    const waived = findings.get(verdictKey(resourceId, control.id))?.waiverId != null;
    const from = standingOf(byteAt(state.verdicts, slot), waived, !control.retired);
    changes.tally.add(control.id, from, nowhere, "retired");
  }
  countInventory(changes, type, -1, -Number(state.inFull));
  const { rulesetId, parametersId } = state;
  changes.stateChanges.push({ resourceId, verdicts: null, snapshot: null, rulesetId, parametersId, cause: "retired" });
}
