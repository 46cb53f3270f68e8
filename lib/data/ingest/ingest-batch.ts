import { pool } from "../pool";
import { inTransaction, type Tx } from "../transaction";
import { bumpVersion } from "../version";
import { dateIn, lockAccount } from "./account";
import type { IngestBatch, IngestResource } from "./batch";
import { commitChanges } from "./commit-changes";
import { compare } from "./compare";
import { ensurePartitions } from "./ensure-partitions";
import { sift } from "./sift";
import { readFindings, readStored, readUnknowns } from "./stored";
import { writeStates } from "./write-states";

/** What became of a batch. */
export type Ingested = {
  /** Resources whose verdicts, facts or grounds differed. */
  changed: number;
  opened: number;
  closed: number;
  /** Resources left as they are: gone since, or known by a newer reading. They are read again by the next scan. */
  outdated: readonly number[];
};

const judge = "system/judge";

/**
 * Commits the judged resources of one account: states, findings, episodes, history, movements and counters, all or
 * nothing. What equals what is stored is not written. Committing a batch twice is committing it once.
 * @throws RangeError for a batch from the future; Error for an account or a control nobody registered
 */
export async function ingestBatch(batch: IngestBatch): Promise<Ingested> {
  if (batch.at.getTime() > batch.recordedAt.getTime()) {
    throw new RangeError(`A batch read at ${batch.at.toISOString()} cannot be recorded before that.`);
  }
  // Most of a scan is as it was: that is found out without a transaction, from one read.
  const ids = batch.resources.map(({ resourceId }) => resourceId);
  const before = sift(batch, await readStored(pooled, ids));
  if (before.candidates.length === 0 && before.collected.length === 0) {
    return { changed: 0, opened: 0, closed: 0, outdated: before.outdated };
  }
  await ensurePartitions(batch.at, batch.recordedAt);
  // Lost in a crash, it is judged again: the job that judged it is not done before a flushed commit says so.
  return inTransaction((tx) => ingest(tx, batch, ids), { durable: "later" });
}

async function ingest(tx: Tx, batch: IngestBatch, ids: readonly number[]): Promise<Ingested> {
  const account = await lockAccount(tx, batch.accountId);
  const { candidates, collected, outdated } = sift(batch, await readStored(tx, ids));
  await consumeCollected(tx, collected);
  if (candidates.length === 0) return { changed: 0, opened: 0, closed: 0, outdated };

  const judgedBefore = candidates.flatMap(({ stored, resource }) => (stored ? [resource.resourceId] : []));
  const findings = judgedBefore.length > 0 ? await readFindings(tx, judgedBefore) : new Map();
  const unknowns = judgedBefore.length > 0 ? await readUnknowns(tx, judgedBefore) : new Map();
  const date = dateIn(account, batch.at);
  const changes = compare(batch, candidates, { controls: account.controls, findings, unknowns }, date);

  await writeStates(tx, batch, changes.states);
  await commitChanges(tx, account, changes, batch, date, judge);
  await bumpVersion(tx, "posture");
  return { changed: candidates.length, opened: changes.opened.length, closed: changes.closed.length, outdated };
}

/** Facts that were collected anew in the meantime are left for their own judging. */
async function consumeCollected(tx: Tx, resources: readonly IngestResource[]): Promise<void> {
  if (resources.length === 0) return;
  await tx.query(
    `delete from collected_facts c using unnest($1::int[], $2::bytea[]) as u (resource_id, snapshot)
     where c.resource_id = u.resource_id and c.snapshot = u.snapshot`,
    [resources.map(({ resourceId }) => resourceId), resources.map(({ snapshot }) => Buffer.from(snapshot))],
  );
}

const pooled: Pick<Tx, "query"> = {
  query: async (text, values = []) => (await pool().query({ name: "stored", text, values: values as unknown[] })).rows,
};
