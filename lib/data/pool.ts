import pg from "pg";

let current: pg.Pool | undefined;
let url: string | undefined;

/** int8 and date as Postgres sends them are a string and a local midnight: here a number and a day in UTC. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") => {
    if (format !== "binary" && oid === pg.types.builtins.INT8) return Number;
    if (format !== "binary" && oid === pg.types.builtins.DATE) return (text: string) => text;
    return pg.types.getTypeParser(oid, format as "text");
  }) as typeof pg.types.getTypeParser,
};

/**
 * The process's connections to the database, opened on first use: importing this file needs no database.
 * @throws Error when no database was named
 */
export function pool(): pg.Pool {
  return (current ??= openPool());
}

/** Names the database from here on, for tools and tests that bring their own; closes what was open. */
export async function useDatabase(connectionString: string): Promise<void> {
  await closePool();
  url = connectionString;
}

/** Ends the connections once their work is done. The next use opens new ones. */
export async function closePool(): Promise<void> {
  const closing = current;
  current = undefined;
  await closing?.end();
}

/** @returns the database named last. @throws Error when none was */
export function databaseUrl(): string {
  if (url === undefined) throw new Error("No database was named: set DATABASE_URL.");
  return url;
}

function openPool(): pg.Pool {
  const opened = new pg.Pool({ connectionString: databaseUrl(), max: 10, types });
  // A connection that dies while idle is replaced on next use; without a listener it would end the process.
  opened.on("error", () => {});
  return opened;
}
