import { afterEach, expect, it } from "vitest";
import { pool } from "@/lib/data/pool";
import { findReplay } from "@/lib/data/replay";
import { type Dump, dump } from "@/testing/dump";
import { until } from "@/testing/until";
import { type WorkerProcesses, workerProcesses } from "@/testing/worker-processes";

const days = 12;
let workers: WorkerProcesses | undefined;

afterEach(async () => {
  await workers?.stop();
  workers = undefined;
});

const rows = async <T extends object>(text: string): Promise<T[]> => (await pool().query<T>(text)).rows;

/** What was counted on every day, and what moved on it. */
const counted = () =>
  rows<{ line: string }>(
    `select d.day || ' ' || o.aws_id || ' ' || d.practice || ' ' || d.severity || ' ' || d.pass || ' ' || d.fail || ' '
            || d.not_applicable || ' ' || d.unknown || ' ' || d.not_judged as line
     from rollup_day d join ou o on o.id = d.ou_id
     where (d.pass, d.fail, d.not_applicable, d.unknown, d.not_judged) <> (0, 0, 0, 0, 0)
     union all
     select m.day || ' ' || a.aws_id || ' ' || m.control_id || ' ' || m.severity || ' ' || m.cause || ' ' || m."from" || ' '
            || m."to" || ' ' || sum(m.n)
     from movement m join aws_account a on a.id = m.account_id
     group by m.day, a.aws_id, m.control_id, m.severity, m.cause, m."from", m."to" order by 1`,
  );

type Told = { now: Dump; days: { line: string }[] };

/**
 * Replays a past with readers as processes of their own.
 * @param killAt after so many days a reader is killed and another begins; 0 is amid the first scan
 */
async function replayed(killAt: readonly number[]): Promise<Told> {
  process.env["BREAKWATER_REPLAY_DAYS"] = String(days);
  workers = await workerProcesses({ accounts: 12, buckets: 120, days });
  const { start } = workers;
  let reader = await start("--first-scan");
  for (const day of killAt) {
    await until(`day ${day}`, 120, async () => {
      if (day > 0) return ((await findReplay())?.day ?? 0) >= day || undefined;
      return (await rows("select from collected_facts limit 1")).length > 0 || undefined;
    });
    reader.process.kill("SIGKILL");
    await reader.stopped;
    reader = await start("--first-scan");
  }
  await until("end of the past", 180, async () => (await findReplay())?.endedAt ?? undefined);
  await until("scan of the present", 120, async () =>
    (await rows<{ id: number }>("select id from scan where origin = 'start' and finished_at is not null")).at(0),
  );
  expect(await rows("select from scan where origin = 'start'")).toHaveLength(1);
  const told = { now: await dump(), days: await counted() };
  await workers.stop();
  workers = undefined;
  return told;
}

it("a replay that is killed again and again tells the same as one that was left alone, and counts nothing twice", async () => {
  const alone = await replayed([]);
  expect(alone.days.length).toBeGreaterThan(100);
  const killed = await replayed([0, 3, 6, 7, 11]);
  expect(killed.now).toEqual(alone.now);
  expect(killed.days).toEqual(alone.days);
}, 420_000);
