import { closePool, useDatabase } from "@/lib/data/pool";
import { closeQueue } from "@/lib/data/queue";
import { environment } from "./env";
import { AppError } from "./errors";

let connecting: { url: string; named: Promise<void> } | undefined;

/**
 * Names the database of the environment for everything in this process. Opening waits for the first statement.
 * @throws AppError `invalid` when no database is named
 */
export async function connect(): Promise<void> {
  const url = environment().databaseUrl;
  if (url === undefined) throw new AppError("invalid", "No database is named: set DATABASE_URL, or use npm start.");
  // Kept as a promise: two requests that arrive together name it once, and neither goes on before it is named.
  if (connecting?.url !== url) connecting = { url, named: useDatabase(url) };
  await connecting.named;
}

/** Ends every connection of this process, its queue's included. What is said next opens new ones. */
export async function disconnect(): Promise<void> {
  await closeQueue();
  await closePool();
}
