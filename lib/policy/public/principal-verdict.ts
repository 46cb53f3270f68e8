import type { Principal, Principals } from "../language/policy";
import { hasVariable, hasWildcard } from "../language/wildcard";
import type { Held, Hold } from "./value-verdict";

/** Judges whom a statement names, before its conditions: rows 1, 2, 13, 15 and 18. One open principal leaves it open. */
export function holdOfPrincipals(principals: Principals | null): Held {
  if (!principals || (principals.values.length === 0 && !principals.not)) {
    return { hold: "unclear", row: 18, because: "it names no principal" };
  }
  if (principals.not) return holdOfAllBut(principals.values);
  const held = principals.values.map(holdOfPrincipal);
  return (
    held.find(({ hold }) => hold === "open") ??
    held.find(({ hold }) => hold === "unclear") ??
    held.find(({ row }) => row === 18) ?? { hold: "fixed", row: 2, because: "it names fixed principals only" }
  );
}

function holdOfAllBut(values: readonly Principal[]): Held {
  return values.some(({ kind }) => kind === "everyone")
    ? { hold: "unclear", row: 13, because: "NotPrincipal excepts everyone" }
    : { hold: "open", row: 13, because: "NotPrincipal lets in everyone but those it names" };
}

function holdOfPrincipal(principal: Principal): Held {
  switch (principal.kind) {
    case "everyone":
      return { hold: "open", row: 1, because: "it names everyone" };
    case "federated":
      return holdOfProvider(principal.provider);
    case "invalid": {
      // Whoever a name without wildcard stands for, it is one name.
      const one = !hasWildcard(principal.text) && !hasVariable(principal.text);
      const hold: Hold = one ? "fixed" : "unclear";
      return { hold, row: 18, because: "S3 refuses a principal it names" };
    }
    default:
      return { hold: "fixed", row: 2, because: "it names fixed principals only" };
  }
}

/** A web identity provider stands by its host's name; one that an account registered has an ARN. */
const holdOfProvider = (provider: string): Held =>
  provider.startsWith("arn:") || hasWildcard(provider)
    ? { hold: "unclear", row: 15, because: "AWS does not say whether an account's identity provider is a fixed value" }
    : { hold: "open", row: 15, because: "it names a web identity provider, where everybody may sign in" };
