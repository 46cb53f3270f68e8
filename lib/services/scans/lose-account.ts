import { noteUnseen, resourcesAfter } from "@/lib/data/inventory/out-of-sight";
import { stageIn } from "@/lib/data/inventory/stage-facts";
import { addTallies, lockScanAccount, noteReach, updateScanAccount } from "@/lib/data/scan/progress";
import { inTransaction } from "@/lib/data/transaction";
import { type UnknownFact, unknown } from "@/lib/model/fact";
import { factSchemas } from "@/lib/model/fact-schema";
import type { UnknownReason } from "@/lib/model/reason";
import type { ResourceType } from "@/lib/model/resource";
import { now } from "@/lib/platform/clock";
import { moveOn } from "./plan-accounts";

export type LostAccount = {
  scanId: number;
  accountId: number;
  reason: UnknownReason;
  /** What would have to be granted. */
  permission?: string;
  /** In words, for the scan's page. */
  because: string;
};

/** Facts the organization tells about an account, which hold whether the account can be reached or not. */
const toldByOrganization = new Set(["effectiveS3Policy", "resourceControlPolicies"]);

const page = 500;

/**
 * An account that cannot be reached: everything in it becomes unknown, nothing is retired, open findings stay open and
 * say so. The scan goes on without it.
 */
export async function loseAccount(lost: LostAccount): Promise<void> {
  const { scanId, accountId, reason, permission } = lost;
  const at = now();
  await inTransaction(async (tx) => {
    const row = await lockScanAccount(tx, scanId, accountId);
    if (!row || row.finishedAt !== null || !["planned", "collecting"].includes(row.state)) return;
    const fact = unknown(reason, permission);
    let asked = 0;
    for (let after = 0; ; ) {
      const resources = await resourcesAfter(tx, accountId, after, page);
      const last = resources.at(-1);
      if (!last) break;
      after = last.id;
      asked += resources.length;
      await stageIn(tx, {
        accountId,
        scanId,
        at,
        resources: resources.map(({ id, type }) => ({ resourceId: id, facts: nothingOf(type, fact), only: true })),
      });
    }
    await noteUnseen(tx, accountId, at);
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
    await noteReach(tx, accountId, { unreachable: lost.because, since: at });
    await moveOn(tx, scanId);
  });
}

const nothingOf = (type: ResourceType, fact: UnknownFact): Record<string, UnknownFact> =>
  Object.fromEntries(
    Object.keys(factSchemas[type])
      .filter((name) => !toldByOrganization.has(name))
      .map((name) => [name, fact]),
  );
