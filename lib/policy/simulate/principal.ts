import type { Principal } from "../language/policy";
import type { Caller } from "../request";
import type { Scope } from "./scope";
import { all, any, type Truth, unknown } from "./truth";

/**
 * How a statement names the caller, for it decides what else the caller needs. `direct`: the user, the session, or
 * everyone; `role`: the role of the session; `account`: only the account, which may then allow its own identities.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export type Named = Readonly<Record<"direct" | "role" | "account", Truth>>;

export const nobody: Named = { direct: false, role: false, account: false };
export const directly = (truth: Truth): Named => ({ ...nobody, direct: truth });

/** Whether the statement is about the caller at all. */
export const isNamed = ({ direct, role, account }: Named): Truth => any([direct, role, account]);

export const isRoot = (caller: Caller): boolean => caller.kind === "aws" && caller.arn.endsWith(":root");

/** How one principal names a caller. */
export function namedBy(principal: Principal, scope: Scope): Named {
  const { caller } = scope;
  switch (principal.kind) {
    case "everyone":
      return directly(true);
    case "account": {
      const same = isOf(principal.account, scope);
      return { direct: all([isRoot(caller), same]), role: false, account: same };
    }
    case "identity":
      return identity(principal, scope);
    case "canonical-user":
      return canonicalUser(principal.id, scope);
    case "origin-access-identity":
      if (caller.kind === "origin-access-identity") return directly(caller.id === principal.id);
      return directly(
        caller.kind === "canonical-user" ? unknown("A canonical user may be a CloudFront identity.") : false,
      );
    case "service":
      return directly(isService(principal.name, scope));
    case "federated":
      return federated(principal.provider, scope);
    case "deleted":
      // IAM shows the unique id of what no longer exists; whoever has its name now is somebody else.
      return nobody;
    case "invalid":
      return directly(unknown(`${principal.text.slice(0, 80)} is not a principal IAM knows.`, null, 18));
  }
}

/** Whether the caller is of an account. */
function isOf(account: string, { caller, canonicalUsers }: Scope): Truth {
  if (caller.kind === "aws") return caller.account === account;
  if (caller.kind === "canonical-user") {
    const its = accountOf(caller.id, canonicalUsers);
    return its === undefined ? unknown("The account of a canonical user is not known.") : its === account;
  }
  return caller.kind === "federated" ? unknown("The account of a federated caller is not known.") : false;
}

const accountOf = (id: string, known: Scope["canonicalUsers"]): string | undefined =>
  Object.hasOwn(known, id) ? known[id] : undefined;

function identity(principal: Extract<Principal, { kind: "identity" }>, scope: Scope): Named {
  const { caller } = scope;
  if (caller.kind === "canonical-user" || caller.kind === "federated") {
    const possible = isOf(principal.account, scope);
    return directly(possible === false ? false : unknown("Which user or role the caller is is not known."));
  }
  if (caller.kind !== "aws" || caller.account !== principal.account) return nobody;
  if (principal.type === "assumed-role") return directly(isSession(principal.arn, caller));
  const same = principal.arn === caller.arn;
  return principal.type === "role" ? { ...nobody, role: same } : directly(same);
}

/** A session's ARN has its role's name without the path. */
function isSession(arn: string, { arn: role, session }: Extract<Caller, { kind: "aws" }>): Truth {
  if (arn === session || arn === role) return true;
  const [, name, ...rest] = arn.split("/", 4);
  if (!/:role\//.test(role) || role.slice(role.lastIndexOf("/") + 1) !== name || rest.length !== 1) return false;
  if (session === undefined) return unknown("Which session of the role calls is not known.");
  return session === rest[0];
}

function canonicalUser(id: string, { caller, canonicalUsers }: Scope): Named {
  const wanted = id.toLowerCase();
  if (caller.kind === "canonical-user") return directly(caller.id.toLowerCase() === wanted);
  if (caller.kind === "origin-access-identity")
    return directly(unknown("A CloudFront identity is a canonical user too."));
  if (caller.kind !== "aws" && caller.kind !== "federated") return nobody;
  const account = accountOf(wanted, canonicalUsers) ?? accountOf(id, canonicalUsers);
  if (account === undefined || caller.kind === "federated") {
    return { ...nobody, account: unknown("The account of a canonical user is not known.") };
  }
  return { direct: isRoot(caller) && caller.account === account, role: false, account: caller.account === account };
}

function isService(name: string, { caller, context }: Scope): Truth {
  if (caller.kind !== "service") return false;
  if (caller.name.toLowerCase() === name.toLowerCase()) return true;
  const names = context("aws:principalservicenameslist");
  return names !== undefined && !("why" in names) && names.includes(name);
}

/** A role's session that an identity provider vouched for is a principal of the provider's too. */
function federated(provider: string, { caller, context }: Scope): Named {
  if (caller.kind === "federated") return directly(caller.provider === provider);
  if (caller.kind !== "aws") return nobody;
  const by = context("aws:federatedprovider");
  if (by === undefined) return nobody;
  return { ...nobody, role: "why" in by ? by : by.includes(provider) };
}
