import { inTransaction } from "@/lib/data/transaction";
import { type LostSight, loseSight } from "../scans/lose-sight";
import { judgeAccount } from "./judge-account";
import type { Occasion } from "./judge-dependants";

/**
 * An account that a hint found out of reach: everything in it becomes unknown, nothing is retired, open findings stay
 * open and say so.
 */
export async function recordLoss(
  lost: Omit<LostSight, "at" | "scanId">,
  occasion: Omit<Occasion, "scanId">,
): Promise<void> {
  const { at } = occasion;
  await inTransaction((tx) => loseSight(tx, { ...lost, at, scanId: null }));
  await judgeAccount(lost.accountId, { ...occasion, scanId: null });
}
