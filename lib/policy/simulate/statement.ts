import { type Policy, type Statement, withoutPrincipal } from "../language/policy";
import { holds } from "./condition";
import { type Glob, globOf, matches } from "./glob";
import { exempts } from "./not-principal";
import { directly, isRoot, type Named, namedBy, nobody } from "./principal";
import type { Scope } from "./scope";
import { all, any, isUnknown, not, type Truth, type Unknown, unknown } from "./truth";
import { expand } from "./variables";

/** Whether a statement is about a request, by the way it names who makes it. */
export function applies(statement: Statement, { kind }: Policy, scope: Scope): Named {
  const rest = all(aboutRequest(statement, scope));
  if (rest === false) return nobody;
  const { direct, role, account } = whom(statement, kind, scope);
  return { direct: all([direct, rest]), role: all([role, rest]), account: all([account, rest]) };
}

function* aboutRequest(statement: Statement, scope: Scope): Iterable<Truth> {
  yield aboutAction(statement, scope);
  yield aboutResource(statement, scope);
  for (const condition of statement.conditions) yield holds(condition, scope);
  yield doubt(statement, "Condition") ?? true;
  yield notUnderstood(statement);
}

/** Actions are compared without their case; they take no variables. */
function aboutAction(statement: Statement, { action }: Scope): Truth {
  const doubted = doubt(statement, "Action");
  if (doubted) return doubted;
  const { not: isNot, values } = statement.actions;
  const listed = values.some((pattern) => matches(lowered(pattern), action));
  return isNot ? !listed : listed;
}

const lowered = (pattern: string): Glob => globOf(pattern.toLowerCase());

function aboutResource(statement: Statement, scope: Scope): Truth {
  const doubted = doubt(statement, "Resource");
  if (doubted) return doubted;
  if (statement.resources === null) return unknown("It names no resource.", pathOf(statement));
  const { not: isNot, values } = statement.resources;
  const listed = any(values.map((pattern) => resourceMatches(pattern, statement, scope)));
  return isNot ? not(listed) : listed;
}

function resourceMatches(pattern: string, statement: Statement, { version, context, resource }: Scope): Truth {
  const expanded = expand(pattern, version, context, 5);
  // A resource with a variable that has no value "will not match any resource".
  if (expanded === "no value") return false;
  if ("why" in expanded) return placed(expanded, `${pathOf(statement)}.Resource`);
  return matches(expanded, resource);
}

function whom(statement: Statement, kind: Policy["kind"], scope: Scope): Named {
  const { principals } = statement;
  if (withoutPrincipal.has(kind)) return directly(doubt(statement, "Principal") ?? true);
  if (principals === null)
    return directly(doubt(statement, "Principal") ?? unknown("It names nobody.", pathOf(statement)));
  const at = `${pathOf(statement)}.${principals.not ? "NotPrincipal" : "Principal"}`;
  const broken = doubt(statement, "Principal");
  // A principal IAM does not know is one more that is not known; the others still are who they are.
  const invalid = principals.values.filter((one) => one.kind === "invalid").length;
  if (broken && broken.why.length > invalid) return directly(broken);
  if (principals.not) return directly(placed(not(exempts(principals.values, scope)), at));
  const ways = principals.values.map((principal) =>
    kind === "vpc-endpoint" && principal.kind === "account"
      ? ofEndpoint(namedBy(principal, scope), scope)
      : namedBy(principal, scope),
  );
  return {
    direct: placed(any(ways.map(({ direct }) => direct)), at),
    role: placed(any(ways.map(({ role }) => role)), at),
    account: placed(any(ways.map(({ account }) => account)), at),
  };
}

/**
 * At a gateway endpoint an account stands for its root user alone, at an interface endpoint for all its identities.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
function ofEndpoint(named: Named, { caller }: Scope): Named {
  if (named.account !== true || isRoot(caller)) return named;
  return { ...named, account: unknown("What an account stands for depends on the kind of the endpoint.") };
}

/** The statement's own issues about one of its elements, or about its Not form. */
function doubt({ issues }: Statement, element: "Action" | "Resource" | "Principal" | "Condition"): Unknown | undefined {
  const own = issues.filter(({ at }) => elementOf(at) === element || elementOf(at) === `Not${element}`);
  return own.length === 0 ? undefined : { why: own.map(({ what, at }) => ({ what: sentence(what), row: null, at })) };
}

const elements = new Set(
  ["Action", "Resource", "Principal"].flatMap((name) => [name, `Not${name}`]).concat("Condition"),
);

/** What is left: an element nobody knows may change what the whole statement means. */
function notUnderstood(statement: Statement): Truth {
  const own = statement.issues.filter(({ at }) => !elements.has(elementOf(at)));
  return own.length === 0 || { why: own.map(({ what, at }) => ({ what: sentence(what), row: null, at })) };
}

const elementOf = (at: string): string => /^Statement(?:\[\d+\])?\.(\w+)/.exec(at)?.[1] ?? "";
const pathOf = ({ index }: Statement): string => `Statement[${index}]`;
const sentence = (what: string): string => `The statement was not understood: ${what}.`;

const placed = (truth: Truth, at: string): Truth =>
  isUnknown(truth) ? { why: truth.why.map((reason) => ({ ...reason, at: reason.at ?? at })) } : truth;
