import { type KnownAccount, knownAccounts, knownResource } from "@/lib/data/inventory/known-inventory";
import { AppError } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { authorize } from "../access/authorize";

/** @returns what is known of every account that was read before, by its twelve digits: what a scan is estimated from */
export async function knownInventory(actor: Actor): Promise<ReadonlyMap<string, KnownAccount>> {
  authorize(actor, "administer");
  return new Map((await knownAccounts()).map((account) => [account.awsId, account]));
}

/** @returns the type and account of a resource. @throws AppError `not_found` outside the inventory */
export async function findKnownResource(actor: Actor, arn: string): Promise<{ type: string; awsId: string }> {
  authorize(actor, "administer");
  const found = await knownResource(arn);
  if (!found) throw new AppError("not_found", `No resource ${arn.slice(0, 200)} is in the inventory.`);
  return found;
}
