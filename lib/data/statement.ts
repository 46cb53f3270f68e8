import { pool } from "./pool";

/** SQL in the making: text from our own code, values as parameters and never in the text. */
export class Statement {
  readonly values: unknown[] = [];

  /** @returns the place of a value, to be put where it belongs */
  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** Runs a statement that reads. Planned for its values each time: the best plan depends on how many accounts they name. */
export async function read<Row extends object>(text: string, statement: Pick<Statement, "values">): Promise<Row[]> {
  return (await pool().query<Row>(text, statement.values)).rows;
}

const queryCancelled = "57014";

/**
 * Runs a statement that may take longer than its answer is worth.
 * @returns its rows; null where `milliseconds` were not enough
 */
export async function readWithin<Row extends object>(
  milliseconds: number,
  text: string,
  statement: Pick<Statement, "values">,
): Promise<Row[] | null> {
  const client = await pool().connect();
  let broken = false;
  try {
    await client.query("begin read only");
    await client.query("select set_config('statement_timeout', $1, true)", [String(milliseconds)]);
    const { rows } = await client.query<Row>(text, statement.values);
    await client.query("commit");
    return rows;
  } catch (error) {
    await client.query("rollback").catch(() => {
      broken = true;
    });
    if (error instanceof Error && "code" in error && error.code === queryCancelled) return null;
    throw error;
  } finally {
    client.release(broken);
  }
}
