import type { Request } from "../request";
import { knownTo, type Reason, type Tri } from "../tri";
import { type Authorization, authorize, type Resource } from "./authorize";
import { either } from "./effects";
import type { Decision, SimulationInput, Verdict } from "./input";
import { isBlocked } from "./public-block";
import { all, isUnknown, type Truth, unknown } from "./truth";

/**
 * AWS's evaluation of one request: whether it is allowed, by which statements, and what was taken for granted. It looks
 * at this request alone and computes no sets, so that it can check what computes them. Objects are taken to be the
 * bucket owner's, and grants of keys are not looked at.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @param request through an access point it may name the point's ARN or the bucket's
 */
export function simulate(request: Request, policies: SimulationInput): Decision {
  const asked = policies.accessPoint ? throughPoint(request, policies) : [direct(request, policies)];
  const decision = decide(asked.map(([one, resource, given = policies]) => authorize(one, resource, given)));
  return isOfOwnNetwork(request, policies)
    ? decision
    : assuming("The request comes from the access point's VPC.", decision);
}

type Asked = [Request, Resource, SimulationInput?];

function direct(request: Request, policies: SimulationInput): Asked {
  return [request, bucketOf(policies, restricted(policies, policies.isPublic, false), false)];
}

/**
 * The access point and the bucket behind it must both let the request pass, each by its own policy and under its own
 * ARN. https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
function throughPoint(request: Request, policies: SimulationInput): Asked[] {
  const { accessPoint: point } = policies;
  if (!point) return [direct(request, policies)];
  const isPoint = request.resource === point.arn || request.resource.startsWith(`${point.arn}/`);
  const path = isPoint ? request.resource.slice(point.arn.length).replace(/^\/object/, "") : keyOf(request.resource);
  const partition = point.arn.split(":")[1] ?? "aws";
  const owner = point.arn.split(":")[4] ?? request.resourceAccount;
  const pointArn = path === "" ? point.arn : `${point.arn}/object${path}`;
  return [
    [
      { ...request, resource: pointArn, resourceAccount: owner },
      {
        policy: point.policy,
        part: "access-point-policy",
        restricted: restricted(policies, point.isPublic, true),
        ignoresPublicAcls: null,
      },
      // Another account's point is under other resource control policies, which nobody gave.
      owner === request.resourceAccount ? policies : { ...policies, resourceControlPolicies: { assumedFor: owner } },
    ],
    [
      { ...request, resource: `arn:${partition}:s3:::${point.bucket}${path}` },
      bucketOf(policies, restricted(policies, policies.isPublic, true), true),
    ],
  ];
}

/** An access point with a VPC for its origin takes requests from there alone, and which VPC that is was not given. */
function isOfOwnNetwork({ context }: Request, { accessPoint }: SimulationInput): boolean {
  if (accessPoint?.networkOrigin !== "VPC") return true;
  return ["aws:sourcevpc", "aws:sourcevpce"].some((key) => Object.hasOwn(context, key));
}

const assuming = (what: string, decision: Decision): Decision =>
  decision.allowed.kind === "known" && !decision.allowed.value
    ? decision
    : { ...decision, assumed: [...decision.assumed, what] };

/** The key of an object, with the slash before it; nothing for the bucket itself. */
function keyOf(arn: string): string {
  const slash = arn.indexOf("/");
  return slash < 0 ? "" : arn.slice(slash);
}

const bucketOf = (policies: SimulationInput, isRestricted: Truth, through: boolean): Resource => ({
  policy: policies.resourcePolicy,
  part: "resource-policy",
  restricted: isRestricted,
  ignoresPublicAcls: isBlocked("IgnorePublicAcls", policies.blocks, through),
});

function restricted({ blocks }: SimulationInput, isPublic: Tri<boolean> | undefined, through: boolean): Truth {
  return all([isBlocked("RestrictPublicBuckets", blocks, through), truthOf(isPublic)]);
}

function truthOf(isPublic: Tri<boolean> | undefined): Truth {
  if (isPublic === undefined) return unknown("Whether AWS calls the policy public was not given.");
  return isPublic.kind === "known" ? isPublic.value : { why: isPublic.why };
}

/** A Deny anywhere is one; an Allow has to be everywhere. */
function decide(found: readonly Authorization[]): Decision {
  const denied = either(found.map((one) => one.denied));
  const granted = all(found.map((one) => one.granted.truth));
  const missing = unique(found.flatMap((one) => one.granted.missing));
  if (denied.truth === true) {
    return { ...verdict("ExplicitlyDenied"), by: denied.by, blockedBy: unique(denied.by.map(({ part }) => part)) };
  }
  if (denied.truth === false && granted === false) return { ...verdict("ImplicitlyDenied"), blockedBy: missing };
  const assumed = unique(found.flatMap((one) => one.assumed));
  if (denied.truth === false && granted === true) {
    return { ...verdict("Allowed"), by: found.flatMap((one) => one.granted.by), assumed };
  }
  const open = { kind: "undetermined", why: [...whyOf(denied.truth), ...whyOf(granted)] } as const;
  if (granted === false) return { ...verdict("ImplicitlyDenied"), decision: open, blockedBy: missing };
  return { decision: open, allowed: open, by: [], blockedBy: [], assumed };
}

const verdict = (value: Verdict): Decision => ({
  decision: knownTo(value),
  allowed: knownTo(value === "Allowed"),
  by: [],
  blockedBy: [],
  assumed: [],
});

const whyOf = (truth: Truth): readonly Reason[] => (isUnknown(truth) ? truth.why : []);
const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];
