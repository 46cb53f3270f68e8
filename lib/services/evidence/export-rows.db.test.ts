import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/data/pool";
import { factSchemas } from "@/lib/model/fact-schema";
import { systemActor } from "@/lib/services/access/actor";
import { startTestOrganization, type TestOrganization } from "@/testing/organization";
import { parseCsv } from "@/testing/parse-csv";
import { type ExportInput, exportRows } from "./export-rows";

let organization: TestOrganization;
let root: number;
const actor = systemActor("test");

const hostile = `=HYPERLINK("http://x","y"),\\N \\\\ \\. \t"quoted", 'single'; drop table finding --\r\nsecond line \u2028 ☃ 𝕏`;

const count = async (statement: string, values: unknown[] = []): Promise<number> =>
  (await pool().query<{ n: number }>(`select (${statement})::int as n`, values)).rows[0]?.n ?? -1;

async function csv(input: Omit<ExportInput, "ouId"> & { ouId?: number }) {
  return parseCsv(await text((await exportRows(actor, { ouId: root, ...input })).rows));
}

async function jsonl(input: Omit<ExportInput, "ouId">): Promise<Record<string, unknown>[]> {
  const written = await text((await exportRows(actor, { ouId: root, format: "jsonl", ...input })).rows);
  expect(written.endsWith("\n")).toBe(true);
  return written
    .slice(0, -1)
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

beforeAll(async () => {
  organization = await startTestOrganization();
  await organization.scan();
  root = await count("select id from ou where parent_id is null");
  await pool().query(
    "update finding set because = $1 where (resource_id, control_id) = (select resource_id, control_id from finding order by 1, 2 limit 1)",
    [hostile],
  );
}, 120_000);

afterAll(async () => {
  await organization?.stop();
});

describe("an export", () => {
  test("has a row for every finding, and as many as the counters say", async () => {
    const rows = await csv({ kind: "findings" });
    const counted = await pool().query<{ status: string; n: number }>(
      `select s.status, sum(s.n)::int as n from rollup_account r,
              lateral (values ('fail', r.fail), ('unknown', r.unknown), ('waived', r.waived)) as s (status, n)
       group by s.status having sum(s.n) > 0 order by s.status`,
    );
    const written = Map.groupBy(rows, ({ status }) => status ?? "");
    expect(
      [...written].map(([status, of]) => ({ status, n: of.length })).toSorted((a, b) => (a.status < b.status ? -1 : 1)),
    ).toEqual(counted.rows);
    expect(rows.length).toBeGreaterThan(100);
  });

  test("has exactly the columns others build on, one row for each resource and control", async () => {
    const rows = await csv({ kind: "verdicts" });
    expect(Object.keys(rows[0] ?? {}).join(", ")).toBe(
      "account_id, account_name, ou_path, region, resource_type, resource_arn, resource_name, control_id, status, severity, because, since, observed_at, source, unknown_reason, missing_permission, waived_until",
    );
    expect(rows).toHaveLength(
      await count(
        "select count(*) from resource r join control c on c.resource_type = r.type and not c.retired where r.retired_at is null",
      ),
    );
    expect(new Set(rows.map((row) => `${row["account_id"]} ${row["resource_arn"]} ${row["control_id"]}`)).size).toBe(
      rows.length,
    );
  });

  test("keeps an unknown apart from a pass and a fail, with its reason and what was missing", async () => {
    const rows = await csv({ kind: "findings", filter: { kind: "unknown" } });
    expect(rows).toHaveLength(await count("select count(*) from unknown_verdict"));
    for (const row of rows) expect(row["unknown_reason"]).not.toBeNull();
    expect(rows.some((row) => row["missing_permission"] === "s3:GetBucketPolicy")).toBe(true);
  });

  test("writes hostile text into one cell, where no spreadsheet takes it for a formula", async () => {
    const rows = await csv({ kind: "findings" });
    expect(rows.filter((row) => row["because"] === `'${hostile}`)).toHaveLength(1);
    expect(rows.filter((row) => /^[=+\-@\t\r\n]/.test(row["because"] ?? ""))).toEqual([]);
  });

  test("writes JSON lines that parse one by one and hold the text as it is", async () => {
    const rows = await jsonl({ kind: "findings" });
    expect(rows).toHaveLength((await csv({ kind: "findings" })).length);
    expect(rows.filter(({ because }) => because === hostile)).toHaveLength(1);
    expect(Object.keys(rows[0] ?? {})).toEqual(Object.keys((await csv({ kind: "findings" }))[0] ?? {}));
  });

  test("takes filter values for values, whatever is in them", async () => {
    for (const q of ["'", "%", "\\", "'; drop table finding; --", "$1", "_"]) {
      expect(await csv({ kind: "resources", filter: { q } })).toHaveLength(
        await count(
          "select count(*) from resource where type ~ '^AWS::S3' and retired_at is null and position($1 in name) > 0",
          [q],
        ),
      );
    }
    expect(await csv({ kind: "findings", filter: { control: "'; drop table finding; --" } })).toEqual([]);
    await expect(csv({ kind: "findings", accounts: ["1' or '1'='1"] })).rejects.toThrow("holds no account");
    expect(await count("select count(*) from finding")).toBeGreaterThan(0);
  });

  test("is narrowed to severity, control and account, to no more and no less", async () => {
    const all = await csv({ kind: "verdicts" });
    expect(await csv({ kind: "verdicts", filter: { severity: "critical" } })).toEqual(
      all.filter(({ severity }) => severity === "critical"),
    );
    const control = all[0]?.["control_id"] ?? "";
    expect(await csv({ kind: "verdicts", filter: { control } })).toEqual(
      all.filter(({ control_id }) => control_id === control),
    );
    const account = all.at(-1)?.["account_id"] ?? "";
    expect(await csv({ kind: "verdicts", accounts: [account] })).toEqual(
      all.filter(({ account_id }) => account_id === account),
    );
  });

  test("refuses an account that is not under the unit", async () => {
    const { rows } = await pool().query<{ ou: number; other: string }>(
      `select o.id as ou, (select aws_id from aws_account x where x.ou_id <> o.id limit 1) as other
       from ou o where not exists (select from ou c where c.parent_id = o.id) limit 1`,
    );
    const [{ ou, other } = { ou: 0, other: "" }] = rows;
    await expect(csv({ kind: "findings", ouId: ou, accounts: [other] })).rejects.toThrow(other);
  });

  test("gives its connection back when the reader goes away", async () => {
    const opened = [];
    for (let i = 0; i < 12; i++) {
      const { rows, close } = await exportRows(actor, { kind: "facts", ouId: root });
      rows.once("error", () => {});
      opened.push(rows);
      if (i % 2 === 0) await close();
      else rows.destroy();
    }
    expect(await count("select 1")).toBe(1);
  });
});

describe("an export of facts", () => {
  test("has a row for every resource and every fact it can have", async () => {
    const rows = await jsonl({ kind: "facts" });
    const resources = await pool().query<{ type: keyof typeof factSchemas; n: number }>(
      "select type, count(*)::int as n from resource where retired_at is null group by type",
    );
    const expected = resources.rows.reduce((sum, { type, n }) => sum + n * Object.keys(factSchemas[type]).length, 0);
    expect(rows).toHaveLength(expected);
    expect(await csv({ kind: "facts" })).toHaveLength(expected);
  });

  test("tells not configured from not readable", async () => {
    const rows = await jsonl({ kind: "facts" });
    for (const { known, value, unknown_reason: reason } of rows) {
      expect(known).toBe(reason === null);
      if (!known) expect(value).toBeNull();
    }
    const [denied] = rows.filter(({ missing_permission: permission }) => permission === "s3:GetBucketPolicy");
    expect(denied).toMatchObject({ known: false, unknown_reason: "denied", fact: "policy" });
    const written = await csv({ kind: "facts" });
    expect(written.filter(({ known, value }) => known === "t" && value === null)).toEqual([]);
    expect(written.some(({ known, value }) => known === "t" && value === "null")).toBe(true);
    expect(written.some(({ known, value }) => known === "f" && value === null)).toBe(true);
  });
});
