import { enqueue } from "@/lib/data/queue";
import { accountsInScope, insertScanAccounts, type ScanRow } from "@/lib/data/scan/plan";
import { beginJudging } from "@/lib/data/scan/progress";
import { inTransaction } from "@/lib/data/transaction";
import { collectAccount } from "@/lib/jobs/collect-account";
import { judgeAccount } from "@/lib/jobs/judge-account";

/** States of an account in which nobody can sign in to it. https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html */
export const closedStates: ReadonlySet<string> = new Set(["SUSPENDED", "PENDING_CLOSURE", "CLOSED"]);

/** Why they are not asked, in words. */
export const closedBecause = "The account is suspended or closed: nobody can sign in to it.";

/**
 * Writes down which accounts a scan asks and hands each to be collected.
 * @returns accounts that are suspended or closed: they are not asked
 */
export async function planAccounts(scan: ScanRow): Promise<number[]> {
  return inTransaction(async (tx) => {
    const accounts = await accountsInScope(tx, scan.scope, scan.target);
    await insertScanAccounts(
      tx,
      scan.id,
      accounts.map(({ id }) => id),
    );
    const open = accounts.filter(({ state }) => !closedStates.has(state));
    for (const { id } of open) await enqueue(collectAccount, { scanId: scan.id, accountId: id }, { tx });
    if (accounts.length === 0) await moveOn(tx, scan.id);
    return accounts.filter(({ state }) => closedStates.has(state)).map(({ id }) => id);
  });
}

/** Hands every account to be judged once none is left to collect. */
export async function moveOn(tx: Parameters<typeof beginJudging>[0], scanId: number): Promise<void> {
  for (const accountId of (await beginJudging(tx, scanId)) ?? []) {
    await enqueue(judgeAccount, { scanId, accountId, after: 0 }, { tx });
  }
}
