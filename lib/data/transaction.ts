import type { PoolClient } from "pg";
import { type CopyRows, copyIn } from "./copy";
import type { LockName } from "./lock";
import { lockClass } from "./lock";
import { pool } from "./pool";

/**
 * One transaction on one `pg` client: where everything lives that must be atomic with a COPY. Prisma serves screens and
 * small verbs through its own transactions; a verb is one or the other, never both.
 */
export type Tx = {
  /** Runs a prepared statement. @returns its rows */
  query<Row extends object = Record<string, never>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Streams rows into a table. @returns how many there were */
  copyIn(table: string, columns: readonly string[], rows: CopyRows): Promise<number>;
  /** Waits for the named lock on a key and holds it until the transaction ends. `shared` lets other sharers in. */
  lock(name: LockName, key: number, mode?: "shared"): Promise<void>;
  /** Takes several locks in their order, on one way to the server. */
  lockAll(...locks: readonly [name: LockName, key: number, mode?: "shared"][]): Promise<void>;
  /** Takes the lock if it is free. @returns whether it was */
  tryLock(name: LockName, key: number): Promise<boolean>;
  /** What pg-boss asks of `{ db }`: `boss.send(…, { db: tx })` enqueues in this transaction. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
};

export type TransactionOptions = {
  /** `snapshot` reads the whole database as it was at the first statement. */
  reads?: "committed" | "snapshot";
  /**
   * `later` leaves the flush to the next transaction that wants one: only where the work is repeated after a crash
   * unless a later, flushed commit says it was done (the queue's completion of the job).
   */
  durable?: "now" | "later";
};

/**
 * @param work everything it does is committed when it returns and undone when it throws
 * @returns what `work` returns
 */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
  const client = await pool().connect();
  let broken: unknown;
  try {
    const begin = options.reads === "snapshot" ? "begin isolation level repeatable read" : "begin";
    await client.query(options.durable === "later" ? `${begin}; set local synchronous_commit = off` : begin);
    const result = await work(txOn(client));
    await client.query("commit");
    return result;
  } catch (error) {
    // A connection that cannot even roll back is thrown away, and the first error is the one worth telling.
    await client.query("rollback").catch((reason: unknown) => {
      broken = reason;
    });
    throw error;
  } finally {
    client.release(broken !== undefined);
  }
}

function txOn(client: PoolClient): Tx {
  return {
    async query<Row extends object>(text: string, values: readonly unknown[] = []) {
      return (await client.query<Row>({ name: statementName(text), text, values: values as unknown[] })).rows;
    },
    copyIn: (table, columns, rows) => copyIn(client, table, columns, rows),
    async lock(name, key, mode) {
      const text =
        mode === "shared" ? "select pg_advisory_xact_lock_shared($1, $2)" : "select pg_advisory_xact_lock($1, $2)";
      await client.query({ name: statementName(text), text, values: [lockClass[name], key] });
    },
    async lockAll(...locks) {
      // A select list is evaluated from left to right.
      const calls = locks.map(
        ([, , mode], i) => `pg_advisory_xact_lock${mode ? "_shared" : ""}($${2 * i + 1}, $${2 * i + 2})`,
      );
      const text = `select ${calls.join(", ")}`;
      const values = locks.flatMap(([name, key]) => [lockClass[name], key]);
      await client.query({ name: statementName(text), text, values });
    },
    async tryLock(name, key) {
      const { rows } = await client.query<{ free: boolean }>("select pg_try_advisory_xact_lock($1, $2) as free", [
        lockClass[name],
        key,
      ]);
      return rows[0]?.free === true;
    },
    executeSql: (text, values = []) => client.query(text, values),
  };
}

const names = new Map<string, string>();

/** One name per text, so that Postgres parses and plans it once per connection. */
function statementName(text: string): string {
  let name = names.get(text);
  if (name === undefined) names.set(text, (name = `bw${names.size}`));
  return name;
}
