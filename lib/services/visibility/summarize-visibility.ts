import { accountsUnder } from "@/lib/data/account-scope";
import { type DarkAccount, darkAccounts, type Sight, sightCounts } from "@/lib/data/visibility/dark-accounts";
import { type GapGroup, type GapRegion, gapGroups, gapRegions } from "@/lib/data/visibility/gaps";
import type { Actor } from "../access/actor";
import { authorizeOu } from "../access/authorize";

export type { DarkAccount, GapGroup, GapRegion };

/** What of an OU cannot be seen, and why. */
export type Visibility = {
  sight: Sight;
  accounts: DarkAccount[];
  /** Where the list of accounts goes on. */
  next: number | null;
  gaps: GapGroup[];
  regions: GapRegion[];
};

const pageSize = 50;

/**
 * @param input.after accounts with a higher id only
 * @throws AppError `not_allowed` outside what the actor may read
 */
export async function summarizeVisibility(actor: Actor, input: { ouId: number; after?: number }): Promise<Visibility> {
  const { ouId, after } = input;
  await authorizeOu(actor, "read", ouId);
  const scope = await accountsUnder([ouId]);
  const [sight, rows, gaps, regions] = await Promise.all([
    sightCounts(scope),
    darkAccounts(scope, { limit: pageSize + 1, ...(after === undefined ? {} : { after }) }),
    gapGroups(scope),
    gapRegions(scope),
  ]);
  const accounts = rows.slice(0, pageSize);
  return { sight, accounts, next: rows.length > pageSize ? (accounts.at(-1)?.id ?? null) : null, gaps, regions };
}
