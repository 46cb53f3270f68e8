import { afterEach, describe, expect, it } from "vitest";
import { pool } from "@/lib/data/pool";
import { findReplay } from "@/lib/data/replay";
import { forgetEnvironment } from "@/lib/platform/env";
import { systemActor } from "@/lib/services/access/actor";
import { whyNotYet } from "@/lib/services/replay/arriving";
import { readReplay } from "@/lib/services/replay/read-replay";
import { startFirstScan } from "@/lib/services/setup/first-scan";
import { finished, startTestOrganization, type TestOrganization } from "@/testing/organization";
import { followChanges } from "./follow-changes";
import { beginReplay } from "./replay/begin";
import { ModelClock } from "./replay/model-clock";
import { Aws } from "./runtime/aws";

const reader = systemActor("test");
let organization: TestOrganization | undefined;

afterEach(async () => {
  await organization?.stop();
  organization = undefined;
  delete process.env["BREAKWATER_REPLAY_DAYS"];
  forgetEnvironment();
});

async function organizationOf(days: number, asked: string): Promise<ModelClock> {
  process.env["BREAKWATER_REPLAY_DAYS"] = asked;
  organization = await startTestOrganization({ accounts: 4, buckets: 10, days });
  return new ModelClock(organization.model.controlUrl);
}

const scans = async () =>
  (await pool().query<{ id: number; origin: string }>("select id, origin from scan order by id")).rows;

describe("a first start", () => {
  it("that asks for no past replays nothing, leaves the model where it is, and scans the present", async () => {
    const clock = await organizationOf(5, "0");
    const before = await clock.read();
    const following = await followChanges(new Aws(), true);
    expect(await findReplay()).toBeUndefined();
    expect((await clock.read())?.day).toBe(before?.day);
    expect(await readReplay(reader)).toBeNull();
    await finished((await startFirstScan(reader)) ?? 0);
    expect(await scans()).toEqual([{ id: 1, origin: "start" }]);
    await following.stop();
  });

  it("awaits its past until the first reader writes it down, and scans nothing of the present before", async () => {
    const clock = await organizationOf(5, "90");
    expect(await readReplay(reader)).toEqual({ state: "awaited" });
    await beginReplay(clock, 90);
    const first = (await clock.read())?.first;
    expect(await readReplay(reader)).toEqual({ state: "arriving", date: first, day: 1, of: 5 });
    expect(await startFirstScan(reader)).toBeNull();
    expect(await scans()).toEqual([]);
  });

  it("that asks for fewer days than there are has the model live those before, unseen", async () => {
    const clock = await organizationOf(6, "2");
    await beginReplay(clock, 2);
    expect((await clock.read())?.day).toBe(4);
    expect(await findReplay()).toMatchObject({ fromDay: 5, day: 4, days: 6 });
    const first = new Date(`${(await clock.read())?.first}T00:00:00Z`).getTime() + 4 * 86_400_000;
    expect(await readReplay(reader)).toMatchObject({ date: new Date(first).toISOString().slice(0, 10), day: 1, of: 2 });
    expect((await findReplay())?.at).toEqual(new Date(first));
  });
});

describe("a later start", () => {
  it("that asks for no past any more does not wait for the rest of one", async () => {
    const clock = await organizationOf(5, "0");
    await beginReplay(clock, 5);
    expect(await whyNotYet()).toMatch(/day 1 of 5/);
    const following = await followChanges(new Aws(), false);
    expect(await whyNotYet()).toBeNull();
    const [scan] = await scans();
    expect(scan?.origin).toBe("start");
    await finished(scan?.id ?? 0);
    await following.stop();
  });
});
