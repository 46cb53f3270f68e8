import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { fail, type Judgement, pass } from "@/lib/model/verdict";
import { parsePolicy } from "@/lib/policy/language/parse-policy";
import { isDocumented } from "@/lib/policy/public/documented";
import { policyIsPublic, sentence } from "@/lib/policy/public/policy-is-public";

export default defineControl({
  id: "access-point-policy-not-public",
  practice: "1-block-public-access",
  title: "Access point policy is not public",
  severity: "critical",
  why: "An access point is a door of its own: a public policy on it opens the bucket behind it.",
  resource: "AWS::S3::AccessPoint",
  needs: ["own.policyStatus", "own.policy", "own.origin"],
  params: z.object({}),
  satisfies: [],
  references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html"],
  version: 2,

  evaluate: ({ own }) => judge(own) ?? pass(),

  /** AWS's own answer counts. Where it was not given, the policy itself is read by the rules AWS publishes. */
  settle: ({ own }) => judge(own),
});

type Own = {
  policyStatus?: { isPublic: boolean } | null | undefined;
  policy?: string | null | undefined;
  origin?: { network: "Internet" | "VPC" } | undefined;
};

function judge({ policyStatus, policy, origin }: Own): Judgement | undefined {
  const theirs = policyStatus === undefined ? undefined : (policyStatus?.isPublic ?? false);
  const ours =
    typeof policy === "string" && origin
      ? policyIsPublic(parsePolicy(policy, "access-point"), origin.network)
      : undefined;
  const byRules = policy === null ? false : ours && isDocumented(ours) ? ours.value : undefined;
  const isPublic = theirs ?? byRules;
  if (isPublic === undefined) return undefined;
  if (!isPublic) return pass();
  const statement = ours?.evidence.find(({ verdict }) => verdict === "public");
  const says =
    theirs === undefined
      ? "By AWS's rules the policy of the access point is public."
      : "AWS calls the policy of the access point public.";
  return fail(statement ? `${says} ${sentence(statement)}` : says);
}
