import { startEmbeddedPostgres } from "@/lib/platform/postgres/embedded-postgres";

/** A process of its own for a test: starts the embedded Postgres below a directory, stops it, and does it again. */
const [directory = ""] = process.argv.slice(2);
const ports: number[] = [];
for (let time = 0; time < 2; time++) {
  const postgres = await startEmbeddedPostgres(directory, false);
  ports.push(postgres.port);
  await postgres.stop();
}
process.stdout.write(`${JSON.stringify({ uid: process.getuid?.(), ports })}\n`);
