import { slotOf } from "@/lib/controls/slots";
import { accountsUnder } from "@/lib/data/account-scope";
import { failingRows } from "@/lib/data/finding/failing-rows";
import type { FindingRow } from "@/lib/data/finding/row";
import { type UnknownReasonCount, unknownReasons } from "@/lib/data/finding/unknown-reasons";
import { controlCounts, postureVersion } from "@/lib/data/posture";
import { sumCounts, type VerdictCounts } from "@/lib/engine/score";
import type { Actor } from "../access/actor";
import { authorizeOu } from "../access/authorize";
import { remember } from "../posture/remember";

export type { UnknownReasonCount };

/** The control whose failure means that anyone gets in, whichever way. */
export const exposureControl = "bucket-not-publicly-accessible";

/** Which buckets anyone can get into now, how many are so by design, and of how many nobody can say it. */
export type Exposure = {
  counts: VerdictCounts;
  /** The newest; `counts.fail` says how many there are. */
  open: FindingRow[];
  /** Why it is unknown, the most frequent first. */
  reasons: UnknownReasonCount[];
};

const remembered = remember<Exposure>(300);

/**
 * @param limit how many of the open buckets are named at most
 * @throws AppError `not_allowed` outside what the actor may read
 */
export async function listExposure(actor: Actor, ouId: number, limit = 6): Promise<Exposure> {
  await authorizeOu(actor, "read", ouId);
  // Read before the rows: an answer may be newer than its key says, never older.
  return remembered(`${ouId}/${limit}/${await postureVersion()}`, () => readExposure(ouId, limit));
}

async function readExposure(ouId: number, limit: number): Promise<Exposure> {
  const controlId = slotOf(exposureControl).number;
  const scope = await accountsUnder([ouId]);
  const [counts, open, reasons] = await Promise.all([
    controlCounts(ouId),
    failingRows({ scope, controlIds: [controlId] }, "fail", { limit }),
    unknownReasons(controlId, scope),
  ]);
  return { counts: sumCounts(counts.filter((one) => one.controlId === controlId)), open, reasons };
}
