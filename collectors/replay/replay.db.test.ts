import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recount } from "@/lib/data/ingest/recount";
import { stateAsOf } from "@/lib/data/ingest/state-as-of";
import { pool } from "@/lib/data/pool";
import { findReplay, type ReplayRow } from "@/lib/data/replay";
import { inPast } from "@/lib/platform/clock";
import { systemActor } from "@/lib/services/access/actor";
import { summarizePosture } from "@/lib/services/posture/summarize-posture";
import { finishReplay } from "@/lib/services/replay/finish-replay";
import { scanForReplay } from "@/lib/services/replay/scan-for-replay";
import { startScan } from "@/lib/services/scans/start-scan";
import { type Dump, dump } from "@/testing/dump";
import { finished, startTestOrganization, type TestOrganization } from "@/testing/organization";
import { openModelQueue } from "../events/change-queue";
import { Aws } from "../runtime/aws";
import { beginReplay } from "./begin";
import { ModelClock } from "./model-clock";
import { replayDays } from "./replay-past";

const days = 14;
let organization: TestOrganization;
let swept: Dump;

const rows = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await pool().query<T>(text, values)).rows;

const replayRow = async (): Promise<ReplayRow> => {
  const row = await findReplay();
  if (!row) throw new Error("Nothing is replayed.");
  return row;
};

beforeAll(async () => {
  organization = await startTestOrganization({ accounts: 12, buckets: 120, days });
  const clock = new ModelClock(organization.model.controlUrl);
  await beginReplay(clock, days);
  const aws = new Aws();
  await replayDays({ aws, clock, queue: await openModelQueue(aws), signal: new AbortController().signal });
}, 240_000);

afterAll(async () => {
  await organization?.stop();
});

describe("a past that was replayed", () => {
  it("is dated to its days, written down now, and says that it was replayed", async () => {
    const { first } = await replayRow();
    const origins = await rows<{ origin: string; n: number; early: number; late: number; future: number }>(
      `select origin, count(*)::int as n,
              count(*) filter (where occurred_at < $1::date)::int as early,
              count(*) filter (where occurred_at >= $1::date + $2::int)::int as late,
              count(*) filter (where recorded_at < now() - interval '1 hour')::int as future
       from state_change group by origin`,
      [first, days],
    );
    expect(origins).toEqual([{ origin: "replay", n: expect.any(Number), early: 0, late: 0, future: 0 }]);
    const touched = await rows("select distinct (occurred_at at time zone 'UTC')::date from state_change");
    expect(touched.length).toBeGreaterThan(days / 2);
    expect(await rows("select distinct origin from scan")).toEqual([{ origin: "replay" }]);
  });

  it("names events and people, and nothing else of what a message said", async () => {
    const named = await rows<{ event: string; actor: string }>(
      "select distinct event, actor from state_change where event is not null",
    );
    expect(named.length).toBeGreaterThan(5);
    for (const { event, actor } of named) {
      expect(event).toMatch(/^[A-Z][A-Za-z]+$/);
      expect(actor).not.toMatch(/arn:|\//);
    }
  });

  it("refuses what would be told among its days, and names the day", async () => {
    await expect(startScan(systemActor("test"))).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/^The past is still arriving: day 14 of 14\./),
    });
  });

  it("sums on every day: what there was, and what moved, is what there is", async () => {
    const wrong = await rows(
      `with counted as (
         select d.day, d.practice, d.severity, d.pass, d.fail, d.unknown,
                lag(d.pass, 1, 0) over w as pass0, lag(d.fail, 1, 0) over w as fail0, lag(d.unknown, 1, 0) over w as unknown0
         from rollup_day d join ou o on o.id = d.ou_id and o.parent_id is null
         window w as (partition by d.practice, d.severity order by d.day)
       ),
       moved as (
         select m.day, c.practice, m.severity,
                coalesce(sum(m.n) filter (where m."to" = 'pass'), 0) - coalesce(sum(m.n) filter (where m."from" = 'pass'), 0) as pass,
                coalesce(sum(m.n) filter (where m."to" = 'fail'), 0) - coalesce(sum(m.n) filter (where m."from" = 'fail'), 0) as fail,
                coalesce(sum(m.n) filter (where m."to" = 'unknown'), 0) - coalesce(sum(m.n) filter (where m."from" = 'unknown'), 0) as unknown
         from movement m join control c on c.id = m.control_id group by 1, 2, 3
       )
       select * from counted left join moved using (day, practice, severity)
       where pass - pass0 <> coalesce(moved.pass, 0)`.replace(
        "where pass - pass0 <> coalesce(moved.pass, 0)",
        `where counted.pass - pass0 <> coalesce(moved.pass, 0) or counted.fail - fail0 <> coalesce(moved.fail, 0)
            or counted.unknown - unknown0 <> coalesce(moved.unknown, 0)`,
      ),
    );
    expect(wrong).toEqual([]);
    expect(await recount()).toEqual([]);
  });

  it("draws its days and no day that has not come", async () => {
    const { first, at } = await replayRow();
    const [root] = await rows<{ id: number }>("select id from ou where parent_id is null");
    const posture = await summarizePosture(systemActor("test"), root?.id ?? 0);
    expect(posture.days.at(0)?.day).toBe(first);
    expect(posture.days.at(-1)?.day).toBe(at.toISOString().slice(0, 10));
    expect(posture.days).toHaveLength(days);
  });

  it("keeps every month's verdicts as they were when it began", async () => {
    const months = await rows<{ month: string }>("select month from baseline where complete_at is not null");
    expect(months.length).toBeGreaterThan(0);
    const { at } = await replayRow();
    let n = 0;
    for await (const state of stateAsOf(at)) {
      const [now] = await rows<{ verdicts: Buffer }>("select verdicts from resource_state where resource_id = $1", [
        state.resourceId,
      ]);
      expect(state.verdicts.equals(now?.verdicts ?? Buffer.of())).toBe(true);
      n++;
    }
    expect(n).toBeGreaterThan(100);
  });

  it("took no short cut that matters: a sweep of everything at its end changes no verdict, finding, gap or counter", async () => {
    const before = await dump();
    const { at } = await replayRow();
    const changes = await rows("select count(*)::int as n from state_change");
    await finished(await inPast(at, () => scanForReplay()));
    swept = await dump();
    expect(swept).toEqual(before);
    expect(await rows("select count(*)::int as n from state_change")).toEqual(changes);
    expect(await recount()).toEqual([]);
  });

  it("ends with one scan of the present, in which nothing moves", async () => {
    await finishReplay();
    await finishReplay();
    const scans = await rows<{ id: number }>("select id from scan where origin = 'start'");
    expect(scans).toHaveLength(1);
    await finished(scans[0]?.id ?? 0);
    expect(await dump()).toEqual(swept);
    await expect(startScan(systemActor("test"))).resolves.toMatchObject({ joined: false });
  });
});
