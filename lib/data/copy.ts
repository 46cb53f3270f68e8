import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ClientBase } from "pg";
import { from, to } from "pg-copy-streams";

/** A value of a row for COPY. A `Date` is written in UTC, bytes as hex. */
export type CopyValue = string | number | bigint | boolean | Date | Uint8Array | null;

export type CopyRows = Iterable<readonly CopyValue[]> | AsyncIterable<readonly CopyValue[]>;

const chunkLength = 64 * 1024;

/**
 * Streams rows into a table as COPY text, in chunks, with back-pressure.
 * @param table and columns: names from our own code, never from outside
 * @returns how many rows were written
 */
export async function copyIn(
  client: ClientBase,
  table: string,
  columns: readonly string[],
  rows: CopyRows,
): Promise<number> {
  const names = columns.map((column) => `"${column}"`).join(", ");
  const sink = client.query(from(`copy ${table} (${names}) from stdin`));
  await pipeline(Readable.from(chunks(rows), { objectMode: false }), sink);
  return sink.rowCount;
}

/**
 * Streams the answer of a query out of the database. COPY takes no parameters: values reach the query through
 * `set_config` and `current_setting` or a temporary table, never spliced into its text.
 * @param query a query of our own, without values from outside
 * @param format `csv` has a header line
 */
export function copyOut(client: ClientBase, query: string, format: "text" | "csv" = "text"): Readable {
  const options = format === "csv" ? " with (format csv, header)" : "";
  return client.query(to(`copy (${query}) to stdout${options}`));
}

/** Splits COPY text into its rows of fields; `null` where Postgres wrote \N. Escapes are left as they are. */
export function copyLines(): Transform {
  let rest = "";
  return new Transform({
    readableObjectMode: true,
    transform(chunk: Buffer, _encoding, done) {
      const lines = (rest + chunk.toString("utf8")).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.push(line.split("\t").map((field) => (field === "\\N" ? null : field)));
      done();
    },
  });
}

async function* chunks(rows: CopyRows): AsyncGenerator<string> {
  let text = "";
  for await (const row of rows) {
    text += copyLine(row);
    if (text.length < chunkLength) continue;
    yield text;
    text = "";
  }
  if (text.length > 0) yield text;
}

const copyLine = (row: readonly CopyValue[]): string => `${row.map(field).join("\t")}\n`;

function field(value: CopyValue): string {
  if (value === null) return "\\N";
  if (typeof value === "string")
    return special.test(value) ? value.replace(/[\\\t\n\r]/g, (c) => escapes[c] ?? c) : value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\\\x${bytes(value).toString("hex")}`;
  return String(value);
}

const special = /[\\\t\n\r]/;
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** @returns the same bytes as a Buffer, without copying them */
export const bytes = (value: Uint8Array): Buffer =>
  Buffer.isBuffer(value) ? value : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
