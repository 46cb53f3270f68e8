import type { KnownAccount } from "@/lib/data/inventory/known-inventory";
import type { ListedTree } from "@/lib/data/inventory/record-tree";
import type { ResourceType } from "@/lib/model/resource";
import { AppError } from "@/lib/platform/errors";
import { closedStates } from "@/lib/services/scans/plan-accounts";
import { treeOf } from "./discover/tree-of";
import { Aws } from "./runtime/aws";
import { collectorsFor } from "./runtime/collectors";
import { exchanging } from "./runtime/exchange";

/** An account a scan would ask, and about how many calls that takes. */
export type PlannedAccount = {
  awsId: string;
  name: string;
  state: string;
  /** Suspended and closed accounts are not asked: nobody can sign in to them. */
  asked: boolean;
  /** As they were when last listed; null where the account was never read, and the calls are those before its buckets. */
  buckets: number | null;
  accessPoints: number | null;
  calls: number;
};

export type ScanPlan = {
  accounts: PlannedAccount[];
  /** Calls to Organizations to read the tree, as just made. */
  organizationCalls: number;
};

/** How many facts are read of each resource of a type: a call each. */
export type CallsPer = Readonly<Record<"account" | "bucket" | "accessPoint", number>>;

/** Regions that are enabled in every account unless it says otherwise. https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html */
const regionsByDefault = 17;
const bucketsPerPage = 1000;

/**
 * Says which accounts a scan would ask and about how many calls it would make. Reads the organization's tree, and no
 * account.
 * @throws AppError `not_found` for an account or OU the organization does not have
 */
export async function planScan(
  scope: "full" | "account" | "ou",
  target: string,
  known: ReadonlyMap<string, KnownAccount>,
): Promise<ScanPlan> {
  const { tree, calls } = await exchanging(async (exchange) => {
    const { tree } = await treeOf(new Aws());
    return { tree, calls: exchange.calls };
  });
  const per = { account: await factsOf("AWS::Organizations::Account"), ...(await callsPerResource()) };
  const accounts = accountsIn(tree, scope, target).map(({ awsId, name, state }) => {
    const before = known.get(awsId);
    const asked = !closedStates.has(state);
    return {
      awsId,
      name,
      state,
      asked,
      buckets: before?.buckets ?? null,
      accessPoints: before?.accessPoints ?? null,
      calls: asked ? callsFor(before, per) : 0,
    };
  });
  return { accounts, organizationCalls: calls };
}

/** @returns calls to read one resource of a type again: signing in, and one for each fact */
export const callsForResource = async (type: ResourceType): Promise<number> => 1 + (await factsOf(type));

const factsOf = async (type: ResourceType): Promise<number> => (await collectorsFor(type)).length;

const callsPerResource = async () => ({
  bucket: await factsOf("AWS::S3::Bucket"),
  accessPoint: await factsOf("AWS::S3::AccessPoint"),
});

/** @returns calls for an account: signing in, listing regions, buckets and access points, then one for each fact */
export function callsFor(known: Omit<KnownAccount, "awsId"> | undefined, per: CallsPer): number {
  const { buckets = 0, accessPoints = 0, regions = regionsByDefault } = known ?? {};
  const pages = Math.max(1, Math.ceil(buckets / bucketsPerPage));
  return 2 + pages + regions + per.account + buckets * per.bucket + accessPoints * per.accessPoint;
}

/** @returns the accounts of a scope, as the tree has them */
export function accountsIn({ ous, accounts }: ListedTree, scope: "full" | "account" | "ou", target: string) {
  if (scope === "full") return accounts;
  if (scope === "account") {
    const found = accounts.filter(({ awsId }) => awsId === target);
    if (found.length === 0) throw new AppError("not_found", `The organization has no account ${target.slice(0, 100)}.`);
    return found;
  }
  if (!ous.some(({ awsId }) => awsId === target)) {
    throw new AppError("not_found", `The organization has no OU ${target.slice(0, 100)}.`);
  }
  const under = new Set([target]);
  // Parents come before children.
  for (const { awsId, parentAwsId } of ous) if (parentAwsId !== null && under.has(parentAwsId)) under.add(awsId);
  return accounts.filter(({ ouAwsId }) => under.has(ouAwsId));
}
