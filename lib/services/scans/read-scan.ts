import { type ScannedAccount, scannedAccounts } from "@/lib/data/scan/account-rows";
import { type TalliedFact, type TalliedRegion, talliedFacts, talliedRegions } from "@/lib/data/scan/tallied";
import type { Actor } from "../access/actor";
import { accountsFor } from "../access/authorize";
import { toldUpTo } from "../replay/arriving";
import { authorizeScan } from "./authorize-scan";
import { type ScanView, viewScan } from "./view-scan";

export type { ScannedAccount, TalliedFact, TalliedRegion };

/**
 * A scan and how far it is: what the browser asks every second while it is under way.
 * @param input.ouId its sums are over the accounts under this OU only
 * @throws AppError `not_found` for one the actor may not read anything of
 */
export async function readScan(actor: Actor, input: { scanId: number; ouId?: number }): Promise<ScanView> {
  return viewScan((await authorizeScan(actor, "read", input.scanId, input.ouId)).scan, await toldUpTo());
}

export type ScanAccountPage = { accounts: ScannedAccount[]; next: number | null };

const pageSize = 50;

/**
 * What became of the accounts of a scan, fifty at a time, those the actor may read and only those under an OU.
 * @param input.unread only those of which not everything was read
 */
export async function listScanAccounts(
  actor: Actor,
  input: { scanId: number; ouId: number; unread: boolean; after?: number },
): Promise<ScanAccountPage> {
  const { scanId, ouId, unread, after } = input;
  await authorizeScan(actor, "read", scanId);
  const scope = await accountsFor(actor, "read", ouId);
  const rows = await scannedAccounts(scanId, scope, {
    limit: pageSize + 1,
    unread,
    ...(after === undefined ? {} : { after }),
  });
  const accounts = rows.slice(0, pageSize);
  return { accounts, next: rows.length > pageSize ? (accounts.at(-1)?.accountId ?? null) : null };
}

export type ScanTallies = { facts: TalliedFact[]; regions: TalliedRegion[] };

/** What a scan asked and how AWS answered, by fact and by region, over the accounts under an OU that the actor may read. */
export async function readScanTallies(actor: Actor, input: { scanId: number; ouId: number }): Promise<ScanTallies> {
  await authorizeScan(actor, "read", input.scanId);
  const scope = await accountsFor(actor, "read", input.ouId);
  const [facts, regions] = await Promise.all([talliedFacts(input.scanId, scope), talliedRegions(input.scanId, scope)]);
  return { facts, regions };
}
