import { loadAccount, loadOfType } from "@/lib/data/judging/load-facts";
import { collectAccount } from "@/lib/jobs/collect-account";
import { loseAccount } from "@/lib/services/scans/lose-account";
import { beginAccount, recordAccount } from "@/lib/services/scans/record-account";
import { discoverAccount } from "../discover/account";
import { readOwnFacts } from "../discover/own-facts";
import { defineHandler } from "../runtime/handler";
import { openSession } from "../runtime/open-session";
import { Tallies } from "../runtime/tallies";

export default defineHandler({
  job: collectAccount,

  async handle({ scanId, accountId }, { aws }) {
    const at = await beginAccount(scanId, accountId);
    if (at === null) return;
    const account = await loadAccount(accountId);
    const [known] = await loadOfType(accountId, "AWS::Organizations::Account");
    if (!account || !known) throw new Error(`Account ${accountId} was not discovered.`);
    const session = await openSession(aws, account.awsId);
    if ("because" in session) {
      await loseAccount({ scanId, accountId, reason: "account_unreachable", ...session });
      return;
    }
    const tallies = new Tallies();
    const discovered = await discoverAccount(session, tallies);
    const own = await readOwnFacts(session, known, tallies);
    const { arn, name } = known;
    discovered.resources.push({ type: "AWS::Organizations::Account", arn, name, region: null });
    discovered.facts.set(arn, { ...discovered.accountFacts, ...own });
    await recordAccount({
      scanId,
      accountId,
      at,
      listing: { resources: discovered.resources, complete: discovered.complete },
      facts: discovered.facts,
      tallies: tallies.rows(),
    });
  },

  lost: async ({ scanId, accountId }, error) => {
    await loseAccount({
      scanId,
      accountId,
      reason: "timeout",
      because: `It could not be read after several attempts: ${error}`,
    });
  },
});
