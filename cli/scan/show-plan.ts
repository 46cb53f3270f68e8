import { callsForResource, planScan } from "@/collectors/plan-scan";
import type { ResourceType } from "@/lib/model/resource";
import type { Actor } from "@/lib/services/access/actor";
import { findKnownResource, knownInventory } from "@/lib/services/scans/known-inventory";
import { table } from "../table";
import { print, say } from "../terminal";
import { counted } from "./progress";
import type { ScanTarget } from "./target";

/** Prints which accounts a scan would ask and about how many calls it would make. Reads no bucket. */
export async function showPlan(actor: Actor, { scope, target }: ScanTarget): Promise<void> {
  if (scope === "resource") {
    const { type, awsId } = await findKnownResource(actor, target);
    // Safe: the inventory holds resources of these types only.
    const calls = await callsForResource(type as ResourceType);
    print(table(["account", "resource", "calls"], [[awsId, target, calls]]));
    say(`1 resource of account ${awsId} would be read, with about ${counted(calls, "call")}.`);
    return;
  }
  const { accounts, organizationCalls } = await planScan(scope, target, await knownInventory(actor));
  print(
    table(
      ["account", "name", "state", "buckets", "access points", "calls"],
      accounts.map((one) => [one.awsId, one.name, one.state, one.buckets ?? "?", one.accessPoints ?? "?", one.calls]),
    ),
  );
  const asked = accounts.filter((one) => one.asked);
  const never = asked.filter(({ buckets }) => buckets === null).length;
  const calls = asked.reduce((sum, one) => sum + one.calls, organizationCalls);
  say(`${counted(asked.length, "account")} would be asked, with about ${counted(calls, "call")}.`);
  if (never > 0) {
    say(`${counted(never, "account was", "accounts were")} never read: the calls for what is in there come on top.`);
  }
  const left = accounts.length - asked.length;
  if (left > 0) say(`${counted(left, "account is", "accounts are")} suspended or closed, and would not be asked.`);
}
