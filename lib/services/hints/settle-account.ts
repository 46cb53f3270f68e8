import { recountGaps } from "@/lib/data/ingest/recount-gaps";
import { unreadLogging } from "@/lib/data/judging/load-facts";
import { judgeAccount } from "./judge-account";
import type { Occasion } from "./judge-dependants";

/** What every bucket of an account rests on beside its own facts and its edges: where it is not known who logs to it. */
export type Around = ReadonlyMap<string, number>;

/** @returns what lies around the resources of an account, before some of them are read again */
export const lookAround = (accountId: number): Promise<Around> => unreadLogging(accountId);

/**
 * Ends the readings of single resources of an account: counts its gaps, and judges all of it where what lies around its
 * resources is not what it was.
 * @param told whether the account or a region told something new
 */
export async function settleAccount(
  accountId: number,
  before: Around,
  told: boolean,
  occasion: Occasion,
): Promise<void> {
  const after = await lookAround(accountId);
  const same = before.size === after.size && [...before].every(([region, n]) => after.get(region) === n);
  if (told || !same) await judgeAccount(accountId, occasion);
  else await recountGaps(accountId, occasion.at);
}
