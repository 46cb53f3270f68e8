import { accountsNow } from "@/lib/data/inventory/accounts-now";
import { environment } from "@/lib/platform/env";
import { closedStates } from "@/lib/services/scans/plan-accounts";
import type { Aws } from "../runtime/aws";
import { gather } from "./gather";
import { type Hint, hintOf } from "./hint";
import type { CallEvent } from "./message";
import { readAccount } from "./read-account";
import { readOrganization } from "./read-organization";
import type { Timing } from "./timing";

/** Accounts read side by side. */
const width = 6;

/**
 * Reads again what events hint at, and judges it: the organization alone, accounts side by side, and the readings of one
 * account one after another.
 * @returns how many things were hinted at
 */
export async function performHints(aws: Aws, events: readonly CallEvent[], timing: Timing): Promise<number> {
  const { readRole } = environment();
  const hints = events.flatMap((event) => hintOf(event, readRole) ?? []);
  const gathered = gather(hints, new Set((await accountsNow()).map(({ awsId }) => awsId)));
  const at = gathered.findIndex(({ target }) => target.kind === "organization");
  const organization = gathered[at];
  if (!organization) await readAccounts(aws, gathered, timing);
  else {
    await readAccounts(aws, gathered.slice(0, at), timing);
    await readOrganization(aws, organization, timing);
    await readAccounts(aws, gathered.slice(at + 1), timing);
  }
  return gathered.length;
}

async function readAccounts(aws: Aws, hints: readonly Hint[], timing: Timing): Promise<void> {
  if (hints.length === 0) return;
  const known = new Map((await accountsNow()).map((account) => [account.awsId, account]));
  const queue = [...Map.groupBy(hints, ({ accountId }) => accountId)];
  const reader = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      timing.signal.throwIfAborted();
      const [awsId, theirs] = next;
      const account = known.get(awsId);
      // Nobody can sign in to a closed one: what the organization told of it stands.
      if (!account || closedStates.has(account.state)) continue;
      const fresh = theirs.filter((hint) => !timing.isOld(hint, account));
      await readAccount({ aws, account, timing }, fresh);
    }
  };
  await Promise.all(Array.from({ length: width }, reader));
}
