import { known } from "@/lib/model/fact";
import type { DiscoveredOrganization } from "@/lib/services/organization/record-organization";
import type { Aws } from "../runtime/aws";
import { codeOf } from "../runtime/classify";
import { discoverEffective } from "./effective";
import { pauseMs } from "./pause";
import { discoverTree } from "./tree";
import { loneTree } from "./tree-of";

/** The organization as it is told now. */
export type ToldOrganization = Omit<DiscoveredOrganization, "scanId" | "at">;

/**
 * Reads the tree, the policies and what they come to in every account.
 * @param turn which accounts to check against AWS's own answer: another each time
 * @throws what Organizations answers
 */
export async function discoverOrganization(aws: Aws, turn: number): Promise<ToldOrganization> {
  const client = await aws.organizations();
  try {
    const found = await discoverTree(client, pauseMs());
    const effective = await discoverEffective(client, found, turn, pauseMs());
    const { id, arn, managementAccountId, featureSet, enabledPolicyTypes } = found.organization;
    return {
      tree: found.tree,
      organization: {
        arn,
        name: id,
        managementAccountId,
        facts: {
          featureSet: known(featureSet),
          enabledPolicyTypes: known(enabledPolicyTypes),
          members: known({
            id,
            managementAccountId,
            accounts: found.tree.accounts.map(({ awsId }) => awsId).toSorted(),
          }),
        },
      },
      accounts: new Map(
        found.tree.accounts.map(({ awsId }) => [
          awsId,
          { arn: found.accountArns.get(awsId) ?? `${arn}/${awsId}`, facts: effective.get(awsId) ?? {} },
        ]),
      ),
    };
  } catch (error) {
    if (codeOf(error) !== "AWSOrganizationsNotInUseException") throw error;
    return loneAccount(aws);
  }
}

/** One account that belongs to no organization: it is its own tree, and no policy of an organization reaches it. */
async function loneAccount(aws: Aws): Promise<ToldOrganization> {
  const { accountId, partition } = await aws.caller();
  return {
    tree: loneTree(accountId),
    organization: null,
    accounts: new Map([
      [
        accountId,
        {
          arn: `arn:${partition}:organizations::${accountId}:account/none/${accountId}`,
          facts: { effectiveS3Policy: known(null), resourceControlPolicies: known([]) },
        },
      ],
    ]),
  };
}
