import { loadAccount, loadOfType } from "@/lib/data/judging/load-facts";
import { collectAccount } from "@/lib/jobs/collect-account";
import { type Fact, known, unknown } from "@/lib/model/fact";
import type { ResourceRef } from "@/lib/model/resource";
import { factsOf } from "@/lib/model/snapshot";
import { environment } from "@/lib/platform/env";
import { loseAccount } from "@/lib/services/scans/lose-account";
import { beginAccount, recordAccount } from "@/lib/services/scans/record-account";
import { discoverAccount } from "../discover/account";
import type { Aws, MemberSession } from "../runtime/aws";
import { codeOf, reasonOf } from "../runtime/classify";
import { defineHandler } from "../runtime/handler";
import { readResourceFacts } from "../runtime/read-resource-facts";
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
    const ref: ResourceRef = {
      type: "AWS::Organizations::Account",
      arn: known.arn,
      name: known.name,
      accountId: account.awsId,
      region: null,
    };
    const read = await readResourceFacts(session, ref, tallies);
    const told = factsOf(known.document);
    discovered.resources.push({ type: ref.type, arn: ref.arn, name: ref.name, region: null });
    discovered.facts.set(ref.arn, {
      ...discovered.accountFacts,
      ...read,
      accountPublicAccessBlock: ownBlock(read["effectiveAccountPublicAccessBlock"], told["effectiveS3Policy"]),
    });
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

/** @returns a session; or why there is none, where trying again would not help */
async function openSession(aws: Aws, awsId: string): Promise<MemberSession | { permission: string; because: string }> {
  aws.forget(awsId);
  try {
    return await aws.member(awsId);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === "throttled" || reason === "timeout") throw error;
    const { readRole } = environment();
    return {
      permission: "sts:AssumeRole",
      because: `The role ${readRole} could not be assumed: AWS answered ${codeOf(error)}. It may be missing, or not trust the hub role.`,
    };
  }
}

/**
 * The account's own setting. Where an organization S3 policy is in force AWS shows the policy's instead, and what the
 * account had set is hidden. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_s3.html
 */
function ownBlock(effective: Fact | undefined, policy: Fact | undefined): Fact {
  if (!effective) return unknown("not_collected");
  if (!policy) return unknown("not_collected");
  if (!policy.known) return policy;
  const value = policy.value as { publicAccessBlock: string | null; valid: boolean } | null;
  if (value?.valid && value.publicAccessBlock !== null) return unknown("hidden_by_organization_policy");
  return effective.known ? known(effective.value) : effective;
}
