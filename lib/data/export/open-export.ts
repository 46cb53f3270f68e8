import { PassThrough, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { PoolClient } from "pg";
import type { AccountScope } from "../account-scope";
import { copyOut } from "../copy";
import { containing } from "../finding/named-resources";
import { pool } from "../pool";
import { copyJsonLines } from "./json-lines";
import { exportQueries } from "./queries";

export type ExportKind = "findings" | "verdicts" | "resources" | "facts";

export type ExportRequest = {
  kind: ExportKind;
  format: "csv" | "jsonl";
  scope: AccountScope;
  controlIds: readonly number[];
  /** The facts a resource can have, for `facts`. */
  facts: readonly { resourceType: string; name: string }[];
  severity?: number;
  status?: "fail" | "unknown" | "waived";
  named?: string;
};

export type Population = { resources: number; inFull: number; unknownVerdicts: number; notSeen: number };

export type OpenExport = { rows: Readable; population: Population; close(): Promise<void> };

/**
 * Streams rows out of COPY, in a transaction that reads one moment. COPY takes no parameters: accounts and controls
 * reach it through temporary tables, single values through settings of the transaction.
 */
export async function openExport(request: ExportRequest): Promise<OpenExport> {
  const client = await pool().connect();
  try {
    await client.query("begin isolation level repeatable read");
    await narrow(client, request);
    const population = await populationOf(client);
    const { text, plain } = exportQueries[request.kind];
    const source = request.format === "csv" ? copyOut(client, text, "csv") : copyJsonLines(client, plain);
    const rows = new PassThrough();
    const close = closing(client, source, rows);
    // Whatever ends it, a reader who went away included, is told to the reader by the stream itself.
    void pipeline(source, rows).then(close, close);
    return { rows, population, close };
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Gives the connection back; one that is still sending rows nobody wants is ended instead, and with it its statement. */
function closing(client: PoolClient, source: Readable, rows: Readable): () => Promise<void> {
  let closed = false;
  return async () => {
    if (closed) return;
    closed = true;
    if (!source.readableEnded) {
      rows.destroy();
      client.release(true);
      return;
    }
    const broken = await client.query("rollback").then(
      () => false,
      () => true,
    );
    client.release(broken);
  };
}

async function narrow(client: PoolClient, request: ExportRequest): Promise<void> {
  const { scope, controlIds, facts, severity, status, named } = request;
  await client.query("create temporary table export_account (id int primary key) on commit drop");
  await client.query("create temporary table export_control (id smallint primary key) on commit drop");
  await client.query("create temporary table export_fact (resource_type text, fact text) on commit drop");
  if (scope === "all") await client.query("insert into export_account select id from aws_account");
  else await client.query("insert into export_account select unnest($1::int[])", [scope]);
  await client.query("insert into export_control select unnest($1::smallint[])", [controlIds]);
  await client.query("insert into export_fact select * from unnest($1::text[], $2::text[])", [
    facts.map(({ resourceType }) => resourceType),
    facts.map(({ name }) => name),
  ]);
  await client.query("analyze export_account, export_control, export_fact");
  await client.query(
    `select set_config('export.severity', $1, true), set_config('export.status', $2, true), set_config('export.named', $3, true)`,
    [String(severity ?? ""), status ?? "", named ? containing(named) : ""],
  );
}

async function populationOf(client: PoolClient): Promise<Population> {
  const { rows } = await client.query<Population>(
    `select coalesce(sum(i.resources), 0)::int as resources, coalesce(sum(i.in_full), 0)::int as "inFull",
            (select count(*)::int from unknown_verdict u join export_account e on e.id = u.account_id) as "unknownVerdicts",
            (select count(*)::int from resource r join export_account e on e.id = r.account_id
             where r.not_seen_since is not null and r.retired_at is null) as "notSeen"
     from rollup_inventory i join export_account e on e.id = i.account_id`,
  );
  return rows[0] ?? { resources: 0, inFull: 0, unknownVerdicts: 0, notSeen: 0 };
}
