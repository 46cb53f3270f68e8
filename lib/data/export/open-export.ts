import { PassThrough, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { AccountScope } from "../account-scope";
import { copyOut } from "../copy";
import { containing } from "../finding/named-resources";
import { pool } from "../pool";
import { exportQueries } from "./queries";

export type ExportKind = "findings" | "verdicts" | "resources";

export type ExportRequest = {
  kind: ExportKind;
  format: "csv" | "jsonl";
  scope: AccountScope;
  controlIds: readonly number[];
  severity?: number;
  status?: "fail" | "unknown" | "waived";
  named?: string;
};

export type OpenExport = {
  rows: Readable;
  population: { resources: number; inFull: number; unknownVerdicts: number; notSeen: number };
  close(): Promise<void>;
};

/**
 * Streams rows out of COPY, in a transaction that reads one moment. COPY takes no parameters: accounts and controls
 * reach it through temporary tables, single values through settings of the transaction.
 */
export async function openExport(request: ExportRequest): Promise<OpenExport> {
  const client = await pool().connect();
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    const broken = await client.query("rollback").then(
      () => false,
      () => true,
    );
    client.release(broken);
  };
  try {
    await client.query("begin isolation level repeatable read");
    await client.query("create temporary table export_account (id int primary key) on commit drop");
    await client.query("create temporary table export_control (id smallint primary key) on commit drop");
    if (request.scope === "all") await client.query("insert into export_account select id from aws_account");
    else await client.query("insert into export_account select unnest($1::int[])", [request.scope]);
    await client.query("insert into export_control select unnest($1::smallint[])", [request.controlIds]);
    await client.query("analyze export_account, export_control");
    await client.query(
      `select set_config('export.severity', $1, true), set_config('export.status', $2, true), set_config('export.named', $3, true)`,
      [String(request.severity ?? ""), request.status ?? "", request.named ? containing(request.named) : ""],
    );
    const { rows } = await client.query<OpenExport["population"]>(
      `select coalesce(sum(i.resources), 0)::int as resources, coalesce(sum(i.in_full), 0)::int as "inFull",
              (select count(*)::int from unknown_verdict u join export_account e on e.id = u.account_id) as "unknownVerdicts",
              (select count(*)::int from resource r join export_account e on e.id = r.account_id
               where r.not_seen_since is not null and r.retired_at is null) as "notSeen"
       from rollup_inventory i join export_account e on e.id = i.account_id`,
    );
    const query = exportQueries[request.kind];
    // JSON has tabs and newlines of its own as escapes only: one line of COPY text is one row.
    const source =
      request.format === "csv"
        ? copyOut(client, query.text, "csv")
        : copyOut(client, `select replace(row_to_json(x)::text, '\\', '\\\\') from (${query.plain}) x`);
    const out = new PassThrough();
    void pipeline(source, request.format === "csv" ? new PassThrough() : unescaped(), out).then(close, close);
    out.once("close", () => void close());
    const population = rows[0] ?? { resources: 0, inFull: 0, unknownVerdicts: 0, notSeen: 0 };
    return { rows: out, population, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** COPY text doubles every backslash: once for our own replace, once for COPY. */
function unescaped(): PassThrough {
  const through = new PassThrough();
  const write = through.write.bind(through);
  through.write = ((chunk: Buffer | string, ...rest: []) =>
    write(chunk.toString().replaceAll("\\\\\\\\", "\\"), ...rest)) as typeof through.write;
  return through;
}
