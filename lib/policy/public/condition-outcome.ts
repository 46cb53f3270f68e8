import type { Condition } from "../language/policy";
import { fits, hasVariable } from "../language/wildcard";
import { factOf, type Outsider, type Surroundings } from "./caller-facts";
import { holdOfCondition } from "./condition-verdict";
import { opposite } from "./rescue";

/** Whether a condition holds of a caller's requests; `sometimes` where the caller may have it either way. */
export type Outcome = "always" | "never" | "sometimes" | "unknown";

/** Reads a condition for everything one caller may send. */
export function outcomeOf(condition: Condition, caller: Outsider, around: Surroundings): Outcome {
  const { operator, key, values } = condition;
  const fact = factOf(key, caller, around);
  if (fact === "unknown") return "unknown";
  if (operator.comparison === "Null") {
    const demanded = values.map((value) => value.toLowerCase());
    if (fact === undefined) return "sometimes";
    return demanded.includes(fact === "absent" ? "true" : "false") ? "always" : "never";
  }
  if (fact === "absent") return holdsAbsent(condition) ? "always" : "never";
  if (fact === undefined) return outcomeOfChosen(condition, caller);
  const found = values.map((value) => compare(condition, value, fact[0] ?? "", caller, around));
  const matched = found.includes("unknown") && !found.includes(true) ? "unknown" : found.includes(true);
  return matched === "unknown" ? matched : matched !== operator.not ? "always" : "never";
}

const holdsAbsent = ({ operator }: Condition): boolean =>
  operator.ifExists || operator.quantifier === "all" || (operator.not && operator.quantifier !== "any");

/**
 * A key the caller may choose. Whether the public may choose it is the question of what is fixed: those few who can send
 * a fixed value are not everybody.
 */
function outcomeOfChosen(condition: Condition, caller: Outsider): Outcome {
  const { operator, key, values } = condition;
  if (operator.comparison === "Bool" && new Set(values.map((value) => value.toLowerCase())).size > 1) return "unknown";
  if (caller.kind === "account" && key === "aws:principalarn") return outcomeOfArn(condition, caller.account);
  if (caller.kind !== "anonymous" && caller.kind !== "stranger") return "sometimes";
  const escaped = holdOfCondition(opposite(condition), [], { kind: "bucket", version: "2012-10-17" });
  return escaped.hold === "open" ? "sometimes" : "unknown";
}

/** The ARN of a caller whose account is known: of a value with another account it is none. */
function outcomeOfArn({ operator, values }: Condition, account: string): Outcome {
  const may = values.some((value) => {
    const of = value.split(":")[4] ?? "";
    return !/^\d{12}$/.test(of) || of === account;
  });
  if (may) return values.includes("*") ? "unknown" : "sometimes";
  return operator.not ? "always" : "never";
}

function compare(
  { operator }: Condition,
  written: string,
  is: string,
  caller: Outsider,
  around: Surroundings,
): boolean | "unknown" {
  const value = filledIn(written, caller, around);
  if (value === undefined) return "unknown";
  switch (operator.comparison) {
    case "StringEquals":
      return value === is;
    case "StringEqualsIgnoreCase":
    case "Bool":
      return value.toLowerCase() === is.toLowerCase();
    case "StringLike":
      return fits(value, is);
    default:
      return "unknown";
  }
}

/** A value that is nothing but a variable is filled in where the request always has the same; others are left alone. */
function filledIn(value: string, caller: Outsider, around: Surroundings): string | undefined {
  if (!hasVariable(value)) return value;
  const [, key] = /^\$\{([\w:/-]+)\}$/.exec(value) ?? [];
  const fact = key === undefined ? undefined : factOf(key.toLowerCase(), caller, around);
  return typeof fact === "object" ? fact[0] : undefined;
}
