import { pool } from "./pool";

/** What must answer before pages can be served. */
export type Readiness = { database: boolean; schema: boolean; queue: boolean };

/** The newest thing the newest migration made: a database that lacks it is behind the program. */
const schemaProbe = "select collect_cursor, judge_cursor from scan_account limit 0";

const undefinedTable = "42P01";
const undefinedColumn = "42703";
const undefinedSchema = "3F000";

/** Asks the database, the schema and the queue. Never throws: what does not answer is not ready. */
export async function readiness(): Promise<Readiness> {
  const [schema, queue] = await Promise.all([probe(schemaProbe), probe("select version from pgboss.version")]);
  return { database: schema !== "down" && queue !== "down", schema: schema === "there", queue: queue === "there" };
}

async function probe(statement: string): Promise<"there" | "missing" | "down"> {
  try {
    await pool().query(statement);
    return "there";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return code === undefinedTable || code === undefinedColumn || code === undefinedSchema ? "missing" : "down";
  }
}
