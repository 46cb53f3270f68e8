import { createHash } from "node:crypto";
import { accessOf } from "@/lib/policy/access/access-of";
import { bucketPolicies } from "@/lib/policy/bucket-policies";
import { demandsOf } from "@/lib/policy/demands/demands";
import type { AccessInput } from "@/lib/policy/input";
import { parsePolicy } from "@/lib/policy/language/parse-policy";
import type { Policy } from "@/lib/policy/language/policy";
import { effectiveOf } from "@/lib/policy/public/effective";
import { policyIsPublic } from "@/lib/policy/public/policy-is-public";
import type { Bench } from "./bench";
import { crowded } from "./fuzz/crowded";
import { Random } from "./fuzz/random";
import { realPolicies } from "./fuzz/real-policies";
import { exact, type Measurement, median, ofRounds, type Round, rounds } from "./measure";

const accountId = "111122223333";
/** No analysis of one policy may take longer, in milliseconds. */
const longest = 50;

/**
 * Policies from stored text to answers: what S3 calls public (cold), everything there is to say (cold), and the answer
 * for a text seen before. Rates, against JSON.parse and SHA-256 of the same texts in the same run.
 */
export async function policy({ seed, repeats }: Bench): Promise<Measurement[]> {
  const texts = textsOf(new Random(seed), repeats < 10 ? 40 : 200);
  const bytes = Math.round(texts.reduce((sum, text) => sum + text.length, 0) / texts.length);
  const of = `${texts.length} policies, ${bytes} bytes each on the average`;
  const measured: Record<"rules" | "full" | "repeats", Round[]> = { rules: [], full: [], repeats: [] };
  let slowest = 0;
  // Once before anything is measured: what has just been compiled is not yet what runs.
  for (const work of [JSON.parse as (text: string) => unknown, isPublic, again, digest]) rateOf(texts, work);
  for (let round = 0; round < rounds; round++) {
    const parsed = rateOf(texts, (text) => JSON.parse(text));
    measured.rules.push({ value: rateOf(texts, isPublic), limit: parsed });
    const taken = texts.map((text) => millisecondsOf(() => everything(text)));
    slowest = Math.max(slowest, ...(round === 0 ? [] : taken));
    measured.full.push({ value: 1000 / median(taken), limit: parsed });
    for (const text of texts) again(text);
    measured.repeats.push({ value: rateOf(texts, again), limit: rateOf(texts, digest) });
  }
  const random = new Random(seed);
  const hostile = Array.from({ length: repeats < 10 ? 4 : 40 }, () =>
    JSON.stringify(crowded(random)).slice(0, 64 * 1024),
  );
  const worst = Math.max(...hostile.map((text) => millisecondsOf(() => everything(text))));
  return [
    ofRounds("policy.rules", "policies/s", measured.rules, of),
    ofRounds("policy.full", "policies/s", measured.full, `${of}; the median policy`),
    ofRounds("policy.repeats", "policies/s", measured.repeats, of),
    exact("policy.full_slowest", "ms", slowest, longest, of),
    exact(
      "policy.hostile_slowest",
      "ms",
      worst,
      longest,
      `${hostile.length} policies as full of wildcards as they can be`,
    ),
  ];
}

/** Policies as an organization has them: most have a few statements, some have many. */
function textsOf(random: Random, count: number): string[] {
  const statements = realPolicies.flatMap((one) =>
    "Statement" in one && Array.isArray(one.Statement) ? one.Statement : [],
  );
  return Array.from({ length: count }, (_, index) => {
    const length = random.chance(0.7) ? 2 : random.chance(0.85) ? 6 : 40;
    const drawn = Array.from({ length }, (__, at) => ({ ...random.pick(statements), Sid: `S${at}` }));
    return JSON.stringify({ Version: "2012-10-17", Statement: drawn }).replaceAll("reports", `reports-${index}`);
  });
}

const isPublic = (text: string): unknown => policyIsPublic(parsePolicy(text, "bucket"));

function everything(text: string): unknown {
  const read = parsePolicy(text, "bucket");
  const input = inputOf(read, /reports-\d+/.exec(text)?.[0] ?? "reports");
  return [effectiveOf(input), accessOf(input), demandsOf(read, { name: input.bucket, partition: "aws", accountId })];
}

const again = (text: string): unknown =>
  bucketPolicies(text, [], { name: "reports", partition: "aws", accountId }).public;
const digest = (text: string): unknown => createHash("sha256").update(text).digest("base64");

const inputOf = (read: Policy, bucket: string): AccessInput => ({
  kind: "bucket",
  partition: "aws",
  bucket,
  accountId,
  orgId: "o-1",
  isManagementAccount: false,
  policy: read,
  acl: { owner: null, grants: [] },
  ownership: "BucketOwnerEnforced",
  blocks: { bucket: "none", account: "none", organization: "absent" },
  rcps: [],
  trusted: { accounts: [], organizations: [] },
});

/** Milliseconds of this process's own: analysis is nothing but that, and other programs do not count. */
function clock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** How often a second something can be done, over all texts again and again. */
function rateOf(texts: readonly string[], work: (text: string) => unknown): number {
  const began = clock();
  let [done, ms] = [0, 0];
  while (ms < 150) {
    for (const text of texts) work(text);
    done += texts.length;
    ms = clock() - began;
  }
  return (done / ms) * 1000;
}

function millisecondsOf(work: () => unknown): number {
  const began = clock();
  work();
  return clock() - began;
}
