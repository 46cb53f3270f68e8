import { bucketArn } from "@/lib/model/resource";
import { factsOf, type Snapshot, snapshotOf } from "@/lib/model/snapshot";
import type { Bench } from "./bench";
import { type Measurement, ofRounds, type Round, rounds } from "./measure";
import { bucketFacts, bucketName, regionOf } from "./world/facts";
import { judgeFactsOf, verdictsOf } from "./world/judged";
import { planWorld } from "./world/plan";

/** Most of an organization's buckets are alike; this many are judged, over and over. */
const most = 20_000;

/** Every control over every bucket's stored snapshot, against one pass over the snapshots' bytes. */
export async function judging({ resources, seed }: Bench): Promise<Measurement[]> {
  const plan = planWorld({ resources: Math.min(resources, most), seed, lax: 0.4 });
  const at = new Date("2026-01-01T00:00:00Z");
  const buckets = plan.accounts.flatMap((account) =>
    Array.from({ length: account.buckets }, (_, i) => {
      const bucket = account.firstBucket + i;
      const name = bucketName(bucket);
      const ref = { name, arn: bucketArn("aws", name), accountId: account.awsId, region: regionOf(plan, bucket) };
      const document = JSON.stringify(snapshotOf(bucketFacts(plan, account, bucket, { revision: 0 })));
      return { account, ref: { type: "AWS::S3::Bucket", ...ref } as const, document, bytes: Buffer.from(document) };
    }),
  );
  const measured: Round[] = [];
  let seen = 0;
  for (let i = 0; i < rounds; i++) {
    const limit = timed(() => {
      for (const { bytes } of buckets) for (let at = 0; at < bytes.length; at++) seen = (seen + (bytes[at] ?? 0)) | 0;
    });
    const value = timed(() => {
      for (const { account, ref, document } of buckets) {
        const facts = judgeFactsOf(account, factsOf(JSON.parse(document) as Snapshot));
        seen += verdictsOf(ref, facts, at).length;
      }
    });
    measured.push({ value, limit });
  }
  if (seen === 0) throw new Error("Nothing was judged.");
  const bytes = buckets.reduce((sum, one) => sum + one.bytes.length, 0);
  const of = `${buckets.length} buckets, ${Math.round(bytes / buckets.length)} bytes each, from stored text to verdicts`;
  return [ofRounds("judging.buckets", "ms", measured, of)];
}

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
