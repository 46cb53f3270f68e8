import type { Principal, Principals } from "../language/policy";
import type { Caller } from "../request";
import { every, opposite, some, type Truth } from "./effort";

/**
 * Whether a statement's Principal or NotPrincipal element names a caller. A canonical user is an account whose number
 * is not known: it is looked at by itself, and the accounts that are looked at are others.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 * @param principals null in policies that name none: they are for everybody whom they reach
 */
export function names(principals: Principals | null, effect: "Allow" | "Deny", caller: Caller): Truth {
  if (principals === null) return true;
  if (!principals.not) return some(principals.values.map((one) => isNamed(one, effect, caller)));
  return opposite(exempt(principals.values, effect, caller));
}

function isNamed(principal: Principal, effect: "Allow" | "Deny", caller: Caller): Truth {
  switch (principal.kind) {
    case "everyone":
      return true;
    case "account":
      if (caller.kind === "canonical-user" && effect === "Deny") return null;
      return caller.kind === "aws" && caller.account === principal.account;
    case "identity":
      if (caller.kind === "canonical-user" && effect === "Deny") return null;
      return caller.kind === "aws" && isIdentity(principal.arn, caller);
    case "canonical-user":
      return caller.kind === "canonical-user" && caller.id === principal.id;
    case "origin-access-identity":
      return caller.kind === "origin-access-identity" && caller.id === principal.id;
    case "service":
      return caller.kind === "service" && caller.name.toLowerCase() === principal.name.toLowerCase();
    case "federated":
      return caller.kind === "federated" && caller.provider === principal.provider;
    // IAM keeps the unique id of who was deleted: nobody has it any more.
    case "deleted":
      return false;
    case "invalid":
      return caller.kind === "anonymous" ? false : null;
  }
}

const isIdentity = (arn: string, caller: Extract<Caller, { kind: "aws" }>): boolean =>
  caller.arn === arn || caller.session === arn;

/** NotPrincipal spares a caller only where each of its names stands in it: session, role and account. */
function exempt(values: readonly Principal[], effect: "Allow" | "Deny", caller: Caller): Truth {
  const named = some(values.map((one) => isNamed(one, effect, caller)));
  if (caller.kind !== "aws" || named === false) return named;
  if (values.some(({ kind }) => kind === "everyone")) return true;
  const account = values.some((one) => one.kind === "account" && one.account === caller.account);
  if (caller.arn.endsWith(":root")) return account || null;
  const identity = values.some((one) => one.kind === "identity" && isIdentity(one.arn, caller));
  if (!identity) return named === null ? null : false;
  const session = values.some((one) => one.kind === "identity" && one.arn === caller.session);
  return every([account || null, caller.arn.includes(":role/") ? session || null : true]);
}
