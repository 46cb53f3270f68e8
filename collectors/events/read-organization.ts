import { type AccountNow, accountsNow, placesOf } from "@/lib/data/inventory/accounts-now";
import { judgeAccount } from "@/lib/services/hints/judge-account";
import { recordLoss } from "@/lib/services/hints/record-loss";
import { recordOrganization } from "@/lib/services/organization/record-organization";
import { closedBecause, closedStates } from "@/lib/services/scans/plan-accounts";
import { discoverOrganization } from "../discover/organization";
import type { Aws } from "../runtime/aws";
import type { Hint } from "./hint";
import { readAccount } from "./read-account";
import { occasionOf, type Timing } from "./timing";

/**
 * Reads the tree and the policies again. Accounts that moved are judged in their new place; those for which something
 * else is in force now are read again themselves; new ones, and those that are open again, are read in full.
 */
export async function readOrganization(aws: Aws, hint: Hint, timing: Timing): Promise<void> {
  const at = timing.momentOf(hint);
  const told = await discoverOrganization(aws, Math.floor(at.getTime() / 86_400_000));
  timing.signal.throwIfAborted();
  const occasion = occasionOf(hint, at);
  const before = new Map((await accountsNow()).map((account) => [account.id, account]));
  const waiting = await timing.during(at, () => recordOrganization({ ...told, scanId: null, at }));
  const { accountIds, organization } = await placesOf(waiting);
  for (const account of await accountsNow()) {
    timing.signal.throwIfAborted();
    const was = before.get(account.id);
    switch (whatToDo(account, was, accountIds.includes(account.id))) {
      case "lose":
        await timing.during(at, () =>
          recordLoss({ accountId: account.id, reason: "account_unreachable", because: closedBecause }, occasion),
        );
        break;
      case "read":
        // Read as an account whose own facts changed; one that is new or was out of reach is read in full there.
        await readAccount({ aws, account, timing }, [{ ...hint, target: { kind: "account", role: false } }]);
        await timing.during(at, () => judgeAccount(account.id, occasion));
        break;
      case "judge":
        await timing.during(at, () => judgeAccount(account.id, occasion));
        break;
      default:
        if (organization) await timing.during(at, () => judgeAccount(account.id, occasion));
    }
  }
}

function whatToDo(account: AccountNow, was: AccountNow | undefined, told: boolean): "lose" | "read" | "judge" | null {
  if (closedStates.has(account.state)) return !was || !closedStates.has(was.state) || told ? "lose" : null;
  if (!was || closedStates.has(was.state) || told) return "read";
  return was.ouId === account.ouId ? null : "judge";
}
