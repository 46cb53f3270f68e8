import { readOperator } from "./operator";
import {
  type Condition,
  type Issue,
  type Patterns,
  type PolicyKind,
  type Principal,
  type Principals,
  type Statement,
  withoutPrincipal,
} from "./policy";
import { principalOf } from "./principal";

type Json = Readonly<Record<string, unknown>>;

const known = new Set([
  ...["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction"],
  ...["Resource", "NotResource", "Condition"],
]);

/**
 * Reads one statement.
 * @param at where it stands, as issues name it
 * @returns the statement with its issues; or the one issue where not even its effect is known
 */
export function parseStatement(given: Json, index: number, at: string, kind: PolicyKind): Statement | Issue {
  const issues = new Issues(at);
  const { Effect: effect, Sid: sid } = given;
  if (effect !== "Allow" && effect !== "Deny") {
    return { kind: "invalid", at: `${at}.Effect`, what: "it is neither Allow nor Deny" };
  }
  for (const name of Object.keys(given)) {
    if (!known.has(name)) issues.tell("unknown", name, "this element is not one of a statement");
  }
  if (sid !== undefined && typeof sid !== "string") issues.tell("invalid", "Sid", "it is not a text");
  return {
    index,
    sid: typeof sid === "string" ? sid : null,
    effect,
    principals: principalsOf(given, kind, issues),
    actions: patternsOf(given, "Action", issues) ?? missing("Action", issues),
    resources: patternsOf(given, "Resource", issues),
    conditions: conditionsOf(given["Condition"], at, issues),
    issues: issues.all,
  };
}

/** What of one statement was not understood. */
class Issues {
  readonly all: Issue[] = [];
  readonly #at: string;

  constructor(at: string) {
    this.#at = at;
  }

  tell(kind: Issue["kind"], name: string, what: string): void {
    this.all.push({ kind, at: `${this.#at}.${name}`, what });
  }
}

function missing(name: string, issues: Issues): Patterns {
  issues.tell("invalid", name, "there is none");
  return { not: false, values: [] };
}

/** An element, or its Not form; both at once are refused by IAM's grammar. */
function patternsOf(given: Json, name: "Action" | "Resource", issues: Issues): Patterns | null {
  const not = `Not${name}`;
  if (given[name] !== undefined && given[not] !== undefined) issues.tell("invalid", not, `${name} stands beside it`);
  const element = given[name] === undefined ? not : name;
  const value = given[element];
  if (value === undefined) return null;
  const values = strings(value);
  if (!values || values.length === 0) issues.tell("invalid", element, "it is not a text or a list of texts");
  return { not: element === not, values: values ?? [] };
}

function principalsOf(given: Json, kind: PolicyKind, issues: Issues): Principals | null {
  const { Principal: is, NotPrincipal: isNot } = given;
  if (is !== undefined && isNot !== undefined) issues.tell("invalid", "NotPrincipal", "Principal stands beside it");
  const name = is === undefined ? "NotPrincipal" : "Principal";
  const value = is ?? isNot;
  if (value === undefined) {
    if (!withoutPrincipal.has(kind)) issues.tell("invalid", "Principal", "there is none");
    return null;
  }
  if (withoutPrincipal.has(kind)) issues.tell("invalid", name, "this kind of policy names no principal");
  const values = namedBy(value);
  if (!values || values.length === 0) {
    issues.tell("invalid", name, "it is neither * nor principals by their type");
    return { not: name === "NotPrincipal", values: [] };
  }
  for (const one of values) {
    if (one.kind === "invalid") issues.tell("invalid", name, `${cut(one.text)} is not a principal IAM knows`);
  }
  return { not: name === "NotPrincipal", values };
}

function namedBy(value: unknown): Principal[] | undefined {
  if (value === "*") return [{ kind: "everyone" }];
  if (typeof value === "string") return [{ kind: "invalid", text: value }];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).flatMap(([type, of]): Principal[] => {
    const names = strings(of);
    // What is no text is kept as it stands: it may well hold a wildcard.
    return names ? names.map((text) => principalOf(type, text)) : [{ kind: "invalid", text: JSON.stringify(of) }];
  });
}

function conditionsOf(given: unknown, at: string, issues: Issues): Condition[] {
  if (given === undefined) return [];
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    issues.tell("invalid", "Condition", "it is not an object");
    return [];
  }
  return Object.entries(given).flatMap(([text, keys]): Condition[] => {
    const path = `Condition.${text}`;
    const operator = readOperator(text);
    if (!operator) issues.tell("unknown", path, "this operator is not one of IAM's");
    if (typeof keys !== "object" || keys === null || Array.isArray(keys)) {
      issues.tell("invalid", path, "it is not an object");
      return [];
    }
    return Object.entries(keys).flatMap(([keyText, value]): Condition[] => {
      const values = scalars(value);
      if (!values) issues.tell("invalid", `${path}.${keyText}`, "its value is not a text or a list of texts");
      if (!operator || !values) return [];
      return [{ operator, key: keyText.toLowerCase(), keyText, values, at: `${at}.${path}.${keyText}` }];
    });
  });
}

/** @returns a text or a list of texts as a list; undefined for anything else */
function strings(value: unknown): string[] | undefined {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.every((item) => typeof item === "string") ? list : undefined;
}

/** Conditions take numbers and booleans too, and keep them as texts. */
function scalars(value: unknown): string[] | undefined {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.every((item) => ["string", "number", "boolean"].includes(typeof item)) ? list.map(String) : undefined;
}

const cut = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);
