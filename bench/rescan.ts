import type { IngestBatch } from "@/lib/data/ingest/batch";
import type { Bench } from "./bench";
import { type CopiedRows, copyRows, makeUnlogged, sendRows } from "./copied-rows";
import { resultRow, resultRows } from "./ingest";
import { type Measurement, ofRounds, type Round, rounds, seconds } from "./measure";
import { Batches, ingestAll } from "./world/batches";
import { buildInventory } from "./world/build";
import type { BucketState } from "./world/facts";
import { type PlannedAccount, planWorld } from "./world/plan";

/** About one verdict in eight fails, as in an organization that is looked after. */
const lax = 0.18;

/** How much of the organization changes between two scans. */
const changing = 0.01;

/**
 * A scan of an organization in which one resource in a hundred changed: every resource is compared, every derived table
 * is brought up to date. Against one COPY of a row for every verdict, which is what storing every scan would cost.
 */
export async function rescan(bench: Bench): Promise<Measurement[]> {
  const { owner } = bench;
  const plan = planWorld({ ...bench, lax });
  const began = Date.now() - 3_600_000;
  await buildInventory(bench, plan, new Date(began));
  const batches = new Batches(bench, plan);
  const revisions = new Map<number, number>();
  const stateOf = (bucket: number): BucketState => ({ revision: revisions.get(bucket) ?? 0 });
  const scanned = new Map<PlannedAccount, IngestBatch[]>();
  for (const account of plan.accounts) {
    const at = new Date(began);
    const all = [await batches.surroundings(account, at), ...(await batches.buckets(account, at, stateOf))];
    scanned.set(account, all);
    await ingestAll([all]);
  }
  await owner.query("vacuum analyze");
  await makeUnlogged(owner, "limit_result", resultRow);
  const copy = await copyRows(owner, resultRows("true"));

  let step = 0;
  const scan = async (changes: (bucket: number, account: PlannedAccount) => boolean): Promise<Round> => {
    step++;
    const at = new Date(began + step * 60_000);
    const next: IngestBatch[][] = [];
    for (const [account, before] of scanned) {
      const all = before.map((batch) => ({ ...batch, at, recordedAt: new Date() }));
      for (const batch of all) {
        const changed = new Map<number, IngestBatch["resources"][number]>();
        for (const { resourceId: bucket, type } of batch.resources) {
          if (type !== "AWS::S3::Bucket" || !changes(bucket, account)) continue;
          revisions.set(bucket, (revisions.get(bucket) ?? 0) + 1);
          const judged = batches.judge(account, bucket, at, stateOf(bucket));
          await batches.batch(account, [judged], at);
          changed.set(bucket, judged.resource);
        }
        batch.resources = batch.resources.map((one) => changed.get(one.resourceId) ?? one);
      }
      scanned.set(account, all);
      next.push(all);
    }
    const value = await ingestAll(next);
    return { value, limit: await copied(bench, copy) };
  };

  const anywhere: Round[] = [];
  const together: Round[] = [];
  for (let i = 0; i < rounds; i++) {
    anywhere.push(await scan((bucket) => plan.draw.chance(changing, bucket, 1000 + step)));
    together.push(await scan((_, account) => plan.draw.chance(changing, account.id, 2000 + step)));
  }
  const of = `${bench.resources} buckets, each compared; limit: COPY of a row for every verdict into an unlogged table`;
  return [
    ofRounds("rescan.anywhere", "s", anywhere, `1 % of all buckets changed: ${of}`),
    ofRounds("rescan.together", "s", together, `the buckets of 1 % of the accounts changed: ${of}`),
  ];
}

async function copied({ owner }: Bench, rows: CopiedRows): Promise<number> {
  const taken = await seconds(() => sendRows(owner, "limit_result", rows));
  await owner.query("truncate limit_result");
  return taken;
}
