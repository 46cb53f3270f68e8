import type { IngestBatch } from "@/lib/data/ingest/batch";
import { foldRollups } from "@/lib/data/ingest/fold-rollups";
import { applyWaiver } from "@/lib/data/ingest/waive";
import { inTransaction } from "@/lib/data/transaction";
import type { Bench } from "../bench";
import { Batches, ingestAll } from "./batches";
import { buildInventory } from "./build";
import type { BucketState } from "./facts";
import type { Plan, PlannedAccount } from "./plan";

const dayMs = 86_400_000;
const days = 365;

/** What happens on a day: the batches of one account, made when the day has come. */
type Event = { day: number; account: PlannedAccount; judge: (at: Date) => Promise<IngestBatch[]> };

/**
 * A year of an organization: accounts join, buckets appear, configurations change, policies lock the reader out, and
 * some failures are accepted. Everything in the order of its days, as it would have been scanned.
 */
export async function liveYear(bench: Bench, plan: Plan): Promise<void> {
  const today = new Date().setUTCHours(0, 0, 0, 0);
  const dateOf = (day: number) => new Date(today - (days - day) * dayMs);
  await buildInventory(bench, plan, dateOf(0));
  const batches = new Batches(bench, plan);
  const byDay = Map.groupBy(
    plan.accounts.flatMap((account) => eventsOf(plan, account, batches)),
    ({ day }) => day,
  );
  for (let day = 0; day < days; day++) {
    const at = dateOf(day);
    const perAccount = Map.groupBy(byDay.get(day) ?? [], ({ account }) => account);
    const judged: IngestBatch[][] = [];
    for (const events of perAccount.values()) {
      const all: IngestBatch[] = [];
      for (const { judge } of events) all.push(...(await judge(at)));
      judged.push(all);
    }
    await ingestAll(judged, { fold: day % 7 === 6 || day === days - 1 });
    if (day === 30) await bench.owner.query("analyze");
  }
  await acceptRisks(bench, new Date(today));
  await bench.owner.query("vacuum analyze");
}

/** An account joins on a day; the buckets of a large one appear over the year; a third of them change something later. */
function eventsOf(plan: Plan, account: PlannedAccount, batches: Batches): Event[] {
  const { draw } = plan;
  const joined = draw.below(300, account.id, 10);
  const events: Event[] = [{ day: joined, account, judge: async (at) => [await batches.surroundings(account, at)] }];
  const parts = partsOf(account);
  const last = days - 20;
  for (const [i, part] of parts.entries()) {
    const day = joined + Math.floor(((last - joined) * i) / parts.length);
    events.push({ day, account, judge: (at) => batches.buckets(part, at, () => ({ revision: 0 })) });
  }
  const locked = draw.chance(0.03, account.id, 11);
  if (!locked && !draw.chance(0.3, account.id, 12)) return events;
  const stateOf = (bucket: number): BucketState => ({
    revision: draw.chance(0.03, bucket, 13) ? 1 : 0,
    ...(locked ? { denied: true } : {}),
  });
  for (const part of parts) {
    const day = last + draw.below(days - last, part.firstBucket, 14);
    events.push({ day, account, judge: (at) => batches.buckets(part, at, stateOf) });
  }
  return events;
}

/** The buckets of an account, two hundred at a time. */
function partsOf(account: PlannedAccount): PlannedAccount[] {
  const parts: PlannedAccount[] = [];
  for (let done = 0; done < account.buckets; done += 200) {
    parts.push({ ...account, firstBucket: account.firstBucket + done, buckets: Math.min(200, account.buckets - done) });
  }
  return parts;
}

/** Waives one failure in five hundred. */
async function acceptRisks({ owner }: Bench, at: Date): Promise<void> {
  const { rows } = await owner.query<{ resourceId: number; controlId: number }>(
    `select resource_id as "resourceId", control_id as "controlId" from finding
     where sight_lost_at is null and (resource_id * 16 + control_id) % 500 = 0 order by account_id`,
  );
  const until = new Date(at.getTime() + 90 * dayMs);
  for (const failure of rows) {
    const waiver = { ...failure, reason: "Known and accepted.", by: "bench", approver: "bench", at, until };
    await inTransaction((tx) => applyWaiver(tx, waiver), { durable: "later" });
  }
  await foldRollups();
}
