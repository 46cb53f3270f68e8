import type { Policy } from "../language/policy";
import { hasWildcard } from "../language/wildcard";
import type { Context } from "./context";
import { type Glob, globOf } from "./glob";
import { type Unknown, unknown } from "./truth";

/** A variable without a value: "there is no equal or like value". */
export type NoValue = "no value";

const special = new Set(["*", "?", "$"]);
const variable = /^([^,'{}$]+?)(?:, ?'([^']*)')?$/;

/**
 * Puts a request's values in the place of policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and
 * `${*}`, `${?}`, `${$}` for the characters themselves. Policies of version 2008-10-17 have none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 * @param from before this many colons a variable has no meaning: in a resource, before the fifth
 */
export function expand(
  pattern: string,
  version: Policy["version"],
  context: Context,
  from = 0,
): Glob | NoValue | Unknown {
  if (version === "2008-10-17" || !pattern.includes("${")) return globOf(pattern);
  let text = "";
  const literal = new Set<number>();
  const colons: number[] = [];
  const written = (part: string) => {
    for (let at = part.indexOf(":"); at >= 0; at = part.indexOf(":", at + 1)) colons.push(text.length + at);
    text += part;
  };
  for (let at = 0; at < pattern.length; ) {
    const opens = pattern.indexOf("${", at);
    const closes = opens < 0 ? -1 : pattern.indexOf("}", opens);
    if (closes < 0) {
      written(pattern.slice(at));
      break;
    }
    written(pattern.slice(at, opens));
    const inside = pattern.slice(opens + 2, closes);
    if (special.has(inside)) {
      literal.add(text.length);
      text += inside;
    } else {
      if (colons.length < from)
        return unknown("A variable stands before the fifth colon of an ARN, where AWS takes none.");
      const value = resolved(inside, context);
      if (value === "no value" || "why" in value) return value;
      if (hasWildcard(value.text)) return unknown(wildcardInside(inside));
      text += value.text;
    }
    at = closes + 1;
  }
  return { text, literal, colons };
}

const wildcardInside = (name: string): string =>
  `The request's value of ${name.slice(0, 80)} has a wildcard; AWS does not say what it means there.`;

function resolved(inside: string, context: Context): { text: string } | NoValue | Unknown {
  const [, name, fallback] = variable.exec(inside) ?? [];
  if (name === undefined) return unknown(`The variable ${inside.slice(0, 80)} is not written as AWS documents.`);
  const values = context(name.toLowerCase());
  if (values !== undefined && "why" in values) return values;
  const [value, ...more] = values ?? [];
  if (more.length > 0) return unknown(`${name} has several values, and a variable takes one.`);
  if (value !== undefined && value !== "") return { text: value };
  return fallback === undefined ? "no value" : { text: fallback };
}
