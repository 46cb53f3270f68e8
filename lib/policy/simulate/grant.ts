import type { Request } from "../request";
import { never, type Outcome } from "./effects";
import type { IdentitySide } from "./identity-side";
import type { Part, StatementRef } from "./input";
import { isRoot, type Named } from "./principal";
import type { Scope } from "./scope";
import { all, any, type Truth, unknown } from "./truth";

/** What the resource's side gives the caller, by the way it names the caller. */
export type Given = Readonly<Record<keyof Named, Outcome>> & {
  /** The part to name where it gives nothing. */
  part: Part;
};

export type Grant = { truth: Truth; by: readonly StatementRef[]; missing: readonly Part[] };

/** One way to be allowed, and the statements that do it. */
type Way = { truth: Truth; by: readonly StatementRef[] };

/**
 * Whether the two sides together grant a request: within an account either is enough, between accounts both are needed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function grant(request: Request, given: Given, own: IdentitySide, scope: Scope): Grant {
  const { caller, resourceAccount } = request;
  const named: Way = {
    truth: any([given.direct.truth, given.role.truth, given.account.truth]),
    by: [...given.direct.by, ...given.role.by, ...given.account.by],
  };
  switch (caller.kind) {
    case "anonymous":
      // Only S3 takes requests that nobody signed.
      return one(scope.action.startsWith("s3:") ? given.direct : never, given.part);
    case "service":
    case "origin-access-identity":
    case "federated":
      return one(named, given.part);
    case "canonical-user":
      return one(ways(named, { truth: isOwner(caller.id, resourceAccount, scope), by: [] }), given.part);
    case "aws":
      if (caller.account !== resourceAccount) return across(named, given, own);
      if (!isRoot(caller)) return within(request, given, own);
      // The owner's root user needs no Allow, but of a key: "a key policy does not automatically give permission".
      return one(isKey(request) ? ways(given.direct, given.account) : { truth: true, by: [] }, given.part);
  }
}

function within(request: Request, given: Given, own: IdentitySide): Grant {
  const key = isKey(request);
  const identity = key ? all([own.allows, given.account.truth]) : own.allows;
  const granted = ways(
    given.direct,
    // What is given to a role is given to its session only as far as its boundary and session policies go.
    { truth: all([given.role.truth, own.bounds]), by: given.role.by },
    { truth: identity, by: [...own.by, ...(key ? given.account.by : [])] },
  );
  const missing = own.allows === false ? own.missing : [given.part];
  return { ...granted, missing: granted.truth === false ? missing : [] };
}

function across(named: Way, { part }: Given, own: IdentitySide): Grant {
  const missing: Part[] = [...(named.truth === false ? [part] : []), ...(own.allows === false ? own.missing : [])];
  return { truth: all([named.truth, own.allows]), by: [...named.by, ...own.by], missing };
}

const one = ({ truth, by }: Way, part: Part): Grant => ({ truth, by, missing: truth === false ? [part] : [] });

/** The first way that is open; else that one might be. */
function ways(...open: readonly Way[]): Way {
  return open.find(({ truth }) => truth === true) ?? { truth: any(open.map(({ truth }) => truth)), by: [] };
}

/** A canonical user who owns the resource may be allowed by policies of its own, which nobody gave. */
function isOwner(id: string, account: string, { canonicalUsers }: Scope): Truth {
  if (!Object.hasOwn(canonicalUsers, id)) return unknown("The account of a canonical user is not known.");
  return canonicalUsers[id] === account;
}

/** Access to a key starts at its policy. https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html */
const isKey = ({ action, resource }: Request): boolean =>
  /^kms:/i.test(action) && /^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(resource);
