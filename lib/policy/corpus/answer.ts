import type { Policy } from "../language/policy";
import { effectiveOf } from "../public/effective";
import { namedBy } from "../public/named";
import type { PublicAnswer } from "../public/policy-is-public";
import { publicAccess, publicSettings } from "../public/public-access";
import { publicPreventedByRcp } from "../public/public-left";
import { decisionOf } from "../simulate/corpus-decision";
import { type Tri, undetermined } from "../tri";
import { accessInputOf, type CaseInput, isObject, policyOf } from "./case-input";
import { demandsIn, tlsEnforcedByRcp } from "./demand-answers";

/** Answers in the keys of the corpus, sets sorted; and for keys that cannot be known, why. */
export type Answer = { result: Record<string, unknown>; undetermined: Record<string, string> };

/**
 * Answers a case of the policy corpus.
 * @param kind bucket-policy, access-point-policy, acl or combined
 * @param input as the corpus describes it; anything else is answered as far as it can be
 */
export function answer(kind: string, input: unknown): Answer {
  const given: CaseInput = isObject(input) ? input : {};
  const found: Answer = { result: {}, undetermined: {} };
  const tell = <T>(key: string, value: Tri<T>) => {
    if (value.kind === "known") found.result[key] = value.value;
    else found.undetermined[key] = [...new Set(value.why.map(({ what }) => what))].slice(0, 3).join(" ");
  };
  if (isObject(given["request"])) {
    const { decision, blockedBy } = decisionOf(given);
    tell("decision", decision);
    if (decision.kind === "known") found.result["blockedBy"] = blockedBy;
  }
  const policy = policyOf(kind, given);
  const access = accessInputOf(kind, given, policy);
  const effective = effectiveOf(access);
  if (policy) {
    tell("isPublic", effective.policyIsPublic);
    tell("publicAccess", accessOf(policy, effective.policyIsPublic));
    const named = namedBy(policy);
    if (named.kind === "undetermined") for (const key of ofNames) tell(key, named);
    else {
      const { everyone, allBut, allActions, accounts, services, federated, originAccessIdentities } = named.value;
      const simple = { services, federated, originAccessIdentities, notPrincipalAllow: allBut };
      Object.assign(found.result, simple, { wildcardPrincipalAllow: everyone, wildcardActionAllow: allActions });
      tell("principalAccounts", accounts);
      if (access.accountId === "") found.undetermined["externalAccounts"] = "The account of the bucket is not given.";
      else tell("externalAccounts", without(accounts, access.accountId));
    }
    tell("restrictedByBpa", effective.restrictedByBlock);
    tell("effectiveCrossAccount", effective.accounts);
    tell("effectiveServices", effective.services);
    tell("effectiveOrgs", effective.organizations);
    // Access points take no plain HTTP, and what a policy demands of uploads is asked of buckets.
    if (access.kind === "bucket") {
      for (const [key, value] of Object.entries(demandsIn(policy, access))) tell(key, value);
    }
    if (given["resourceControlPolicies"] !== undefined) {
      tell("publicPreventedByRcp", publicPreventedByRcp(policy, effective.policyIsPublic, access));
      tell("tlsEnforcedByRcp", tlsEnforcedByRcp(policy, access));
    }
    // A service control policy binds the identities of its accounts, and nobody who did not sign in.
    if (given["ownerServiceControlPolicies"] !== undefined) found.result["publicPreventedByScp"] = false;
  }
  if (given["acl"] !== undefined) {
    tell("aclIsPublic", effective.aclIsPublic);
    tell("effectivePublicViaAcl", effective.effectivePublicViaAcl);
  }
  tell("effectivePublic", effective.effectivePublic);
  return found;
}

/** The corpus does not say whether a setting of the bucket that everybody can read or write counts as read or write. */
function accessOf(policy: Policy, judged: PublicAnswer): Tri<string[]> {
  const access = publicAccess(policy, judged);
  if (access.kind === "undetermined") return access;
  const open = [...publicSettings(policy, judged)].filter((use) => !access.value.includes(use));
  const what = `Everybody can ${open.join(" and ")} settings of the bucket, which are no objects.`;
  return open.length > 0 ? undetermined({ what, row: null, at: null }) : access;
}

const ofNames = [
  ...["wildcardPrincipalAllow", "wildcardActionAllow", "notPrincipalAllow", "principalAccounts", "externalAccounts"],
  ...["services", "federated", "originAccessIdentities"],
];

const without = (accounts: Tri<string[]>, own: string): Tri<string[]> =>
  accounts.kind === "known" ? { ...accounts, value: accounts.value.filter((account) => account !== own) } : accounts;
