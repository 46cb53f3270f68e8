import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ClientBase } from "pg";
import { from, to } from "pg-copy-streams";

/** Rows as Postgres sends them in its binary format, ready to be sent back: what costs is only the server's writing. */
export type CopiedRows = { columns: string; chunks: readonly Buffer[] };

/** @param query of our own, without values from outside */
export async function copyRows(client: ClientBase, query: string): Promise<CopiedRows> {
  const { fields } = await client.query(`select * from (${query}) q limit 0`);
  const chunks: Buffer[] = [];
  for await (const chunk of client.query(to(`copy (${query}) to stdout (format binary)`))) chunks.push(chunk as Buffer);
  return { columns: fields.map(({ name }) => `"${name}"`).join(", "), chunks };
}

/** Makes an unlogged table of a query's columns, without an index or a constraint. */
export async function makeUnlogged(client: ClientBase, table: string, query: string): Promise<void> {
  await client.query(`create unlogged table ${table} as ${query} with no data`);
}

/** Sends the rows into the table with one COPY. */
export async function sendRows(client: ClientBase, table: string, { columns, chunks }: CopiedRows): Promise<void> {
  const sink = client.query(from(`copy ${table} (${columns}) from stdin (format binary)`));
  await pipeline(Readable.from(chunks, { objectMode: false }), sink);
}
