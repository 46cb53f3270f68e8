import { copyIn } from "@/lib/data/copy";
import type { IngestBatch } from "@/lib/data/ingest/batch";
import { foldRollups } from "@/lib/data/ingest/fold-rollups";
import { ingestBatch } from "@/lib/data/ingest/ingest-batch";
import { known } from "@/lib/model/fact";
import { bucketArn } from "@/lib/model/resource";
import { rulesNow } from "@/lib/services/judging/rules";
import type { Bench } from "../bench";
import { accountResource, regionResource } from "./build";
import { accountFacts, type BucketState, bucketFacts, bucketName, regionOf, regions } from "./facts";
import { type JudgedResource, judgedResource } from "./judged";
import type { Plan, PlannedAccount } from "./plan";

const batchSize = 200;

/** As many accounts at a time as a worker judges: lib/jobs/judge-account.ts. */
const lanes = 2;

/** Judges buckets and stores the snapshots that are not stored yet, as collecting does before. */
export class Batches {
  readonly #stored = new Set<string>();
  #rules: { rulesetId: number; parametersId: number } | undefined;

  constructor(
    private readonly bench: Bench,
    private readonly plan: Plan,
  ) {}

  /** @returns the account and its regions, as one batch that is ingested first */
  async surroundings(account: PlannedAccount, at: Date): Promise<IngestBatch> {
    const { awsId, name } = account;
    const ref = { type: "AWS::Organizations::Account", arn: awsId, name, accountId: awsId, region: null } as const;
    const own = judgedResource(account, accountResource(this.plan, account), ref, accountFacts(account), at);
    const around = regions.map((region, i) =>
      judgedResource(
        account,
        regionResource(this.plan, account, i),
        { type: "AWS::Account::Region", arn: region, name: region, accountId: awsId, region },
        { accessPointsListed: known(true), optStatus: known("ENABLED_BY_DEFAULT") },
        at,
      ),
    );
    return this.batch(account, [own, ...around], at);
  }

  /** @returns the buckets of an account, two hundred at a time */
  async buckets(account: PlannedAccount, at: Date, stateOf: (bucket: number) => BucketState): Promise<IngestBatch[]> {
    const batches: IngestBatch[] = [];
    const end = account.firstBucket + account.buckets;
    for (let first = account.firstBucket; first < end; first += batchSize) {
      const judged: JudgedResource[] = [];
      for (let bucket = first; bucket < Math.min(end, first + batchSize); bucket++) {
        judged.push(this.judge(account, bucket, at, stateOf(bucket)));
      }
      batches.push(await this.batch(account, judged, at));
    }
    return batches;
  }

  judge(account: PlannedAccount, bucket: number, at: Date, state: BucketState): JudgedResource {
    const name = bucketName(bucket);
    const ref = { name, arn: bucketArn("aws", name), accountId: account.awsId, region: regionOf(this.plan, bucket) };
    const facts = bucketFacts(this.plan, account, bucket, state);
    return judgedResource(account, bucket, { type: "AWS::S3::Bucket", ...ref }, facts, at);
  }

  async batch(account: PlannedAccount, judged: readonly JudgedResource[], at: Date): Promise<IngestBatch> {
    await this.#store(judged);
    const { rulesetId, parametersId } = (this.#rules ??= await rulesNow());
    const resources = judged.map(({ resource }) => resource);
    const recordedAt = new Date();
    return { accountId: account.id, at, recordedAt, origin: "scan", scanId: null, rulesetId, parametersId, resources };
  }

  async #store(judged: readonly JudgedResource[]): Promise<void> {
    const fresh = new Map(judged.filter(({ hash }) => !this.#stored.has(hash)).map((one) => [one.hash, one]));
    if (fresh.size === 0) return;
    for (const hash of fresh.keys()) this.#stored.add(hash);
    const rows = [...fresh.values()].map(({ resource, document }) => [resource.snapshot, JSON.stringify(document)]);
    await copyIn(this.bench.owner, "fact_snapshot", ["hash", "document"], rows);
  }
}

/**
 * Commits batches as a worker does, the batches of an account one after another, and folds what they counted.
 * @returns how long that took, in seconds
 */
export async function ingestAll(
  accounts: Iterable<readonly IngestBatch[]>,
  { fold } = { fold: true },
): Promise<number> {
  const began = performance.now();
  const queue = accounts[Symbol.iterator]();
  const lane = async () => {
    for (let next = queue.next(); !next.done; next = queue.next())
      for (const batch of next.value) await ingestBatch(batch);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (fold) await foldRollups();
  return (performance.now() - began) / 1000;
}
