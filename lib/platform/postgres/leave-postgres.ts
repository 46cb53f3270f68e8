import pg from "pg";
import type { EmbeddedPostgres } from "./embedded-postgres";

/**
 * For a program that comes and goes: stops the server only if this process started it and nobody else has come to use
 * it since. Whoever uses it then stops it.
 */
export async function leavePostgres(postgres: EmbeddedPostgres): Promise<void> {
  if (postgres.joined || (await hasOthers(postgres))) return;
  await postgres.stop();
}

async function hasOthers(postgres: EmbeddedPostgres): Promise<boolean> {
  const client = new pg.Client({ connectionString: postgres.url("breakwater_owner", "postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      "select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1",
    );
    return rowCount !== 0;
  } finally {
    await client.end();
  }
}
