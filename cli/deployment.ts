import path from "node:path";
import { connect, disconnect } from "@/lib/platform/database";
import { environment, setVariables } from "@/lib/platform/env";
import { deployMigrations } from "@/lib/platform/migrate/migrations";
import { startEmbeddedPostgres } from "@/lib/platform/postgres/embedded-postgres";
import { leavePostgres } from "@/lib/platform/postgres/leave-postgres";
import { type Actor, systemActor } from "@/lib/services/access/actor";
import { reachModelOrganization } from "./model-organization";
import { say } from "./terminal";

/** Who the command line is in the audit log. Who may run it may read the database: it is bound to no role. */
export const actor: Actor = systemActor("cli");

/**
 * Runs `work` over the database of this deployment: the one DATABASE_URL names, or the embedded Postgres of the data
 * directory, the running one or one started for as long as it takes.
 * @param work is told by its signal when the person wants it to end: it then ends in order
 * @param needs `aws` where AWS is asked: in the model world the model organization is reached first
 */
export async function inDeployment<T>(
  work: (signal: AbortSignal) => Promise<T>,
  needs: { aws?: boolean } = {},
): Promise<T> {
  const leaving: (() => Promise<void>)[] = [];
  const ending = new AbortController();
  // Kept to the end: npm passes Ctrl-C on to a process that got it from the terminal already.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => ending.abort());
  try {
    if (environment().databaseUrl === undefined) leaving.push(await embeddedDatabase());
    if (needs.aws) leaving.push((await reachModelOrganization()).leave);
    await connect();
    return await work(ending.signal);
  } finally {
    await disconnect();
    for (const leave of leaving.toReversed()) await leave();
  }
}

async function embeddedDatabase(): Promise<() => Promise<void>> {
  const postgres = await startEmbeddedPostgres(path.join(environment().dataDirectory, "postgres"));
  const owner = postgres.url("breakwater_owner");
  // One that runs already is migrated by whoever started it.
  if (!postgres.joined) {
    const applied = await deployMigrations(owner);
    if (applied.length > 0) say(`Database ready: ${applied.length} migrations applied.`);
  }
  setVariables({ DATABASE_URL: postgres.url("breakwater_app"), DATABASE_MIGRATE_URL: owner });
  return () => leavePostgres(postgres);
}
