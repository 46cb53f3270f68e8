import type { ResourceType } from "@/lib/model/resource";
import { pool } from "../../pool";
import { insertRows } from "../../rows";
import { inTransaction } from "../../transaction";

/** The tree and the inventory as discovery leaves them. */
export async function addOu(name: string, parentId: number | null, at: Date): Promise<number> {
  const { rows } = await pool().query<{ id: number }>(
    `insert into ou (aws_id, parent_id, name, path, depth, first_seen)
     select 'ou-' || (select count(*) from ou), $2::int, $1, $1, coalesce((select depth + 1 from ou where id = $2), 0), $3
     returning id`,
    [name, parentId, at],
  );
  const id = rows[0]?.id as number;
  await pool().query(
    `insert into ou_closure (ancestor_id, descendant_id, depth)
     select $1::int, $1::int, 0 union all select ancestor_id, $1, depth + 1 from ou_closure where descendant_id = $2`,
    [id, parentId],
  );
  return id;
}

export async function addAccount(awsId: string, ouId: number, at: Date): Promise<number> {
  const { rows } = await pool().query<{ id: number }>(
    "insert into aws_account (aws_id, name, ou_id, state, first_seen) values ($1::text, 'account ' || $1::text, $2, 'ACTIVE', $3) returning id",
    [awsId, ouId, at],
  );
  return rows[0]?.id as number;
}

export async function addResource(accountId: number, type: ResourceType, at: Date): Promise<number> {
  const { rows } = await pool().query<{ id: number }>(
    `insert into resource (type, arn, account_id, region, name, first_seen)
     select $2, 'arn/' || n, $1, 'eu-west-1', 'name-' || n, $3 from (select count(*) as n from resource) r returning id`,
    [accountId, type, at],
  );
  return rows[0]?.id as number;
}

type Collected = { resourceId: number; snapshot: Uint8Array; document: unknown; inFull: boolean };

/** Snapshots and facts that wait to be judged, as collecting leaves them. */
export async function collect(accountId: number, facts: readonly Collected[], at: Date): Promise<void> {
  await inTransaction(async (tx) => {
    const documents = new Map(facts.map((fact) => [Buffer.from(fact.snapshot).toString("hex"), fact]));
    await insertRows(
      tx,
      "fact_snapshot",
      { hash: "bytea", document: "jsonb" },
      [...documents.values()].map(({ snapshot, document }) => [snapshot, JSON.stringify(document)]),
      "on conflict (hash) do nothing",
    );
    await insertRows(
      tx,
      "collected_facts",
      { resource_id: "int", account_id: "int", snapshot: "bytea", in_full: "bool", at: "timestamptz" },
      facts.map((fact) => [fact.resourceId, accountId, fact.snapshot, fact.inFull, at]),
      "on conflict (resource_id) do update set snapshot = excluded.snapshot, in_full = excluded.in_full, at = excluded.at",
    );
  });
}
