import type { Fact } from "@/lib/model/fact";
import { type Snapshot, snapshotOf } from "@/lib/model/snapshot";
import { insertRows } from "../rows";
import { inTransaction, type Tx } from "../transaction";
import { hashOf } from "./snapshot-hash";

/**
 * Facts read of one resource. `only` says that the others stay as they were; `accountId` names the owner where it is
 * not the batch's.
 */
export type ReadFacts = {
  resourceId: number;
  facts: Readonly<Record<string, Fact>>;
  only?: boolean;
  accountId?: number;
};

export type FactBatch = { accountId: number; scanId: number | null; at: Date; resources: readonly ReadFacts[] };

type Before = {
  id: number;
  snapshot: Buffer | null;
  document: Snapshot | null;
  last_known: Record<string, unknown> | null;
  judged: Buffer | null;
  judged_last_known: Buffer | null;
};

/**
 * Keeps facts that were read until they are judged, for the resources whose facts differ from those judged last. The
 * last value of a fact that can no longer be read is kept beside them.
 * @returns the resources that wait to be judged on new facts
 */
export async function stageFacts(batch: FactBatch): Promise<number[]> {
  if (batch.resources.length === 0) return [];
  return inTransaction((tx) => stageIn(tx, batch), { durable: "later" });
}

/** The same in a transaction that does more. */
export async function stageIn(tx: Tx, batch: FactBatch): Promise<number[]> {
  const ids = batch.resources.map(({ resourceId }) => resourceId);
  const before = new Map((await tx.query<Before>(readBefore, [ids])).map((row) => [row.id, row]));
  const documents = new Map<string, { hash: Buffer; document: unknown }>();
  const keep = (document: unknown): Buffer => {
    const hash = hashOf(document);
    documents.set(hash.toString("hex"), { hash, document });
    return hash;
  };

  const staged: [number, number, Buffer, Buffer | null, boolean][] = [];
  const settled: number[] = [];
  for (const { resourceId, facts, only, accountId } of batch.resources) {
    const known = before.get(resourceId);
    if (!known) continue;
    const read = snapshotOf(facts);
    const snapshot: Snapshot = only ? { ...known.document, ...read } : read;
    const values = lastValues(snapshot, known);
    const hash = hashOf(snapshot);
    const lastKnown = values === null ? null : hashOf(values);
    if (known.judged?.equals(hash) && sameBytes(known.judged_last_known, lastKnown)) {
      settled.push(resourceId);
      continue;
    }
    keep(snapshot);
    if (values !== null) keep(values);
    const inFull = Object.values(snapshot).every((entry) => "v" in entry);
    staged.push([resourceId, accountId ?? batch.accountId, hash, lastKnown, inFull]);
  }

  await insertRows(
    tx,
    "fact_snapshot",
    { hash: "bytea", document: "jsonb" },
    [...documents.values()].map(({ hash, document }) => [hash, JSON.stringify(document)]),
    "on conflict (hash) do nothing",
  );
  await insertRows(
    tx,
    "collected_facts",
    columns,
    staged.map(([id, owner, hash, last, inFull]) => [id, owner, batch.scanId, hash, last, inFull, batch.at]),
    `on conflict (resource_id) do update
     set scan_id = excluded.scan_id, snapshot = excluded.snapshot, last_known = excluded.last_known,
         in_full = excluded.in_full, at = excluded.at
     where collected_facts.at <= excluded.at`,
  );
  // What was read before and never judged is overtaken by a reading that equals what was judged.
  await tx.query("delete from collected_facts where resource_id = any($1) and at <= $2", [settled, batch.at]);
  return staged.map(([id]) => id);
}

const columns = {
  resource_id: "int",
  account_id: "int",
  scan_id: "int",
  snapshot: "bytea",
  last_known: "bytea",
  in_full: "bool",
  at: "timestamptz",
} as const;

const readBefore = `
  select r.id, coalesce(c.snapshot, s.snapshot) as snapshot, d.document,
         k.document as last_known, s.snapshot as judged, s.last_known as judged_last_known
  from resource r
  left join resource_state s on s.resource_id = r.id
  left join collected_facts c on c.resource_id = r.id
  left join fact_snapshot d on d.hash = coalesce(c.snapshot, s.snapshot)
  left join fact_snapshot k on k.hash = case when c.resource_id is null then s.last_known else c.last_known end
  where r.id = any($1) and r.retired_at is null`;

/** @returns the last value of every fact that is unread now and was read before; null where there is none */
function lastValues(snapshot: Snapshot, { document, last_known }: Before): Record<string, unknown> | null {
  const values: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(snapshot)) {
    if ("v" in entry) continue;
    const was = document?.[name];
    if (was && "v" in was) values[name] = { v: was.v };
    else if (last_known && name in last_known) values[name] = last_known[name];
  }
  return Object.keys(values).length === 0 ? null : values;
}

const sameBytes = (a: Buffer | null, b: Buffer | null): boolean => (a === null || b === null ? a === b : a.equals(b));
