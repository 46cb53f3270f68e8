import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { deployMigrations, migrationDrift } from "./migrations";

const schema = `datasource db {
  provider = "postgresql"
}

model Reading {
  day  DateTime @db.Date
  id   Int
  note String?

  @@id([day, id])
  @@map("reading")
}
`;

const sql = `CREATE TABLE "reading" (
  "day" DATE NOT NULL,
  "id" INTEGER NOT NULL,
  "note" TEXT,
  CONSTRAINT "reading_pkey" PRIMARY KEY ("day", "id")
) PARTITION BY RANGE ("day");
CREATE INDEX "reading_noted" ON "reading" ("id") WHERE "note" IS NOT NULL;
CREATE FUNCTION "twice"(n integer) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
  -- A semicolon inside a body; the adapter would split here.
  RETURN n * 2;
END;
$$;
`;

let folder: string;
const databases: TestDatabase[] = [];

const empty = async () => {
  const database = await createTestDatabase("template0");
  databases.push(database);
  return database.migrateUrl;
};

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "breakwater-migrations-"));
  mkdirSync(path.join(folder, "migrations", "20260101000000_begin"), { recursive: true });
  writeFileSync(path.join(folder, "schema.prisma"), schema);
  writeFileSync(path.join(folder, "migrations", "migration_lock.toml"), 'provider = "postgresql"\n');
  writeFileSync(path.join(folder, "migrations", "20260101000000_begin", "migration.sql"), sql);
});

afterAll(async () => {
  for (const database of databases) await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

test("a migration with a function body, partitions and a partial index is applied, once", async () => {
  const url = await empty();
  expect(await deployMigrations(url, folder)).toEqual(["20260101000000_begin"]);
  expect(await deployMigrations(url, folder)).toEqual([]);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const twice = await client.query("select twice(21) as n");
  const applied = await client.query("select migration_name, applied_steps_count from _prisma_migrations");
  await client.end();
  expect(twice.rows).toEqual([{ n: 42 }]);
  expect(applied.rows).toEqual([{ migration_name: "20260101000000_begin", applied_steps_count: 1 }]);
});

test("migrations that make the schema have no drift", async () => {
  expect(await migrationDrift(await empty(), folder)).toBeNull();
});

test("a model nobody migrated is drift", async () => {
  writeFileSync(path.join(folder, "schema.prisma"), `${schema}\nmodel Forgotten {\n  id Int @id\n}\n`);
  expect(await migrationDrift(await empty(), folder)).toContain('CREATE TABLE "Forgotten"');
});

test("Breakwater's own migrations make exactly its schema", async () => {
  expect(await migrationDrift(await empty())).toBeNull();
});
