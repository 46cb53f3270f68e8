import { beforeAll, describe, expect, it } from "vitest";
import type { ManagementEvent } from "../world/events";
import { defaultWorld, World } from "../world/world";
import { Past } from "./past";
import { storyDays } from "./story";

const today = new Date("2026-11-25T10:00:00Z");
const small = { ...defaultWorld, accounts: 20, buckets: 200 };

/** A world that has lived its whole past, and what happened on each day. */
async function lived(options = defaultWorld): Promise<{ world: World; past: Past; days: ManagementEvent[][] }> {
  const world = new World(options);
  const past = await Past.begin(world, storyDays, today);
  const days: ManagementEvent[][] = [];
  for (let day = 1; day <= storyDays; day++) {
    await past.liveUntil(day);
    days.push([...past.state.last]);
  }
  return { world, past, days };
}

let quarter: Awaited<ReturnType<typeof lived>>;

beforeAll(async () => {
  quarter = await lived();
}, 60_000);

describe("ninety days", () => {
  it("end the day before today, each event on its own day and in order", () => {
    const { past, days } = quarter;
    expect(past.status).toMatchObject({ first: "2026-08-27", day: 90, days: 90 });
    days.forEach((events, i) => {
      const date = new Date(Date.parse("2026-08-27T00:00:00Z") + i * 86_400_000).toISOString().slice(0, 10);
      const times = events.map(({ time }) => time);
      expect(times.filter((time) => !time.startsWith(date))).toEqual([]);
      expect(times).toEqual([...times].sort());
    });
  });

  it("bring about as many changes as a large organization makes, fewer at weekends", () => {
    const { days } = quarter;
    const all = days.flat().length;
    expect(all / storyDays).toBeGreaterThan(34);
    expect(all / storyDays).toBeLessThan(46);
    const isWeekend = (i: number) =>
      [0, 6].includes(new Date(Date.parse("2026-08-27T00:00:00Z") + i * 86_400_000).getUTCDay());
    const mean = (of: ManagementEvent[][]) => of.flat().length / of.length;
    expect(mean(days.filter((_, i) => isWeekend(i)))).toBeLessThan(mean(days.filter((_, i) => !isWeekend(i))) / 2);
  });

  it("hold hardly a call that AWS refuses", () => {
    const refused = quarter.days.flat().filter(({ errorCode }) => errorCode !== undefined);
    const by = Map.groupBy(refused, ({ name, errorCode }) => `${name} ${errorCode}`);
    expect([...by].map(([what, events]) => `${what} ${events.length}`)).toEqual([]);
  });

  it("tell the story: an opening and its closing, who joins, who moves, a role lost and given back", () => {
    const on = (day: number) => quarter.days[day - 1]?.map(({ name }) => name) ?? [];
    expect(on(11)).toEqual(expect.arrayContaining(["DeleteBucketPublicAccessBlock", "PutBucketPolicy"]));
    expect(on(13)).toEqual(expect.arrayContaining(["PutBucketPublicAccessBlock"]));
    expect(on(22)).toContain("AcceptHandshake");
    expect(on(41)).toContain("MoveAccount");
    expect(on(46)).toContain("DeleteRole");
    expect(on(49)).toContain("CreateRole");
    expect(on(55)).toContain("AttachPolicy");
    const { world } = quarter;
    expect(world.tree.accounts.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["aldermoor-northgate-core", "aldermoor-northgate-files", "aldermoor-surety-prod"]),
    );
    const roles = (name: string) => world.tree.accounts.find((one) => one.name === `aldermoor-${name}`)?.roles.read;
    expect(roles("claims-prod")).toBe(true);
    expect(roles("northgate-files")).toBe(true);
  });

  it("leave the world better than it was, and not perfect", () => {
    const before = new World(defaultWorld);
    const count = (world: World, fits: (bucket: NonNullable<ReturnType<World["bucket"]>>) => boolean) =>
      world.tree.accounts.reduce((sum, { id }) => sum + world.bucketsOf(id).filter(fits).length, 0);
    for (const fits of [
      ({ block }: { block: unknown }) => block === null,
      ({ logging }: { logging: unknown }) => logging === null,
      ({ ownership }: { ownership: unknown }) => ownership !== "BucketOwnerEnforced",
    ]) {
      const [first, last] = [
        count(before, fits) / before.bucketCount,
        count(quarter.world, fits) / quarter.world.bucketCount,
      ];
      expect(last).toBeLessThan(first);
      expect(last).toBeGreaterThan(0.01);
    }
  });
});

describe("a past", () => {
  it("is the same from the same seed on the same day", async () => {
    const [one, two] = [await lived(small), await lived(small)];
    const told = ({ id: _id, ...event }: ManagementEvent) => event;
    expect(two.days.map((events) => events.map(told))).toEqual(one.days.map((events) => events.map(told)));
    expect(two.world.changes).toEqual(one.world.changes);
  });

  it("that is asked for its last days only begins where the earlier ones left the world", async () => {
    const whole = await lived(small);
    const world = new World(small);
    const past = await Past.begin(world, 10, today);
    expect(past.status).toMatchObject({ first: "2026-11-15", day: 0, days: 10 });
    await past.liveUntil(10);
    const buckets = (of: World) => of.tree.accounts.flatMap(({ id }) => of.bucketsOf(id));
    expect(buckets(world)).toEqual(buckets(whole.world));
  });

  it("goes on where it was kept, and tells its last day again to whoever asks", async () => {
    const world = new World(small);
    const past = await Past.begin(world, storyDays, today);
    await past.liveUntil(30);
    const kept = JSON.parse(JSON.stringify({ changes: world.changes, state: past.state }));
    const again = new World(small);
    again.restore(kept.changes);
    const resumed = Past.resume(again, kept.state);
    const events = await resumed.liveUntil(30);
    expect(events).toBe(past.state.last.length);
    expect(again.changeQueue.depth.visible).toBe(
      past.state.last.filter(({ source }) => /^(s3|iam|organizations)\./.test(source)).length,
    );
    await resumed.liveUntil(60);
    await past.liveUntil(60);
    expect(again.changes).toEqual(world.changes);
  });

  it("goes on, and not back", async () => {
    const past = await Past.begin(new World(small), storyDays, today);
    await past.liveUntil(5);
    for (const day of [4, 0, -1, 1.5, storyDays + 1, Number.NaN])
      await expect(past.liveUntil(day)).rejects.toThrow(RangeError);
  });
});
