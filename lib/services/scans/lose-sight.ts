import { noteUnseen, resourcesAfter } from "@/lib/data/inventory/out-of-sight";
import { stageIn } from "@/lib/data/inventory/stage-facts";
import { noteReach } from "@/lib/data/scan/progress";
import type { Tx } from "@/lib/data/transaction";
import { type UnknownFact, unknown } from "@/lib/model/fact";
import { factSchemas } from "@/lib/model/fact-schema";
import type { UnknownReason } from "@/lib/model/reason";
import type { ResourceType } from "@/lib/model/resource";

/** An account nobody can look into any more, and why. */
export type LostSight = {
  accountId: number;
  scanId: number | null;
  at: Date;
  reason: UnknownReason;
  /** What would have to be granted. */
  permission?: string;
  /** In words, for pages. */
  because: string;
};

/** Facts the organization tells about an account, which hold whether the account can be reached or not. */
const toldByOrganization = new Set(["effectiveS3Policy", "resourceControlPolicies"]);

const page = 500;

/**
 * Makes every fact of an account unknown, to be judged; notes that its resources were not seen and that it cannot be
 * reached. Nothing is retired.
 * @returns how many resources it holds
 */
export async function loseSight(tx: Tx, { accountId, scanId, at, reason, permission, because }: LostSight) {
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
  await noteReach(tx, accountId, { unreachable: because, since: at });
  return asked;
}

const nothingOf = (type: ResourceType, fact: UnknownFact): Record<string, UnknownFact> =>
  Object.fromEntries(
    Object.keys(factSchemas[type])
      .filter((name) => !toldByOrganization.has(name))
      .map((name) => [name, fact]),
  );
