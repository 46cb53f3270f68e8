import { bytes, type CopyValue } from "./copy";
import type { Tx } from "./transaction";

/** A table's columns with their Postgres types, in the order of a row. Names of our own, never from outside. */
export type Columns = Readonly<Record<string, string>>;

export type Row = readonly CopyValue[];

/**
 * Rows as one array parameter per column: `unnest($1::int[], $2::text[])`. One statement, however many rows.
 * @param first the number of the first parameter
 */
export const unnest = (columns: Columns, first = 1): string =>
  `unnest(${Object.values(columns)
    .map((type, i) => `$${i + first}::${type}[]`)
    .join(", ")})`;

/** @returns the values of each column, for the parameters of `unnest` */
export function byColumn(columns: Columns, rows: readonly Row[]): unknown[][] {
  const width = Object.keys(columns).length;
  const values: unknown[][] = Array.from({ length: width }, () => new Array(rows.length));
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as Row;
    for (let j = 0; j < width; j++) {
      const value = row[j] as CopyValue;
      (values[j] as unknown[])[i] = value instanceof Uint8Array ? bytes(value) : value;
    }
  }
  return values;
}

/** @returns the names of columns as SQL, quoted, with a prefix such as `excluded.` */
export const names = (columns: Columns, prefix = ""): string =>
  Object.keys(columns)
    .map((name) => `${prefix}"${name}"`)
    .join(", ");

/** Rows for a table. `conflict` follows them: `on conflict …`. */
export type Insert = { table: string; columns: Columns; rows: readonly Row[]; conflict?: string };

/**
 * Several inserts as one statement: one way to the server and back. None may rest on another, for each sees what was
 * there before all of them.
 */
export async function insertTogether(tx: Tx, inserts: readonly Insert[]): Promise<void> {
  const some = inserts.filter(({ rows }) => rows.length > 0);
  const values: unknown[] = [];
  const parts = some.map(({ table, columns, rows, conflict = "" }) => {
    const from = unnest(columns, values.length + 1);
    values.push(...byColumn(columns, rows));
    return `insert into ${table} (${names(columns)}) select * from ${from} ${conflict}`;
  });
  const last = parts.pop();
  if (last === undefined) return;
  const before = parts.map((part, i) => `part${i} as (${part})`).join(", ");
  await tx.query(before === "" ? last : `with ${before} ${last}`, values);
}

/** @param conflict what follows the rows: `on conflict …` */
export async function insertRows(
  tx: Tx,
  table: string,
  columns: Columns,
  rows: readonly Row[],
  conflict = "",
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into ${table} (${names(columns)}) select * from ${unnest(columns)} ${conflict}`,
    byColumn(columns, rows),
  );
}
