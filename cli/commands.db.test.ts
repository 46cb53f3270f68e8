import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningModelOrg, startModelOrg } from "@/model-org/start-model-org";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { parseCsv } from "@/testing/parse-csv";
import { runCommand } from "@/testing/run-command";

let model: RunningModelOrg;
let database: TestDatabase;
let directory: string;
let environment: Record<string, string>;

const run = (...args: string[]) => runCommand(args, environment);

async function rows<T extends object>(text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  [model, database] = await Promise.all([startModelOrg({ accounts: 40, buckets: 60 }), createTestDatabase()]);
  directory = mkdtempSync(path.join(tmpdir(), "breakwater-cli-"));
  environment = {
    DATABASE_URL: database.url,
    DATABASE_MIGRATE_URL: database.migrateUrl,
    BREAKWATER_DATA_DIR: directory,
    BREAKWATER_MODEL_URL: model.url,
    BREAKWATER_MODEL_SEED: model.seed,
    BREAKWATER_MODEL_KEY: model.roles.reader.accessKeyId,
  };
}, 60_000);

afterAll(async () => {
  await Promise.all([model?.stop(), database?.drop()]);
  if (directory) rmSync(directory, { recursive: true, force: true });
});

describe("before anything was read", () => {
  test("an export and a new person say that a scan comes first", async () => {
    expect(await run("export", "findings")).toMatchObject({
      code: 1,
      out: "",
      err: "Nothing was read yet. Run a scan first.\n",
    });
    const person = await runCommand(
      ["user", "create", "--email", "a@example.com", "--role", "viewer"],
      environment,
      "a long enough password",
    );
    expect(person.code).toBe(1);
    expect(person.err).toContain("has not been read yet");
  });

  test("a plan says which accounts would be asked, and asks none of them", async () => {
    const { code, out, err } = await run("scan", "--plan");
    expect(code).toBe(0);
    expect(out.trim().split("\n")).toHaveLength(model.world.tree.accounts.length + 1);
    expect(err).toMatch(/\d+ accounts would be asked, with about [\d,]+ calls\./);
    const answered = (await (await fetch(`${model.controlUrl}/calls`)).json()) as Record<string, number>;
    expect(Object.keys(answered).filter((call) => /^(S3|S3Control|Account)\./.test(call))).toEqual([]);
    expect(await rows("select from scan")).toEqual([]);
  });
});

describe("a scan", () => {
  test("brings its own worker, ends, and counts what it could not read", async () => {
    const { code, out, err } = await run("scan");
    expect(err).toContain("No worker is alive: this process works on the scan itself.");
    expect(err).toMatch(/Account aldermoor-sandbox-tomas \(\d{12}\) was not read\. The role BreakwaterRead/);
    expect(out).toMatch(
      /^Scan 1 is complete with unknowns: .* 2 accounts could not be read\. [\d,]+ facts could not be/,
    );
    expect(code).toBe(0);
    expect(await rows("select state, origin, requested_by from scan")).toEqual([
      { state: "partial", origin: "cli", requested_by: "system/cli" },
    ]);
    const audit = await rows<{ actor: string }>("select actor from audit_entry where action = 'scan.start'");
    expect(audit).toEqual([{ actor: "system/cli" }]);
  });

  test("of one resource reads exactly that one", async () => {
    const [bucket] = await rows<{ arn: string }>(
      `select r.arn from resource r join aws_account a on a.id = r.account_id
       where r.type = 'AWS::S3::Bucket' and a.name = 'aldermoor-claims-prod' order by r.id limit 1`,
    );
    const { code, out } = await run("scan", "--resource", bucket?.arn ?? "");
    expect(code).toBe(0);
    expect(out).toContain("1 resource in 1 account read");
  });

  test("of a place nobody knows fails with a sentence", async () => {
    const { code, out, err } = await run("scan", "--account", "999999999999");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("No account 999999999999 is known.");
  });
});

describe("an export", () => {
  test("writes data alone to stdout, and what it is out of to stderr", async () => {
    const { code, out, err } = await run("export", "verdicts");
    expect(code).toBe(0);
    const verdicts = parseCsv(out);
    const [count] = await rows<{ resources: number; unknown: number }>(
      `select (select count(*) from unknown_verdict)::int as unknown, (select sum(resources) from rollup_inventory)::int as resources`,
    );
    expect(verdicts.filter(({ status }) => status === "unknown")).toHaveLength(count?.unknown ?? -1);
    expect(err).toContain(`out of ${count?.resources} judged resources`);
    expect(err).toContain(`${count?.unknown} verdicts are unknown`);
  });

  test("is narrowed by filters, and written to a file from where one is", async () => {
    const { code, out } = await runCommand(
      ["export", "findings", "--severity", "critical", "--format", "jsonl", "--output", "critical.jsonl"],
      { ...environment, INIT_CWD: directory },
    );
    expect({ code, out }).toEqual({ code: 0, out: "" });
    const lines = readFileSync(path.join(directory, "critical.jsonl"), "utf8").trim().split("\n");
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ severity: "critical" });
  });
});

