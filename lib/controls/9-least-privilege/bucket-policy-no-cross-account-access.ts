import { z } from "zod";
import { accessInput } from "@/lib/engine/access-input";
import { defineControl } from "@/lib/engine/control";
import { fail, type Judgement, pass, undecided } from "@/lib/model/verdict";
import { accessOf, type Outsider } from "@/lib/policy/access/access-of";
import type { AccessInput } from "@/lib/policy/input";
import { partyWords } from "@/lib/policy/party-words";
import { policyIsPublic } from "@/lib/policy/public/policy-is-public";

const accountId = z.string().regex(/^\d{12}$/, "An account id has twelve digits.");

export default defineControl({
  id: "bucket-policy-no-cross-account-access",
  practice: "9-least-privilege",
  title: "Nobody outside the organization is let in",
  severity: "high",
  why: "Whoever is let in from outside answers to somebody else, and leaves no trace in your accounts when they change.",
  resource: "AWS::S3::Bucket",
  needs: ["own.policy", "own.acl", "own.ownership", "organization.members", "organization.resourceControlPolicies"],
  params: z.object({
    /** Accounts outside the organization that may be let in: partners. */
    trustedAccounts: z.array(accountId).default([]),
    /** Other organizations that may be let in. */
    trustedOrganizations: z.array(z.string().regex(/^o-[a-z0-9]{10,32}$/)).default([]),
  }),
  satisfies: [],
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-policy-language-overview.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
  ],
  version: 1,

  evaluate({ own, organization }, { resource, params }) {
    const trusted = { accounts: params.trustedAccounts, organizations: params.trustedOrganizations };
    // Block Public Access is judged by itself: what it stops today is let in the day it is turned off.
    const off = { publicAccessBlock: null, effectiveAccountPublicAccessBlock: null };
    return judge(accessInput(resource, { ...own, ...organization, ...off }, { trusted }));
  },
});

function judge(input: AccessInput): Judgement {
  if (letsNobodyIn(input)) return pass();
  const outside = accessOf(input).outsideOrganization;
  if (outside.kind === "undetermined")
    return undecided("undetermined", outside.why[0]?.what ?? "Who is let in cannot be decided.");
  // Whose account a canonical user is, AWS tells nobody else: it may be one of the organization's.
  const [named, unnamed] = [false, true].map((is) =>
    outside.value.filter(({ party }) => (party.kind === "canonical-user") === is),
  );
  if (named && named.length > 0)
    return fail(`${words(named, input)} can reach the bucket from outside the organization.`);
  if (unnamed && unnamed.length > 0)
    return undecided("undetermined", `${words(unnamed, input)} is let in, and AWS does not say whose account that is.`);
  return pass();
}

/** Most policies only deny, and most access lists name nobody but the owner. */
function letsNobodyIn({ policy, acl, ownership }: AccessInput): boolean {
  if (policy === "unread" || acl === "unread") return false;
  const byPolicy =
    policy !== null && (policy.issues.length > 0 || policy.statements.some(({ effect }) => effect === "Allow"));
  const others = acl.grants.some(({ grantee }) => grantee.kind !== "canonical-user" || grantee.id !== acl.owner);
  return !byPolicy && (ownership === "BucketOwnerEnforced" || !others);
}

const impliedByEveryone: ReadonlySet<string> = new Set(["any-account", "any-service"]);

function words(outside: readonly Outsider[], input: AccessInput): string {
  const everyone = outside.find(({ party }) => party.kind === "anonymous");
  const named = everyone ? outside.filter(({ party }) => !impliedByEveryone.has(party.kind)) : outside;
  const names = [...new Set(named.map((one) => (one === everyone ? anyoneWords(one, input) : partyWords(one.party))))];
  const shown = names.slice(0, 3).join(", ");
  const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
  return `${shown.charAt(0).toUpperCase()}${shown.slice(1)}${more}`;
}

/** Conditions such as an address range keep a statement from being public, and whoever meets them still is from outside. */
function anyoneWords({ statements }: Outsider, { policy }: AccessInput): string {
  if (policy === null || policy === "unread") return "anyone";
  const closed = policyIsPublic(policy).evidence.filter(({ verdict }) => verdict === "not-public");
  const by = statements.filter(({ policy: kind }) => kind === "bucket").map(({ index }) => index);
  const conditional = by.length > 0 && by.every((index) => closed.some(({ statement }) => statement === index));
  return conditional ? "anyone who meets its conditions" : "anyone";
}
