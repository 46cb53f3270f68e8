import { expireWaivers } from "@/lib/data/ingest/expire-waivers";
import { foldRollups } from "@/lib/data/ingest/fold-rollups";
import { loadNamed } from "@/lib/data/judging/load-facts";
import { pool } from "@/lib/data/pool";
import { now } from "@/lib/platform/clock";
import { judgeResources } from "./judge-resources";

const batchSize = 200;

/** Ends waivers whose time is over, judges again what depends on time, and folds counters that wait. */
export async function tendStorage(): Promise<void> {
  await expireWaivers(now());
  await judgeDue();
  await foldRollups();
}

/** Judges the resources with a verdict that was good until now. */
async function judgeDue(): Promise<void> {
  for (let round = 0; round < 1000; round++) {
    const at = now();
    const { rows } = await pool().query<{ accountId: number; ids: number[] }>(
      `select account_id as "accountId", array_agg(id) as ids from (
         select r.account_id, r.id from resource_state s join resource r on r.id = s.resource_id
         where s.judge_again_at <= $1 and r.retired_at is null order by s.judge_again_at limit ${batchSize}
       ) due group by account_id`,
      [at],
    );
    if (rows.length === 0) return;
    for (const { accountId, ids } of rows) {
      const resources = await loadNamed(accountId, ids);
      await judgeResources({
        accountId,
        resources,
        at,
        recordedAt: at,
        origin: "rejudge",
        scanId: null,
        rejudged: "time",
      });
    }
  }
}
