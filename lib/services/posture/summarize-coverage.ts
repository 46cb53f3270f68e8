import { bucketCounts } from "@/lib/data/ou";
import { type AccountReach, accountReach, controlCounts, postureVersion } from "@/lib/data/posture";
import { judgedOf, sumCounts } from "@/lib/engine/score";
import type { Actor } from "@/lib/services/access/actor";
import { authorizeOu } from "@/lib/services/access/authorize";
import { remember } from "./remember";

/** How much of a unit was seen: what every figure about it stands on. */
export type Coverage = AccountReach & {
  buckets: number;
  /** With every fact read. */
  bucketsInFull: number;
  /** Verdicts asked for: passes, failures, unknown and not yet judged. */
  checks: number;
  judged: number;
};

const remembered = remember<Coverage>(300);

/** @throws AppError `not_allowed` outside what the actor may read */
export async function summarizeCoverage(actor: Actor, ouId: number): Promise<Coverage> {
  await authorizeOu(actor, "read", ouId);
  // Read before the counts: an answer may be newer than its key says, never older.
  return remembered(`${ouId}/${await postureVersion()}`, () => readCoverage(ouId));
}

async function readCoverage(ouId: number): Promise<Coverage> {
  const [[inventory], reach, counts] = await Promise.all([
    bucketCounts([ouId]),
    accountReach(ouId),
    controlCounts(ouId),
  ]);
  const { judged, of } = judgedOf(sumCounts(counts));
  return { ...reach, buckets: inventory?.buckets ?? 0, bucketsInFull: inventory?.inFull ?? 0, checks: of, judged };
}
