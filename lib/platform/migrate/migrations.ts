import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { openSchemaEngine } from "./engine";

/** A folder with schema.prisma and migrations/, as Prisma lays it out. */
export type MigrationFolder = string;

const filters = { externalTables: [], externalEnums: [] };
const schemaOf = (folder: MigrationFolder) => readFileSync(path.join(folder, "schema.prisma"), "utf8");

function migrationsList(folder: MigrationFolder) {
  const baseDir = path.join(path.resolve(folder), "migrations");
  const lock = path.join(baseDir, "migration_lock.toml");
  const names = existsSync(baseDir)
    ? readdirSync(baseDir, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
    : [];
  return {
    baseDir,
    lockfile: { path: "migration_lock.toml", content: existsSync(lock) ? readFileSync(lock, "utf8") : null },
    shadowDbInitScript: "",
    migrationDirectories: names.toSorted().map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok" as const, value: readFileSync(path.join(baseDir, name, "migration.sql"), "utf8") },
      },
    })),
  };
}

/**
 * Applies what has not been applied, as `prisma migrate deploy` does.
 * @returns the names of the migrations applied now
 */
export async function deployMigrations(url: string, folder: MigrationFolder = "prisma"): Promise<string[]> {
  const { engine, close } = await openSchemaEngine(url, schemaOf(folder));
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: migrationsList(folder), filters });
    return appliedMigrationNames;
  } finally {
    await close();
  }
}

/**
 * What the migrations lack to make schema.prisma.
 * @param scratchUrl an EMPTY database: the engine builds the migrations in it
 * @returns the SQL, or null when nothing is lacking
 */
export async function migrationDrift(scratchUrl: string, folder: MigrationFolder = "prisma"): Promise<string | null> {
  const schema = schemaOf(folder);
  const { engine, close } = await openSchemaEngine(scratchUrl, schema);
  try {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: "migrations", ...migrationsList(folder) },
      to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: schema }] },
      script: true,
      exitCode: true,
      filters,
    });
    return exitCode === 0 ? null : (stdout ?? "");
  } finally {
    await close();
  }
}

/**
 * Writes a migration with what is lacking, for a person to read and complete.
 * @param stamp fourteen digits: the time the migration is named after
 * @returns the path of the new file, or null when nothing is lacking
 */
export async function writeMigration(
  scratchUrl: string,
  name: string,
  stamp: string,
  folder: MigrationFolder = "prisma",
): Promise<string | null> {
  const sql = await migrationDrift(scratchUrl, folder);
  if (sql === null) return null;
  const directory = path.join(folder, "migrations", `${stamp}_${name}`);
  mkdirSync(directory, { recursive: true });
  const file = path.join(directory, "migration.sql");
  writeFileSync(file, sql);
  return file;
}
