import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { deployMigrations } from "@/lib/platform/migrate/migrations";
import { startEmbeddedPostgres } from "@/lib/platform/postgres/embedded-postgres";

declare module "vitest" {
  interface ProvidedContext {
    /** Connection strings without a database name, by role. */
    postgres: { owner: string; app: string };
  }
}

/** One real Postgres for all database tests, with a migrated database every test copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(path.join(tmpdir(), "breakwater-test-"));
  const postgres = await startEmbeddedPostgres(directory, false);
  const owner = new pg.Client({ connectionString: postgres.url("breakwater_owner", "postgres") });
  await owner.connect();
  await owner.query("create database migrated");
  await owner.end();
  await deployMigrations(postgres.url("breakwater_owner", "migrated"));
  project.provide("postgres", { owner: postgres.url("breakwater_owner", ""), app: postgres.url("breakwater_app", "") });
  return async () => {
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  };
}
