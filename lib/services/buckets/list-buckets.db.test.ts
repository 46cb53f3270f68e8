import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/data/pool";
import { systemActor } from "@/lib/services/access/actor";
import { startTestOrganization, type TestOrganization } from "@/testing/organization";
import { type BucketFilter, listBuckets } from "./list-buckets";

let organization: TestOrganization;
const actor = systemActor("test");

beforeAll(async () => {
  organization = await startTestOrganization();
  await organization.scan();
}, 120_000);

afterAll(() => organization.stop());

async function idOf(path: string): Promise<number> {
  const { rows } = await pool().query<{ id: number }>("select id from ou where path = $1", [path]);
  return rows[0]?.id ?? 0;
}

/** Follows the list to its end, as the link at the foot of a page does. */
async function walk(ouId: number, filter: BucketFilter): Promise<number[]> {
  const ids: number[] = [];
  let after: string | undefined;
  do {
    const page = await listBuckets(actor, { ouId, filter, ...(after ? { after } : {}) });
    ids.push(...page.buckets.map(({ id }) => id));
    after = page.next ?? undefined;
  } while (after);
  return ids;
}

const shown = {
  public: `exists (select from finding f join control c on c.id = f.control_id
                   where f.resource_id = r.id and c.slug = 'bucket-not-publicly-accessible')`,
  failing: "exists (select from finding f where f.resource_id = r.id)",
  unknown: "exists (select from unknown_verdict u where u.resource_id = r.id)",
  every: "true",
} as const;

test.each([
  ["", {}],
  ["", { show: "public" }],
  ["", { show: "failing" }],
  ["", { show: "unknown" }],
  ["", { q: "e", show: "failing" }],
  ["", { q: "LOG" }],
  ["Workloads", {}],
  ["Workloads", { show: "public" }],
  ["Workloads", { show: "unknown", q: "a" }],
] satisfies [string, BucketFilter][])(
  "the buckets of unit '%s' narrowed to %o are those a plain query finds, by name",
  async (path, filter) => {
    const ouId = await idOf(path);
    const { show, q } = filter as BucketFilter;
    const { rows } = await pool().query<{ id: number }>(
      `select r.id from resource r join aws_account a on a.id = r.account_id
     join ou_closure o on o.descendant_id = a.ou_id and o.ancestor_id = $1
     where r.type = 'AWS::S3::Bucket' and r.retired_at is null and ${shown[show ?? "every"]}
       and position(lower($2) in lower(r.name)) > 0 order by r.name, r.id`,
      [ouId, q ?? ""],
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(await walk(ouId, filter)).toEqual(rows.map(({ id }) => id));
  },
);
