import type { ListedTree } from "@/lib/data/inventory/record-tree";
import type { Aws } from "../runtime/aws";
import { codeOf } from "../runtime/classify";
import { pauseMs } from "./pause";
import { type DiscoveredTree, discoverTree } from "./tree";

/** @returns the tree of one account that belongs to no organization: it is its own */
export const loneTree = (accountId: string): ListedTree => ({
  ous: [{ awsId: `lone-${accountId}`, parentAwsId: null, name: `Account ${accountId}` }],
  accounts: [{ awsId: accountId, name: accountId, email: null, ouAwsId: `lone-${accountId}`, state: "ACTIVE" }],
});

/**
 * Reads the organization's tree, or that of the lone account the caller is.
 * @throws what Organizations answers
 */
export async function treeOf(
  aws: Aws,
): Promise<{ organization: DiscoveredTree["organization"] | null; tree: ListedTree }> {
  try {
    return await discoverTree(await aws.organizations(), pauseMs());
  } catch (error) {
    if (codeOf(error) !== "AWSOrganizationsNotInUseException") throw error;
    return { organization: null, tree: loneTree((await aws.caller()).accountId) };
  }
}
