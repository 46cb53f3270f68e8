import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recount } from "@/lib/data/ingest/recount";
import { pool } from "@/lib/data/pool";
import { setClock } from "@/lib/platform/clock";
import { systemActor } from "@/lib/services/access/actor";
import { summarizePosture } from "@/lib/services/posture/summarize-posture";
import type { Bucket } from "@/model-org/world/configuration";
import { blockAll } from "@/model-org/world/configuration";
import { startTestOrganization, type TestOrganization } from "@/testing/organization";

const reader = systemActor("test");
let organization: TestOrganization;
let root: number;
let stopDay: () => void = () => {};

const rows = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await pool().query<T>(text, values)).rows;

/** From here on it is this day, and time runs on within it. */
function liveOn(day: string): void {
  const [began, from] = [Date.now(), Date.parse(`${day}T08:00:00Z`)];
  setClock(() => new Date(from + Date.now() - began));
  stopDay = () => setClock(undefined);
}

const accountId = (name: string): string => {
  const account = organization.model.world.tree.accounts.find((one) => one.name === name);
  if (!account) throw new Error(`There is no account ${name}.`);
  return account.id;
};

/** Changes buckets of an account that fit, at most so many. @returns how many */
function change(account: string, most: number, fits: (b: Bucket) => boolean, to: (b: Bucket) => Bucket | null): number {
  const chosen = organization.model.world.bucketsOf(accountId(account)).filter(fits).slice(0, most);
  for (const bucket of chosen) organization.model.world.changeBucket(bucket.name, to(bucket));
  return chosen.length;
}

beforeAll(async () => {
  organization = await startTestOrganization({ buckets: 200 });
  liveOn("2026-03-02");
  await organization.scan();
  const [row] = await rows<{ id: number }>("select id from ou where parent_id is null");
  root = row?.id ?? -1;
}, 120_000);

afterAll(async () => {
  stopDay();
  await organization?.stop();
});

describe("the overview, day after day", () => {
  it("is one point without a change on the first day", async () => {
    const posture = await summarizePosture(reader, root);
    expect(posture.days.map(({ day }) => day)).toEqual(["2026-03-02"]);
    expect(posture).toMatchObject({ from: "2026-03-02", to: "2026-03-02", change: null, attribution: null });
    expect(posture.now?.scores.score).toBeGreaterThan(0);
  });

  it("says what moved it, and the bars sum to the change", async () => {
    const before = (await summarizePosture(reader, root)).now?.scores.score ?? 0;
    liveOn("2026-03-05");
    const fixed = change(
      "aldermoor-web-careers",
      5,
      ({ block }) => block === null,
      (b) => ({ ...b, block: blockAll }),
    );
    const worse = change(
      "aldermoor-claims-prod",
      3,
      ({ versioning }) => versioning?.status === "Enabled",
      (b) => ({
        ...b,
        versioning: { status: "Suspended", mfaDelete: false },
      }),
    );
    const gone = change(
      "aldermoor-documents-prod",
      2,
      () => true,
      () => null,
    );
    expect([fixed, worse, gone].every((n) => n > 0)).toBe(true);
    await organization.scan();

    const { days, change: moved, attribution, now } = await summarizePosture(reader, root);
    expect(days.map(({ day }) => day)).toEqual(["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05"]);
    expect(days[1]?.scores).toEqual(days[0]?.scores);
    expect(moved).toBe((now?.scores.score ?? 0) - before);
    const bars = attribution?.bars ?? [];
    expect(bars.map(({ cause }) => cause)).toEqual(expect.arrayContaining(["fixed_outside", "regressed", "retired"]));
    expect(bars.reduce((sum, { tenths }) => sum + tenths, 0)).toBe(moved);
  });

  it("withholds change and attribution while too many accounts are out of sight, and gives them back", async () => {
    liveOn("2026-03-08");
    const { world } = organization.model;
    const dark = world.tree.accounts.filter(({ state }) => state === "ACTIVE").slice(0, 16);
    for (const account of dark) world.changeAccount({ ...account, roles: { ...account.roles, read: false } });
    await organization.scan();
    const blind = await summarizePosture(reader, root);
    expect(blind.now?.sight).not.toBe("enough");
    expect(blind).toMatchObject({ change: null, attribution: null });

    for (const account of dark) world.changeAccount(account);
    liveOn("2026-03-09");
    await organization.scan();
    const again = await summarizePosture(reader, root);
    const bars = again.attribution?.bars ?? [];
    expect(again.change).not.toBeNull();
    expect(bars.reduce((sum, { tenths }) => sum + tenths, 0)).toBe(again.change);
    expect(await recount()).toEqual([]);
  });

  it("follows an account that moves to another unit: each unit's bars sum to its own change", async () => {
    liveOn("2026-03-12");
    const { world } = organization.model;
    const account = world.account(accountId("aldermoor-claims-prod"));
    const [target] = await rows<{ aws_id: string }>("select aws_id from ou where path = 'Workloads / Dev'");
    if (!account || !target) throw new Error("The account or the unit is gone.");
    world.changeAccount({ ...account, ouId: target.aws_id });
    await organization.scan();
    for (const { id } of await rows<{ id: number }>("select id from ou where path like 'Workloads / %'")) {
      const { change: moved, attribution } = await summarizePosture(reader, id);
      expect(attribution?.bars.some(({ cause }) => cause === "account_moved")).toBe(true);
      expect(attribution?.bars.reduce((sum, { tenths }) => sum + tenths, 0)).toBe(moved);
    }
  });
});
