import { type Listing, recordListing } from "@/lib/data/inventory/record-listing";
import { type ReadFacts, stageIn } from "@/lib/data/inventory/stage-facts";
import { enqueue } from "@/lib/data/queue";
import {
  addProgress,
  addTallies,
  lockScanAccount,
  noteReach,
  type Tally,
  updateScanAccount,
  wasHandedOn,
} from "@/lib/data/scan/progress";
import { inTransaction } from "@/lib/data/transaction";
import { collectResources } from "@/lib/jobs/collect-resources";
import { now, recording } from "@/lib/platform/clock";
import { moveOn } from "./plan-accounts";

const over = new Set(["complete", "partial", "failed", "cancelled"]);

/**
 * Marks an account of a scan as being collected.
 * @returns when it began; null where there is nothing to do: the scan is over, or the account was collected already
 */
export async function beginAccount(scanId: number, accountId: number): Promise<Date | null> {
  return inTransaction(async (tx) => {
    const row = await lockScanAccount(tx, scanId, accountId);
    if (!row || over.has(row.scanState) || !["planned", "collecting"].includes(row.state)) return null;
    if (await wasHandedOn(tx, scanId, accountId)) return null;
    // The last attempt's time stands only until facts were kept: what is read now is dated now.
    const startedAt = now();
    await updateScanAccount(tx, scanId, accountId, { state: "collecting", started_at: startedAt });
    return startedAt;
  });
}

export type AccountReading = {
  scanId: number;
  accountId: number;
  at: Date;
  listing: Omit<Listing, "accountId" | "at" | "recordedAt" | "replayed" | "scanId">;
  /** Facts by ARN: of the account, its regions, and of access points as far as the listing told. */
  facts: ReadonlyMap<string, ReadFacts["facts"]>;
  tallies: readonly Tally[];
};

/**
 * Keeps what an account holds and its own facts, and hands its resources to be read. Only the first to come does: a
 * worker that was taken for dead may come with the same account later.
 */
export async function recordAccount(reading: AccountReading): Promise<void> {
  const { scanId, accountId, at, listing, facts } = reading;
  const { ids } = await recordListing({ ...listing, accountId, at, ...recording(), scanId });
  await inTransaction(async (tx) => {
    const row = await lockScanAccount(tx, scanId, accountId);
    if (!row || over.has(row.scanState) || row.state !== "collecting") return;
    if (await wasHandedOn(tx, scanId, accountId)) return;
    await stageIn(tx, {
      accountId,
      scanId,
      at,
      resources: [...facts].flatMap(([arn, read]) => {
        const resourceId = ids.get(arn);
        // What the organization makes effective was staged by discovery: only what was read here is replaced.
        return resourceId === undefined ? [] : [{ resourceId, facts: read, only: true }];
      }),
    });
    await addTallies(tx, scanId, accountId, reading.tallies);
    const buckets = listing.resources.filter(
      ({ type }) => type === "AWS::S3::Bucket" || type === "AWS::S3::AccessPoint",
    );
    await updateScanAccount(tx, scanId, accountId, {
      listed: listing.complete.some(({ type }) => type === "AWS::S3::Bucket"),
      resources: buckets.length,
    });
    await enqueue(collectResources, { scanId, accountId, after: 0 }, { tx });
  });
}

export type CollectedBatch = {
  scanId: number;
  accountId: number;
  at: Date;
  after: number;
  resources: readonly ReadFacts[];
  tallies: readonly Tally[];
  /** The last resource read; null when none was left. */
  last: number | null;
};

/**
 * Keeps the facts of a batch and hands on the rest; with none left the account is collected. Keeping a batch twice is
 * keeping it once: the cursor has moved on.
 */
export async function recordCollected(batch: CollectedBatch): Promise<void> {
  const { scanId, accountId, at, after, last } = batch;
  await inTransaction(async (tx) => {
    const row = await lockScanAccount(tx, scanId, accountId);
    if (!row || over.has(row.scanState) || row.state !== "collecting" || row.collectCursor !== after) return;
    await stageIn(tx, { accountId, scanId, at, resources: batch.resources });
    await addTallies(tx, scanId, accountId, batch.tallies);
    await addProgress(tx, scanId, accountId, { collected: batch.resources.length });
    if (last !== null) {
      await updateScanAccount(tx, scanId, accountId, { collect_cursor: last });
      await enqueue(collectResources, { scanId, accountId, after: last }, { tx });
      return;
    }
    await updateScanAccount(tx, scanId, accountId, { state: "collected" });
    await noteReach(tx, accountId, { collectedAt: row.startedAt ?? at, scanId });
    await moveOn(tx, scanId);
  });
}
