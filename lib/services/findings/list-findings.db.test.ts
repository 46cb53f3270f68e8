import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/data/pool";
import { systemActor } from "@/lib/services/access/actor";
import { startTestOrganization, type TestOrganization } from "@/testing/organization";
import type { FindingFilter } from "./finding-filter";
import { listFindings } from "./list-findings";

let organization: TestOrganization;
let root: number;
const actor = systemActor("test");

beforeAll(async () => {
  organization = await startTestOrganization();
  await organization.scan();
  const { rows } = await pool().query<{ id: number }>("select id from ou where parent_id is null");
  root = rows[0]?.id ?? 0;
}, 120_000);

afterAll(() => organization.stop());

/** Follows the list to its end, as the link at the foot of a page does. */
async function walk(filter: FindingFilter, limit: number, ouId = root) {
  const rows = [];
  let after: string | undefined;
  do {
    const page = await listFindings(actor, { ouId, filter, limit, ...(after ? { after } : {}) });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    rows.push(...page.rows);
    after = page.next ?? undefined;
  } while (after);
  return rows;
}

const key = ({ kind, controlId, resourceId }: { kind: string; controlId: number; resourceId: number }) =>
  `${kind}/${controlId}/${resourceId}`;

async function stored(statement: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await pool().query<{ key: string }>(statement, values);
  return rows.map((row) => row.key);
}

const failing = `select 'fail/' || control_id || '/' || resource_id as key from finding
  where waiver_id is null and sight_lost_at is null`;
const unknown = "select 'unknown/' || control_id || '/' || resource_id as key from unknown_verdict";

test.each([7, 50, 100])(
  "page by page, %i rows at a time, every failure and every unknown verdict comes once",
  async (limit) => {
    const keys = (await walk({}, limit)).map(key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.toSorted()).toEqual([...(await stored(failing)), ...(await stored(unknown))].toSorted());
    expect(keys.some((one) => one.startsWith("unknown/"))).toBe(true);
  },
);

test("failures come first, the most severe before the rest and among these the newest", async () => {
  const rows = await walk({}, 50);
  const last = rows.findLastIndex(({ kind }) => kind === "fail");
  expect(rows.slice(0, last + 1).every(({ kind }) => kind === "fail")).toBe(true);
  for (let i = 1; i <= last; i++) {
    const [a, b] = [rows[i - 1], rows[i]];
    if (!a || !b) throw new Error("There is a row before each but the first.");
    expect(a.severity > b.severity || (a.severity === b.severity && a.since >= b.since)).toBe(true);
  }
});

test.each([
  ["a unit", {}],
  ["a severity", { severity: "high" }],
  ["a control", { control: "bucket-versioning-enabled" }],
  ["a practice", { practice: 1 }],
  ["a part of a name", { q: "a" }],
  ["a part of a name and a control", { q: "e", control: "bucket-kms-encryption" }],
] satisfies [string, FindingFilter][])(
  "narrowed to %s and a unit, page by page, it holds what a plain query finds",
  async (_, filter) => {
    const { rows: ous } = await pool().query<{ id: number }>("select id from ou where path = 'Workloads'");
    const ouId = ous[0]?.id ?? 0;
    const rows = await walk({ ...filter, kind: "fail" }, 9, ouId);
    const expected = await stored(
      `select 'fail/' || f.control_id || '/' || f.resource_id as key
     from finding f join resource r on r.id = f.resource_id join aws_account a on a.id = r.account_id
     join ou_closure o on o.descendant_id = a.ou_id and o.ancestor_id = $1 join control c on c.id = f.control_id
     where f.waiver_id is null and f.sight_lost_at is null
       and ($2::text is null or c.slug = $2) and ($3::int is null or f.severity = $3)
       and ($4::text is null or c.practice like $4 || '-%') and ($5::text is null or position($5 in lower(r.name)) > 0)`,
      [
        ouId,
        "control" in filter ? filter.control : null,
        "severity" in filter ? 3 : null,
        "practice" in filter ? String(filter.practice) : null,
        "q" in filter ? filter.q : null,
      ],
    );
    expect(expected.length).toBeGreaterThan(0);
    expect(rows.map(key).toSorted()).toEqual(expected.toSorted());
  },
);

test("a place no page gave is refused in words", async () => {
  for (const after of ["", "x", Buffer.from('{"k":"fail"}').toString("base64url")]) {
    const refused = listFindings(actor, { ouId: root, filter: {}, after });
    await expect(refused).rejects.toMatchObject({ code: "invalid" });
  }
});
