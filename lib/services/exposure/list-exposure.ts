import { slotOf } from "@/lib/controls/slots";
import { accountsUnder } from "@/lib/data/account-scope";
import { failingRows } from "@/lib/data/finding/failing-rows";
import type { FindingRow } from "@/lib/data/finding/row";
import { unknownRows } from "@/lib/data/finding/unknown-rows";
import type { Actor } from "../access/actor";
import { authorizeOu } from "../access/authorize";

/** The buckets anyone can get into now, and those nobody can say it of. */
export type Exposure = { open: FindingRow[]; unknown: FindingRow[]; more: boolean };

/** @returns the buckets under an OU that are effectively public, newest first */
export async function listExposure(actor: Actor, ouId: number, limit = 8): Promise<Exposure> {
  await authorizeOu(actor, "read", ouId);
  const query = {
    scope: await accountsUnder([ouId]),
    controlIds: [slotOf("bucket-not-publicly-accessible").number],
  };
  const [open, unknown] = await Promise.all([
    failingRows(query, "fail", { limit: limit + 1 }),
    unknownRows(query, { limit }),
  ]);
  return { open: open.slice(0, limit), unknown, more: open.length > limit };
}
