import type { Principal } from "../language/policy";
import type { Caller } from "../request";
import { isNamed, isRoot, namedBy } from "./principal";
import type { Scope } from "./scope";
import { any, isUnknown, type Truth, unknown } from "./truth";

type Aws = Extract<Caller, { kind: "aws" }>;

/**
 * Whether NotPrincipal leaves a caller out. AWS looks at the account first, then at the role, then at the session, and
 * tells authors to list all of them; what a shorter list does it says only as "might".
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function exempts(values: readonly Principal[], scope: Scope): Truth {
  const { caller } = scope;
  const names = (principals: readonly Principal[]) => any(principals.map((one) => isNamed(namedBy(one, scope))));
  if (caller.kind !== "aws" || values.some(({ kind }) => kind === "everyone")) return names(values);
  const accounts = values.filter(({ kind }) => kind === "account" || kind === "canonical-user");
  const account = names(accounts);
  if (isRoot(caller)) return account;
  const identities = values.filter((one) => one.kind === "identity");
  const roles = names(identities.filter(({ type }) => type === "role"));
  const own = names(identities.filter(({ type }) => type !== "role"));
  const rest = names(values.filter((one) => one.kind !== "identity" && !accounts.includes(one)));
  const doubt = [account, roles, own, rest].find(isUnknown);
  if (doubt) return doubt;
  if (rest === true)
    return unknown("NotPrincipal names the caller's identity provider; AWS does not say what that does.");
  const chain = isSessionOfRole(caller) ? [account, roles, own] : [account, own];
  if (chain.every((link) => link === true)) return true;
  if (roles === true || own === true) return unknown(partly);
  if (account !== true) return false;
  // With the account and another of its identities, everyone but that one is denied: AWS's own example.
  return identities.some((one) => one.account === caller.account) ? false : unknown(partly);
}

const partly =
  "NotPrincipal names a part of the caller (account, role, session) and not all; AWS says only what might happen.";

const isSessionOfRole = ({ arn }: Aws): boolean => /:role\//.test(arn);
