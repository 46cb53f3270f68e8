import { expireWaivers } from "@/lib/data/ingest/expire-waivers";
import { foldRollups } from "@/lib/data/ingest/fold-rollups";
import { writeBaseline } from "@/lib/data/ingest/write-baseline";
import { listDue } from "@/lib/data/judging/list-due";
import { loadNamed } from "@/lib/data/judging/load-facts";
import { now, recording } from "@/lib/platform/clock";
import { judgeResources } from "./judge-resources";

const batchSize = 200;

/** Ends waivers whose time is over, judges again what depends on time, keeps the month, and folds counters that wait. */
export async function tendStorage(): Promise<void> {
  await expireWaivers(now());
  await judgeDue();
  await writeBaseline(now(), now());
  await foldRollups();
}

/** Judges the resources with a verdict that was good until now. */
async function judgeDue(): Promise<void> {
  for (let round = 0; round < 1000; round++) {
    const at = now();
    const due = await listDue(at, batchSize);
    if (due.length === 0) return;
    for (const { accountId, ids } of due) {
      const resources = await loadNamed(accountId, ids);
      await judgeResources({
        accountId,
        resources,
        at,
        ...recording(),
        origin: "rejudge",
        scanId: null,
        rejudged: "time",
      });
    }
  }
}
