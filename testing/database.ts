import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

/** A database of a test's own, empty but for the schema. */
export type TestDatabase = {
  /** As the application signs in. */
  url: string;
  /** As the owner, who migrates. */
  migrateUrl: string;
  drop(): Promise<void>;
};

/** @param template `migrated` has the schema; `template0` has nothing */
export async function createTestDatabase(template: "migrated" | "template0" = "migrated"): Promise<TestDatabase> {
  const { owner, app } = inject("postgres");
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  await as(`${owner}postgres`, `create database ${name} template ${template}`);
  // A copy has the tables' rights, not the database's own: the queue makes its schema itself.
  await as(`${owner}postgres`, `grant create on database ${name} to breakwater_app`);
  return {
    url: `${app}${name}`,
    migrateUrl: `${owner}${name}`,
    drop: () => as(`${owner}postgres`, `drop database ${name} with (force)`),
  };
}

async function as(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
