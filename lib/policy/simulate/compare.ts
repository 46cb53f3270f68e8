import type { Operator } from "../language/policy";
import { matches, part } from "./glob";
import { instantOf } from "./instant";
import { covers, ipRange } from "./ip-range";
import type { Scope } from "./scope";
import { type Truth, unknown } from "./truth";
import { expand } from "./variables";

/** The value cannot be read as what the operator compares: it never matches, and what its negation does is not written. */
export type Unreadable = "unreadable";

/**
 * Compares one value of a request with one of a condition, as if the operator were not negated.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * @param wanted the condition's
 * @param given the request's
 */
export function compare(operator: Operator, wanted: string, given: string, scope: Scope): Truth | Unreadable {
  switch (operator.comparison) {
    case "StringEquals":
      return withVariables(wanted, scope, ({ text }) => text === given);
    case "StringEqualsIgnoreCase":
      return withVariables(wanted, scope, ({ text }) => text.toLowerCase() === given.toLowerCase());
    case "StringLike":
      return withVariables(wanted, scope, (glob) => matches(glob, given));
    case "Arn":
      return withVariables(wanted, scope, (glob) => arnMatches(glob, given));
    case "Numeric":
      return ordered(operator, number(wanted), number(given));
    case "Date":
      return ordered(operator, instantOf(wanted), instantOf(given));
    case "Bool":
      return bool(wanted, given);
    case "Binary":
      return base64.test(wanted) && base64.test(given) ? bytes(wanted) === bytes(given) : "unreadable";
    case "IpAddress": {
      const [range, address] = [ipRange(wanted), ipRange(given)];
      return range && address ? covers(range, address) : "unreadable";
    }
    case "Null":
      return "unreadable";
  }
}

type Expanded = Exclude<ReturnType<typeof expand>, { why: unknown } | string>;

function withVariables(wanted: string, { version, context }: Scope, test: (glob: Expanded) => Truth): Truth {
  const expanded = expand(wanted, version, context);
  if (expanded === "no value") return false;
  return "why" in expanded ? expanded : test(expanded);
}

/** Each of the six parts of an ARN by itself: a wildcard does not reach over a colon, but in the last part. */
export function arnMatches(pattern: Expanded, given: string): Truth {
  const found = given.split(":");
  if (found.length < 6) return false;
  const ends = pattern.colons.slice(0, 5);
  if (ends.length < 5) {
    return matches(pattern, given) ? unknown(`${pattern.text.slice(0, 80)} is not an ARN of six parts.`) : false;
  }
  const parts = [...found.slice(0, 5), found.slice(5).join(":")];
  return parts.every((value, index) => {
    const from = index === 0 ? 0 : (ends[index - 1] ?? 0) + 1;
    return matches(part(pattern, from, ends[index] ?? pattern.text.length), value);
  });
}

function ordered({ order }: Operator, wanted: number | undefined, given: number | undefined): Truth | Unreadable {
  if (wanted === undefined || given === undefined) return "unreadable";
  switch (order) {
    case "=":
      return given === wanted;
    case "<":
      return given < wanted;
    case "<=":
      return given <= wanted;
    case ">":
      return given > wanted;
    case ">=":
      return given >= wanted;
  }
}

/** An integer or a decimal, as far as it is exact. */
function number(text: string): number | undefined {
  return /^[+-]?\d{1,15}(?:\.\d{1,12})?$/.test(text) ? Number(text) : undefined;
}

const truths = new Set(["true", "false"]);

function bool(wanted: string, given: string): Truth | Unreadable {
  const [expected, found] = [wanted.toLowerCase(), given.toLowerCase()];
  // One AWS page says that Bool takes variables, another that it takes none.
  if (wanted.includes("${")) return unknown("A variable stands where AWS's pages do not agree that one may.");
  return truths.has(expected) && truths.has(found) ? expected === found : "unreadable";
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const bytes = (text: string): string => atob(text);

/** The positive comparison, or not known where a value cannot be read and the operator is negated. */
export function compared(operator: Operator, wanted: string, given: string, scope: Scope): Truth {
  const result = compare(operator, wanted, given, scope);
  if (result !== "unreadable") return result;
  if (!operator.not) return false;
  return unknown(`${operator.text} cannot compare ${given.slice(0, 60)} with ${wanted.slice(0, 60)}.`);
}
