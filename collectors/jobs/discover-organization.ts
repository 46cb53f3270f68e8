import { beginScan } from "@/lib/data/scan/plan";
import { discoverOrganization } from "@/lib/jobs/discover-organization";
import { known } from "@/lib/model/fact";
import { now } from "@/lib/platform/clock";
import { environment } from "@/lib/platform/env";
import { type DiscoveredOrganization, recordOrganization } from "@/lib/services/organization/record-organization";
import { failScan } from "@/lib/services/scans/fail-scan";
import { loseAccount } from "@/lib/services/scans/lose-account";
import { planAccounts } from "@/lib/services/scans/plan-accounts";
import { claimWorld } from "@/lib/services/setup/claim-world";
import { discoverEffective } from "../discover/effective";
import { pauseMs } from "../discover/pause";
import { discoverTree } from "../discover/tree";
import { loneTree } from "../discover/tree-of";
import type { Aws } from "../runtime/aws";
import { codeOf, reasonOf } from "../runtime/classify";
import { defineHandler } from "../runtime/handler";

export default defineHandler({
  job: discoverOrganization,

  async handle({ scanId }, { aws }) {
    const scan = await beginScan(scanId, now());
    if (!scan) return;
    const at = now();
    let discovered: DiscoveredOrganization;
    try {
      discovered = await discover(aws, scanId, at);
    } catch (error) {
      if (reasonOf(error) !== "denied") throw error;
      const because = `The organization could not be read: AWS answered ${codeOf(error)}. Grant organizations:Describe* and organizations:List* to the hub role.`;
      await failScan(scanId, because);
      return;
    }
    await claimIfReal(discovered);
    await recordOrganization(discovered);
    for (const accountId of await planAccounts(scan)) {
      await loseAccount({
        scanId,
        accountId,
        reason: "account_unreachable",
        because: "The account is suspended or closed: nobody can sign in to it.",
      });
    }
  },

  lost: ({ scanId }, error) => failScan(scanId, `The organization could not be read: ${error}`),
});

async function claimIfReal({ organization, tree }: DiscoveredOrganization): Promise<void> {
  if (environment().aws !== "real") return;
  const id = organization?.arn.split("/").at(-1) ?? tree.accounts[0]?.awsId ?? "";
  await claimWorld({ kind: "real", identity: id });
}

async function discover(aws: Aws, scanId: number, at: Date): Promise<DiscoveredOrganization> {
  const client = await aws.organizations();
  try {
    const found = await discoverTree(client, pauseMs());
    const effective = await discoverEffective(client, found, scanId, pauseMs());
    const { id, arn, managementAccountId, featureSet, enabledPolicyTypes } = found.organization;
    return {
      scanId,
      at,
      tree: found.tree,
      organization: {
        arn,
        name: id,
        managementAccountId,
        facts: { featureSet: known(featureSet), enabledPolicyTypes: known(enabledPolicyTypes) },
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
    return loneAccount(aws, scanId, at);
  }
}

/** One account that belongs to no organization: it is its own tree, and no policy of an organization reaches it. */
async function loneAccount(aws: Aws, scanId: number, at: Date): Promise<DiscoveredOrganization> {
  const { accountId, partition } = await aws.caller();
  return {
    scanId,
    at,
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
