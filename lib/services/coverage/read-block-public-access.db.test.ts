import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/data/pool";
import { systemActor } from "@/lib/services/access/actor";
import { startTestOrganization, type TestOrganization } from "@/testing/organization";
import { bucketsOf, countTold, everyOu, type ToldEntry, tell, toldStatus } from "@/testing/told";
import { blockControl, readBlockPublicAccess } from "./read-block-public-access";

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

describe("coverage of Block Public Access", () => {
  test("counts every bucket once at its own level, in every unit, unread ones as unknown and nowhere else", async () => {
    for (const ou of await everyOu()) {
      const { levels } = await readBlockPublicAccess(actor, ou);
      const blocks = bucketsOf(await tell(ou)).map(({ document }) => document?.["publicAccessBlock"]);
      const read = blocks.filter((block) => block !== undefined && "v" in block).map((block) => block?.v);
      const on = (block: unknown): number => Object.values((block ?? {}) as object).filter(Boolean).length;
      expect(levels.bucket).toMatchObject({
        all: read.filter((block) => on(block) === 4).length,
        some: read.filter((block) => on(block) > 0 && on(block) < 4).length,
        none: read.filter((block) => block !== null && on(block) === 0).length,
        not_configured: read.filter((block) => block === null).length,
        unknown: blocks.length - read.length,
      });
      const ignoring = read.filter((block) => (block as Record<string, boolean> | null)?.["ignorePublicAcls"]);
      expect(levels.bucket.settings.ignorePublicAcls).toEqual({
        on: ignoring.length,
        off: read.length - ignoring.length,
      });
    }
    expect((await readBlockPublicAccess(actor, root)).levels.bucket.unknown).toBeGreaterThan(0);
  });

  test("says which level decides for every bucket, and agrees with what the control said of each", async () => {
    for (const ou of await everyOu()) {
      const told = await tell(ou);
      const { deciding, block } = await readBlockPublicAccess(actor, ou);
      expect(Object.values(deciding).reduce((sum, n) => sum + n, 0)).toBe(bucketsOf(told).length);
      const said = countTold(told, blockControl);
      expect(deciding.nothing).toBe(said.fail);
      expect(block.counts.fail + block.counts.waived).toBe(said.fail);
      // The organization closes what it closes; the control wants the account's own answer as well.
      expect(deciding.unknown).toBeLessThanOrEqual(said.unknown);
      const unread = bucketsOf(told).filter((one) => toldStatus(one, blockControl) === "unknown");
      expect(said.unknown - deciding.unknown).toBe(
        unread.filter((one) => {
          const account = told.find((a) => a.type === "AWS::Organizations::Account" && a.accountId === one.accountId);
          const policy = account?.document?.["effectiveS3Policy"]?.v as
            | { publicAccessBlock: string }
            | null
            | undefined;
          return policy?.publicAccessBlock === "all";
        }).length,
      );
    }
  });

  test("counts the organization's policy once for each account, and one that says none as taking the block away", async () => {
    const told = (await tell(root)).filter(({ type }) => type === "AWS::Organizations::Account");
    const said = told.map(({ document }) => document?.["effectiveS3Policy"]);
    const { levels, organizationPolicy } = await readBlockPublicAccess(actor, root);
    const value = (entry: ToldEntry | undefined) =>
      (entry?.v as { publicAccessBlock: string } | null)?.publicAccessBlock;
    expect(levels.organization).toMatchObject({
      all: said.filter((entry) => value(entry) === "all").length,
      none: said.filter((entry) => value(entry) === "none").length,
      unknown: said.filter((entry) => entry === undefined || !("v" in entry)).length,
    });
    expect(levels.organization.all).toBeGreaterThan(0);
    expect(organizationPolicy.accounts + organizationPolicy.accountsUnknown).toBe(
      told.length - levels.organization.all,
    );
  });

  test("a bucket that was never judged is unknown, not open and not closed", async () => {
    const before = await readBlockPublicAccess(actor, root);
    await pool().query(
      `insert into resource (type, arn, account_id, region, name, first_seen)
       select type, arn || '-unread', account_id, region, name || '-unread', first_seen
       from resource where type = 'AWS::S3::Bucket' and retired_at is null order by id limit 1`,
    );
    await pool().query("update version set value = value + 1 where name = 'inventory'");
    try {
      const after = await readBlockPublicAccess(actor, root);
      expect(after.levels.bucket).toEqual({ ...before.levels.bucket, unknown: before.levels.bucket.unknown + 1 });
    } finally {
      await pool().query("delete from resource where name like '%-unread'");
      await pool().query("update version set value = value + 1 where name = 'inventory'");
    }
  });
});
