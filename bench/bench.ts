import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { closePool, useDatabase } from "@/lib/data/pool";
import { deployMigrations } from "@/lib/platform/migrate/migrations";
import { startEmbeddedPostgres } from "@/lib/platform/postgres/embedded-postgres";

/** What a benchmark is given. */
export type BenchOptions = {
  /** Buckets of the organization. */
  resources: number;
  seed: number;
  /** How often what takes milliseconds is done in a round. */
  repeats: number;
  /** Keeps the database there and, where it was made before with the same numbers, uses it again: for profiling. */
  keep?: string;
};

/** A Postgres of the benchmark's own, migrated and empty. The process's pool is the application's role in it. */
export type Bench = BenchOptions & {
  /** The owner of the tables: makes what a limit is measured on. */
  owner: pg.Client;
  /** A directory that is gone afterwards; the server may write to it too. */
  directory: string;
  /** The application's connection string, for a process of its own. */
  url: string;
};

/** Starts a Postgres that flushes as the product's does, does the work, and takes everything away again. */
export async function inBench(options: BenchOptions, work: (bench: Bench) => Promise<void>): Promise<void> {
  const directory = options.keep ?? mkdtempSync(path.join(tmpdir(), "breakwater-bench-"));
  const postgres = await startEmbeddedPostgres(directory);
  const owner = new pg.Client({ connectionString: postgres.url("breakwater_owner") });
  try {
    await deployMigrations(postgres.url("breakwater_owner"));
    await owner.connect();
    const url = postgres.url("breakwater_app");
    await useDatabase(url);
    await work({ ...options, owner, directory, url });
  } finally {
    await closePool();
    await owner.end();
    await postgres.stop();
    if (options.keep === undefined) rmSync(directory, { recursive: true, force: true });
  }
}
