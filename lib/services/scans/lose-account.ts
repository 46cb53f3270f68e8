import { addTallies, lockScanAccount, updateScanAccount } from "@/lib/data/scan/progress";
import { inTransaction } from "@/lib/data/transaction";
import { now } from "@/lib/platform/clock";
import { type LostSight, loseSight } from "./lose-sight";
import { moveOn } from "./plan-accounts";

export type LostAccount = Omit<LostSight, "at"> & { scanId: number };

/**
 * An account that cannot be reached: everything in it becomes unknown, nothing is retired, open findings stay open and
 * say so. The scan goes on without it.
 */
export async function loseAccount(lost: LostAccount): Promise<void> {
  const { scanId, accountId, permission } = lost;
  const at = now();
  await inTransaction(async (tx) => {
    const row = await lockScanAccount(tx, scanId, accountId);
    if (!row || row.finishedAt !== null || !["planned", "collecting"].includes(row.state)) return;
    const asked = await loseSight(tx, { ...lost, at });
    await addTallies(tx, scanId, accountId, [
      {
        region: "",
        fact: "AWS::Organizations::Account",
        asked: 1,
        known: 0,
        notConfigured: 0,
        denied: 0,
        throttled: 0,
        otherUnknown: 1,
        calls: 0,
      },
    ]);
    await updateScanAccount(tx, scanId, accountId, {
      state: "unreachable",
      started_at: row.startedAt ?? at,
      resources: asked,
      reason: lost.because,
      permission: permission ?? null,
    });
    await moveOn(tx, scanId);
  });
}