describe("a person", () => {
  const create = (input: string, ...args: string[]) => runCommand(["user", "create", ...args], environment, input);

  test("is created with the password of standard input, once", async () => {
    const made = await create("correct horse battery\n", "--email", "Ann@Example.com", "--role", "auditor");
    expect(made.code).toBe(0);
    expect(made.out.trim()).toMatch(/^[0-9a-f-]{36}$/);
    expect(made.out + made.err).not.toContain("correct horse");
    expect(await rows('select p.email, g.role from auth.person p join "grant" g on g.principal = p.id')).toEqual([
      { email: "ann@example.com", role: "auditor" },
    ]);
    const again = await create("correct horse battery", "--email", "ann@example.com", "--role", "viewer");
    expect(again).toMatchObject({ code: 1, out: "" });
    expect(again.err).toContain("Somebody already signs in as ann@example.com.");
  });

  test("is refused a role there is not and a password that is too short", async () => {
    const { code, err } = await create("short", "--email", "bob@example.com", "--role", "king");
    expect(code).toBe(2);
    expect(err).toContain("A role is one of viewer");
    expect(err).toContain("at least 12 characters");
  });
});

describe("doctor", () => {
  test("says of each thing how it is, and fails for what is not well", async () => {
    const { code, out } = await run("doctor", "--json");
    expect(code).toBe(1);
    const checks = JSON.parse(out) as { name: string; outcome: string; says: string }[];
    const of = (name: string) => checks.filter((check) => check.name === name).map(({ outcome }) => outcome);
    for (const name of ["environment", "database", "schema", "append-only", "queue", "aws", "world"]) {
      expect([name, ...of(name)]).toEqual([name, "ok"]);
    }
    expect(of("workers")).toEqual(["failed", "note"]);
    expect(of("accounts")).toEqual(["failed", "note"]);
    expect(checks.find(({ name, outcome }) => name === "accounts" && outcome === "failed")?.says).toContain(
      "aldermoor-sandbox-tomas",
    );
    expect(checks.some(({ name, says }) => name === "last scan" && says.includes("s3:GetBucketPolicy"))).toBe(true);
  });

  test("sees the rights of a role that owns the tables", async () => {
    const { out } = await runCommand(["doctor"], { ...environment, DATABASE_URL: database.migrateUrl });
    expect(out).toMatch(/FAILED {2}append-only {3}Append-only is not enforced: the role breakwater_owner may rewrite/);
  });

  test("goes on without a database, and says which it needs", async () => {
    const { code, out } = await runCommand(["doctor"], {
      ...environment,
      DATABASE_URL: "postgresql://nobody@127.0.0.1:1/nothing",
    });
    expect(code).toBe(1);
    expect(out).toMatch(/FAILED {2}database/);
    expect(out).toMatch(/ok {6}aws /);
  });
});

describe("wrong use", () => {
  test("exits 2 with a sentence and the ways to call it, and writes no data", async () => {
    const { code, out, err } = await run("export", "findings", "--format", "xlsx");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^--format is one of csv, jsonl\.\n {2}npm run breakwater -- export findings/);
  });

  test("of a variable exits 2 and names it", async () => {
    const { code, err } = await runCommand(["export", "findings"], { ...environment, BREAKWATER_AWS: "maybe" });
    expect(code).toBe(2);
    expect(err).toContain("BREAKWATER_AWS");
  });
});

describe("without DATABASE_URL", () => {
  test("starts the embedded Postgres and the model organization, migrates, and leaves neither behind", async () => {
    const { code, out, err } = await runCommand(["scan", "--plan"], { BREAKWATER_DATA_DIR: directory });
    expect(code).toBe(0);
    expect(err).toMatch(/Database ready: \d+ migrations applied\./);
    expect(out.trim().split("\n").length).toBeGreaterThan(30);
    expect(existsSync(path.join(directory, "postgres", "data", "PG_VERSION"))).toBe(true);
    expect(existsSync(path.join(directory, "postgres", "data", "postmaster.pid"))).toBe(false);
  });
});

test("help lists every command, and iam-policy needs no database", async () => {
  const { code, out } = await runCommand(["help"], {});
  expect(code).toBe(0);
  for (const name of ["doctor", "scan", "export", "user create", "iam-policy"]) {
    expect(out).toContain(`npm run breakwater -- ${name}`);
  }
  const policy = await runCommand(["iam-policy", "reader"], {
    DATABASE_URL: "postgresql://nobody@127.0.0.1:1/nothing",
  });
  expect(JSON.parse(policy.out)).toMatchObject({ Version: "2012-10-17" });
});
