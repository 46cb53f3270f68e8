import { type CountedScan, countedScan } from "@/lib/data/scan/counted";
import { ouOfScan } from "@/lib/data/scan/place";
import type { Permission } from "@/lib/model/role";
import { AppError } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { accountsFor, authorize, authorizeOu, ousFor } from "../access/authorize";

const unseen = () => new AppError("not_found", "There is no such scan, or it is outside what you may read.");

/**
 * @param ouId its sums are over the accounts under this OU only
 * @returns a scan, for an actor who may read something it looks at and, for more than reading, holds the permission in
 * the whole of what it looks at; and the OU that is
 * @throws AppError `not_found`, in the same words for one that is not there and one the actor may not read;
 * `not_allowed` where reading is all
 */
export async function authorizeScan(
  actor: Actor,
  permission: Permission,
  scanId: number,
  ouId?: number,
): Promise<{ scan: CountedScan; ouId: number | null }> {
  if (!Number.isSafeInteger(scanId) || scanId <= 0 || scanId > 2 ** 31 - 1) throw unseen();
  const accounts = await accountsFor(actor, "read");
  const ous = ousFor(actor, "read");
  const sums = ouId === undefined ? accounts : await accountsFor(actor, "read", ouId);
  const scan = await countedScan(scanId, { ouIds: ous === "everything" ? [] : ous, accounts }, sums);
  if (!scan) throw unseen();
  const place = await ouOfScan(scanId);
  authorize(actor, permission);
  if (permission !== "read" && place !== null) await authorizeOu(actor, permission, place);
  return { scan, ouId: place };
}
