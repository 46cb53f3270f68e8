import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { deployMigrations, migrationDrift, writeMigration } from "@/lib/platform/migrate/migrations";
import { startEmbeddedPostgres } from "@/lib/platform/postgres/embedded-postgres";

/**
 * `npm run db -- deploy` applies migrations to DATABASE_MIGRATE_URL (or DATABASE_URL).
 * `npm run db -- check` exits 1 where the migrations do not make schema.prisma.
 * `npm run db -- new NAME` writes a migration with what is lacking.
 */
const [command, name] = process.argv.slice(2);

async function inScratchDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(path.join(tmpdir(), "breakwater-scratch-"));
  const postgres = await startEmbeddedPostgres(directory, false);
  try {
    return await work(postgres.url("breakwater_owner"));
  } finally {
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

if (command === "deploy") {
  const url = process.env["DATABASE_MIGRATE_URL"] ?? process.env["DATABASE_URL"];
  if (!url) {
    console.error("Say which database: set DATABASE_MIGRATE_URL, or DATABASE_URL.");
    process.exit(2);
  }
  const applied = await deployMigrations(url);
  console.log(applied.length === 0 ? "Nothing to apply." : `Applied ${applied.join(", ")}.`);
} else if (command === "check") {
  const drift = await inScratchDatabase((url) => migrationDrift(url));
  if (drift !== null) {
    console.error(`The migrations do not make schema.prisma. Lacking:\n${drift}`);
    process.exitCode = 1;
  }
} else if (command === "new" && name !== undefined && /^[a-z][a-z0-9_]*$/.test(name)) {
  const stamp = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
  console.log((await inScratchDatabase((url) => writeMigration(url, name, stamp))) ?? "Nothing is lacking.");
} else {
  console.error("Usage: npm run db -- deploy | check | new NAME (letters, digits and underscores)");
  process.exitCode = 2;
}
