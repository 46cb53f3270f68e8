import type { Caller, Request } from "../request";
import { grantedByAcl } from "./acl";
import { contextOf } from "./context";
import { anyEffects, type Effects, effectsOf, either, never, noEffects, type Outcome } from "./effects";
import { type Given, type Grant, grant } from "./grant";
import { identitySide } from "./identity-side";
import type { KnownPolicy, Part, SimulationInput } from "./input";
import { limits } from "./limits";
import { isRoot, type Named } from "./principal";
import type { Scope } from "./scope";
import { all, any, not, type Truth, unknown } from "./truth";

/** One resource that must let the request pass: the bucket, or the access point in front of it. */
export type Resource = {
  policy: KnownPolicy;
  part: "resource-policy" | "access-point-policy";
  /** Whether RestrictPublicBuckets leaves a policy to services and the owner's account. */
  restricted: Truth;
  /** Whether IgnorePublicAcls is in effect; null where the resource has no access list. */
  ignoresPublicAcls: Truth | null;
};

export type Authorization = { denied: Outcome; granted: Grant; assumed: readonly string[] };

/**
 * Decides over one resource.
 * @param request names this resource, and the account that owns it
 */
export function authorize(request: Request, resource: Resource, input: SimulationInput): Authorization {
  const scope: Scope = {
    action: request.action.toLowerCase(),
    resource: request.resource,
    caller: request.caller,
    context: contextOf(request, input),
    canonicalUsers: input.canonicalUsers ?? {},
    version: "2012-10-17",
  };
  const policy = policyEffects(resource, scope);
  const own = identitySide(input, scope);
  const bounds = limits(request, input, scope);
  const granted = grant(request, givenBy(policy, resource, request, input, scope), own, scope);
  return {
    denied: either([isNeverLockedOut(request) ? never : policy.deny, own.deny, ...bounds.map(({ deny }) => deny)]),
    granted: {
      truth: all([granted.truth, ...bounds.map(({ passes }) => passes)]),
      by: granted.by,
      missing: [...granted.missing, ...bounds.filter(({ passes }) => passes === false).map(({ part }) => part)],
    },
    assumed: [...own.assumed, ...bounds.flatMap(({ assumed }) => assumed)],
  };
}

function policyEffects({ policy, part }: Resource, scope: Scope): Effects {
  if (policy === null) return noEffects;
  if (policy === "unread") return anyEffects(unknown("The policy of what is asked for was not read."));
  return effectsOf([policy], part, scope);
}

/** What the policy and the access lists give, after block public access. */
function givenBy(policy: Effects, resource: Resource, request: Request, input: SimulationInput, scope: Scope): Given {
  const cut = all([resource.restricted, not(isExempt(request.caller, request.resourceAccount, scope))]);
  const acl = resource.ignoresPublicAcls === null ? null : grantedByAcl(input, resource.ignoresPublicAcls, scope);
  const way = (name: keyof Named): Outcome => {
    const { truth, by } = policy.allow[name];
    return { truth: any([all([truth, not(cut)]), acl?.[name] ?? false]), by: cut === true ? [] : by };
  };
  const given = { direct: way("direct"), role: way("role"), account: way("account") };
  const wasAllowed = any(Object.values(policy.allow).map(({ truth }) => truth)) === true;
  const part: Part = cut === true && wasAllowed ? "block-public-access" : resource.part;
  return { ...given, part };
}

/** RestrictPublicBuckets leaves a public policy to AWS services and to the identities of the owner's account. */
function isExempt(caller: Caller, account: string, { canonicalUsers }: Scope): Truth {
  if (caller.kind === "service") return true;
  if (caller.kind === "aws") return caller.account === account;
  if (caller.kind !== "canonical-user") return false;
  if (Object.hasOwn(canonicalUsers, caller.id)) return canonicalUsers[caller.id] === account;
  return unknown("The account of a canonical user is not known.");
}

const ownersAlways = new Set(["s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy"]);

/**
 * The root user of the bucket's account may always mend the policy, whatever the policy denies.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
const isNeverLockedOut = ({ action, caller, resourceAccount }: Request): boolean =>
  caller.kind === "aws" &&
  isRoot(caller) &&
  caller.account === resourceAccount &&
  ownersAlways.has(action.toLowerCase());
