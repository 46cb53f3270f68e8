import { useDatabase } from "@/lib/data/pool";
import { environment } from "./env";
import { AppError } from "./errors";

let connected: string | undefined;

/**
 * Names the database of the environment for everything in this process. Opening waits for the first statement.
 * @throws AppError `invalid` when no database is named
 */
export async function connect(): Promise<void> {
  const url = environment().databaseUrl;
  if (url === undefined) throw new AppError("invalid", "No database is named: set DATABASE_URL, or use npm start.");
  if (url === connected) return;
  connected = url;
  await useDatabase(url);
}
