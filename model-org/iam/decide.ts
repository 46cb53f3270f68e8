import { conditionsHold, type RequestContext } from "./conditions";
import { list, matches, type Statement, statementsOf } from "./document";

/** A request as policies see it. */
export type PolicyRequest = {
  action: string;
  resource: string;
  /** Who asks, by every name a Principal element may use; AWS's own services by their host name. */
  principal?: PolicyPrincipal;
  context: RequestContext;
};

export type PolicyPrincipal = { accountId: string; arns: readonly string[]; service?: string };

export type Decision = "allow" | "deny" | "none";

const someMatch = (element: unknown, value: string, ignoreCase: boolean): boolean =>
  list(element).some((one) => typeof one === "string" && matches(one, value, ignoreCase));

function principalMatches(element: unknown, principal: PolicyPrincipal | undefined): boolean {
  if (element === "*") return true;
  if (typeof element !== "object" || element === null || !principal) return false;
  const { AWS, Service } = element as { AWS?: unknown; Service?: unknown };
  if (principal.service !== undefined && list(Service).includes(principal.service)) return true;
  return list(AWS).some(
    (one) =>
      one === "*" ||
      one === principal.accountId ||
      (typeof one === "string" && new RegExp(`^arn:[a-z-]+:iam::${principal.accountId}:root$`).test(one)) ||
      principal.arns.includes(String(one)),
  );
}

/** @returns whether a statement is about a request. One without Principal is of an identity policy. */
export function applies(statement: Statement, { action, resource, principal, context }: PolicyRequest): boolean {
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = statement;
  if (Principal !== undefined && !principalMatches(Principal, principal)) return false;
  if (NotPrincipal !== undefined && principalMatches(NotPrincipal, principal)) return false;
  if (Action !== undefined && !someMatch(Action, action, true)) return false;
  if (NotAction !== undefined && someMatch(NotAction, action, true)) return false;
  if (Resource !== undefined && !someMatch(Resource, resource, false)) return false;
  if (NotResource !== undefined && someMatch(NotResource, resource, false)) return false;
  return conditionsHold(statement, context);
}

/** @returns what documents together say of a request: a denial counts before everything */
export function decide(documents: Iterable<string>, request: PolicyRequest): Decision {
  let allowed = false;
  for (const document of documents) {
    for (const statement of statementsOf(document)) {
      if (!applies(statement, request)) continue;
      if (statement.Effect === "Deny") return "deny";
      if (statement.Effect === "Allow") allowed = true;
    }
  }
  return allowed ? "allow" : "none";
}
