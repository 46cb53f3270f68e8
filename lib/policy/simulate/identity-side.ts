import type { Caller } from "../request";
import { effectsOf, either, never, noEffects, type Outcome } from "./effects";
import type { KnownPolicy, Part, SimulationInput, StatementRef } from "./input";
import { isRoot } from "./principal";
import type { Scope } from "./scope";
import { all, type Truth } from "./truth";

/** What the caller's own account says: its identity policies, and what bounds them. */
export type IdentitySide = {
  deny: Outcome;
  /** Identity policies, boundary and session policies all allow. */
  allows: Truth;
  /** The boundary and the session policies allow: they limit also what a resource's policy gives to a role. */
  bounds: Truth;
  by: readonly StatementRef[];
  /** What lacks an Allow. */
  missing: readonly Part[];
  assumed: readonly string[];
};

const needless: IdentitySide = { deny: never, allows: true, bounds: true, by: [], missing: [], assumed: [] };

/**
 * An account's root user has no such policies, nor has who is of no account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function identitySide(input: SimulationInput, scope: Scope): IdentitySide {
  const { caller } = scope;
  if (caller.kind === "canonical-user" || caller.kind === "federated") {
    return { ...needless, assumed: ["The caller's own account allows it."] };
  }
  if (caller.kind !== "aws" || isRoot(caller)) return needless;
  const assumed: string[] = [];
  const { identityPolicies, sessionPolicies = [] } = input;
  const unread = identityPolicies === "unread";
  if (unread) assumed.push(`The identity policies of ${caller.arn} allow it.`);
  const identity = unread ? noEffects : effectsOf(identityPolicies, "identity-policy", scope);
  const session = effectsOf(sessionPolicies, "session-policy", scope);
  const boundary = boundaryOf(input.permissionsBoundary, caller, scope, assumed);
  const inSession = sessionPolicies.length === 0 || session.allow.direct.truth;
  const inBoundary = boundary === undefined || boundary.allow.direct.truth;
  const own = unread || identity.allow.direct.truth;
  // A federated user's session without a session policy has no permissions of its own.
  const federates = /:federated-user\//.test(caller.arn) && sessionPolicies.length === 0;
  const parts: (readonly [Part, Truth])[] = [
    ["identity-policy", own],
    ["permissions-boundary", inBoundary],
    ["session-policy", federates ? false : inSession],
  ];
  return {
    deny: either([identity.deny, session.deny, boundary?.deny ?? never]),
    allows: all(parts.map(([, truth]) => truth)),
    bounds: all([inBoundary, inSession]),
    by: [...identity.allow.direct.by, ...(boundary?.allow.direct.by ?? []), ...session.allow.direct.by],
    missing: parts.filter(([, truth]) => truth === false).map(([part]) => part),
    assumed,
  };
}

function boundaryOf(given: KnownPolicy | undefined, caller: Caller, scope: Scope, assumed: string[]) {
  if (given === undefined || given === null) return undefined;
  if (given !== "unread") return effectsOf([given], "permissions-boundary", scope);
  if (caller.kind === "aws") assumed.push(`The permissions boundary of ${caller.arn} allows it.`);
  return undefined;
}
