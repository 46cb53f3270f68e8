import { slotOf } from "@/lib/controls/slots";
import { accountsUnder } from "@/lib/data/account-scope";
import { type EncryptionKind, encryptionKinds } from "@/lib/data/coverage/encryption-kinds";
import { type UnknownReasonCount, unknownReasons } from "@/lib/data/finding/unknown-reasons";
import { controlCounts, postureVersion } from "@/lib/data/posture";
import type { Actor } from "../access/actor";
import { authorizeOu } from "../access/authorize";
import { remember } from "../posture/remember";
import { type ControlCoverage, coverageOf } from "./control-coverage";
import { type CoverageParts, unitsBelow } from "./units-below";

export type { EncryptionKind };

export const keyControl = "bucket-key-enabled";

/** Where bucket keys are on, where they could be, and how everything else is encrypted. */
export type BucketKeysCoverage = {
  key: ControlCoverage;
  kms: ControlCoverage;
  kinds: EncryptionKind[];
  parts: CoverageParts;
  reasons: UnknownReasonCount[];
};

const remembered = remember<BucketKeysCoverage>(200);

/** @throws AppError `not_allowed` outside what the actor may read */
export async function readBucketKeys(actor: Actor, ouId: number): Promise<BucketKeysCoverage> {
  await authorizeOu(actor, "read", ouId);
  // Read before the figures: an answer may be newer than its key says, never older.
  const version = await postureVersion();
  return remembered(`${ouId}/${version}`, () => read(ouId));
}

async function read(ouId: number): Promise<BucketKeysCoverage> {
  const scope = await accountsUnder([ouId]);
  const [counts, kinds, parts, reasons] = await Promise.all([
    controlCounts(ouId),
    encryptionKinds(scope),
    unitsBelow(ouId, keyControl),
    unknownReasons(slotOf(keyControl).number, scope),
  ]);
  return {
    key: coverageOf(keyControl, counts),
    kms: coverageOf("bucket-kms-encryption", counts),
    kinds,
    parts,
    reasons,
  };
}
