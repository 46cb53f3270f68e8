import { beginScan } from "@/lib/data/scan/plan";
import { discoverOrganization as job } from "@/lib/jobs/discover-organization";
import { now } from "@/lib/platform/clock";
import { environment } from "@/lib/platform/env";
import { recordOrganization } from "@/lib/services/organization/record-organization";
import { failScan } from "@/lib/services/scans/fail-scan";
import { loseAccount } from "@/lib/services/scans/lose-account";
import { closedBecause, planAccounts } from "@/lib/services/scans/plan-accounts";
import { claimWorld } from "@/lib/services/setup/claim-world";
import { discoverOrganization, type ToldOrganization } from "../discover/organization";
import { codeOf, reasonOf } from "../runtime/classify";
import { defineHandler } from "../runtime/handler";

export default defineHandler({
  job,

  async handle({ scanId }, { aws }) {
    const scan = await beginScan(scanId, now());
    if (!scan) return;
    const at = now();
    let discovered: ToldOrganization;
    try {
      discovered = await discoverOrganization(aws, scanId);
    } catch (error) {
      if (reasonOf(error) !== "denied") throw error;
      const because = `The organization could not be read: AWS answered ${codeOf(error)}. Grant organizations:Describe* and organizations:List* to the hub role.`;
      await failScan(scanId, because);
      return;
    }
    await claimIfReal(discovered);
    await recordOrganization({ ...discovered, scanId, at });
    for (const accountId of await planAccounts(scan)) {
      await loseAccount({
        scanId,
        accountId,
        reason: "account_unreachable",
        because: closedBecause,
      });
    }
  },

  lost: ({ scanId }, error) => failScan(scanId, `The organization could not be read: ${error}`),
});

async function claimIfReal({ organization, tree }: ToldOrganization): Promise<void> {
  if (environment().aws !== "real") return;
  const id = organization?.arn.split("/").at(-1) ?? tree.accounts[0]?.awsId ?? "";
  await claimWorld({ kind: "real", identity: id });
}
