import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { logTargets } from "@/lib/data/coverage/log-targets";
import { pool } from "@/lib/data/pool";
import { type Actor, systemActor } from "@/lib/services/access/actor";
import { startTestOrganization, type TestOrganization } from "@/testing/organization";
import { bucketsOf, countTold, everyOu, tell } from "@/testing/told";
import { readBlockPublicAccess } from "./read-block-public-access";
import { keyControl, readBucketKeys } from "./read-bucket-keys";
import { loggingControl, readLogging } from "./read-logging";

const actor = systemActor("test");
let organization: TestOrganization;
let root: number;

beforeAll(async () => {
  organization = await startTestOrganization({ accounts: 40, buckets: 400 });
  await organization.scan();
  root = (await everyOu())[0] ?? 0;
}, 120_000);

afterAll(async () => {
  await organization?.stop();
});

describe("coverage of bucket keys", () => {
  test("has the figures of the vectors, and the ways of encryption of every bucket, in every unit", async () => {
    for (const ou of await everyOu()) {
      const told = await tell(ou);
      const { key, kinds } = await readBucketKeys(actor, ou);
      const { pass, fail, unknown, notApplicable } = countTold(told, keyControl);
      expect(key.counts).toMatchObject({ pass, unknown, notApplicable });
      expect(key.counts.fail + key.counts.waived).toBe(fail);
      const of = (algorithm: string, bucketKey?: boolean) =>
        kinds.reduce(
          (sum, one) =>
            sum + (one.algorithm === algorithm && (bucketKey === undefined || one.bucketKey === bucketKey) ? one.n : 0),
          0,
        );
      expect([of("aws:kms", true), of("aws:kms", false)]).toEqual([pass, fail]);
      expect(kinds.filter(({ state }) => state === "unread").reduce((sum, { n }) => sum + n, 0)).toBe(unknown);
      expect(kinds.reduce((sum, { n }) => sum + n, 0)).toBe(bucketsOf(told).length);
    }
    expect((await readBucketKeys(actor, root)).key.counts.unknown).toBeGreaterThan(0);
  });
});

describe("coverage of logging", () => {
  test("has the figures of the vectors in every unit, and its parts add up to them", async () => {
    for (const ou of await everyOu()) {
      const { logging, parts } = await readLogging(actor, ou);
      const { pass, fail, unknown, notApplicable } = countTold(await tell(ou), loggingControl);
      expect(logging.counts).toMatchObject({ pass, unknown, notApplicable });
      expect(logging.counts.fail + logging.counts.waived).toBe(fail);
      expect(parts.accountsNotShown).toBe(0);
      for (const kind of ["pass", "fail", "unknown", "waived", "notApplicable"] as const) {
        expect(parts.parts.reduce((sum, { counts }) => sum + counts[kind], 0)).toBe(logging.counts[kind]);
      }
    }
  });

  test("names the buckets logs go to with as many sources as the edges of the inventory have", async () => {
    const { rows } = await pool().query<{ name: string; n: number }>(
      `select t.name, count(*)::int as n from edge e join resource t on t.id = e.from_id
       where e.kind = 'logSources' group by t.name order by n desc, t.name`,
    );
    expect(rows.length).toBeGreaterThan(3);
    const { targets, total } = await logTargets("all", 10_000);
    const placed = targets.filter(({ place, sources }) => place === "in_scope" && sources > 0);
    expect(placed.map(({ name, sources }) => ({ name, n: sources }))).toEqual(rows);
    expect(total).toBe(targets.length);
    const few = await logTargets("all", 2);
    expect(few.targets).toEqual(targets.slice(0, 2));
    expect(few.total).toBe(total);
  });

  test("a target nobody lists any more is outside the inventory, and what logs there is counted", async () => {
    const [target] = (await logTargets("all", 1)).targets;
    await pool().query("update resource set retired_at = first_seen where id = $1", [target?.resourceId]);
    try {
      const after = await logTargets("all", 10_000);
      expect(after.targets.find(({ name }) => name === target?.name)).toMatchObject({
        place: "outside_inventory",
        resourceId: null,
        accountName: null,
      });
      expect(after.lost.sources).toBeGreaterThanOrEqual(target?.sources ?? 1);
      expect((await logTargets("all", 1)).lost).toEqual(after.lost);
    } finally {
      await pool().query("update resource set retired_at = null where id = $1", [target?.resourceId]);
    }
  });

  test("a target in an account outside the scope is said to be elsewhere, and its account is not named", async () => {
    const [target] = (await logTargets("all", 1)).targets;
    const { rows } = await pool().query<{ home: number; other: number }>(
      `select r.account_id as home, (select id from aws_account where id <> r.account_id order by id limit 1) as other
       from resource r where r.id = $1`,
      [target?.resourceId],
    );
    const { home, other } = rows[0] ?? { home: 0, other: 0 };
    await pool().query("update resource set account_id = $1 where id = $2", [other, target?.resourceId]);
    try {
      expect((await logTargets([home], 10_000)).targets.find(({ name }) => name === target?.name)).toMatchObject({
        place: "elsewhere",
        resourceId: null,
        accountName: null,
        accountAwsId: null,
      });
    } finally {
      await pool().query("update resource set account_id = $1 where id = $2", [home, target?.resourceId]);
    }
  });

  test("lists the accounts with gaps, those with most unlogged buckets first, and says how many there are", async () => {
    const { gaps } = await readLogging(actor, root);
    const told = await tell(root);
    const byAccount = Map.groupBy(bucketsOf(told), ({ accountId }) => accountId);
    const open = [...byAccount.values()]
      .map((of) => countTold(of, loggingControl))
      .filter((c) => c.fail + c.unknown > 0);
    expect(gaps.total).toBe(open.length);
    const fails = gaps.accounts.map(({ fail }) => fail);
    expect(fails).toEqual(fails.toSorted((a, b) => b - a));
    expect(fails[0]).toBe(Math.max(...open.map(({ fail }) => fail)));
  });
});

test("nobody reads the coverage of a unit they hold no role in", async () => {
  const [, first, second] = await everyOu();
  const elsewhere: Actor = { ...actor, id: "p", grants: [{ role: "viewer", ouId: first ?? 0, until: null }] };
  for (const read of [readBlockPublicAccess, readBucketKeys, readLogging]) {
    await expect(read(elsewhere, second ?? 0)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(read(elsewhere, root)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(read(elsewhere, first ?? 0)).resolves.toBeDefined();
  }
});
