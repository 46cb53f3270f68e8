import type { LoadedResource } from "@/lib/data/judging/load-facts";
import { type Fact, known, unknown } from "@/lib/model/fact";
import { factsOf } from "@/lib/model/snapshot";
import type { MemberSession } from "../runtime/aws";
import { readResourceFacts } from "../runtime/read-resource-facts";
import type { Tallies } from "../runtime/tallies";

/**
 * Reads the facts of an account itself.
 * @param account as it is stored, with what the organization makes effective in it
 */
export async function readOwnFacts(
  session: MemberSession,
  account: LoadedResource,
  tallies: Tallies,
): Promise<Record<string, Fact>> {
  const { arn, name } = account;
  const { accountId } = session;
  const read = await readResourceFacts(
    session,
    { type: "AWS::Organizations::Account", arn, name, accountId, region: null },
    tallies,
  );
  const told = factsOf(account.document);
  return {
    ...read,
    accountPublicAccessBlock: ownBlock(read["effectiveAccountPublicAccessBlock"], told["effectiveS3Policy"]),
  };
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
