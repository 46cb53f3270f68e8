import type { Condition } from "../language/policy";
import { compared } from "./compare";
import type { Scope } from "./scope";
import { all, any, isUnknown, not, type Truth, unknown } from "./truth";

/**
 * Whether a request meets one key of a condition block.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function holds(condition: Condition, scope: Scope): Truth {
  const { operator, values, at } = condition;
  const found = scope.context(condition.key);
  if (values.length === 0) return unknown(`${condition.keyText.slice(0, 80)} is compared with no value.`, at);
  if (found !== undefined && "why" in found) return found;
  const truth = operator.comparison === "Null" ? isNull(condition, found) : meets(condition, found, scope);
  return isUnknown(truth) ? { why: truth.why.map((reason) => ({ ...reason, at: reason.at ?? at })) } : truth;
}

function meets({ operator, values }: Condition, given: readonly string[] | undefined, scope: Scope): Truth {
  const { quantifier, ifExists } = operator;
  if (given === undefined || given.length === 0) {
    return ifExists || quantifier === "all" || (quantifier === null && operator.not);
  }
  // Values that "resolve to a null data set, such as an empty string" are no values to a set operator.
  if (quantifier !== null && given.every((value) => value === "")) return quantifier === "all";
  // Of several values in a negated condition none may match: they are joined by NOR.
  const one = (value: string): Truth => {
    const matched = any(map(values, (wanted) => compared(operator, wanted, value, scope)));
    return operator.not ? not(matched) : matched;
  };
  if (quantifier === "all") return all(map(given, one));
  if (quantifier === "any") return any(map(given, one));
  if (given.length === 1) return one(given[0] ?? "");
  // A key with several values needs a set operator; without one it is clear only where they all agree.
  const [every, some] = [all(map(given, one)), any(map(given, one))];
  return every === some ? every : unknown("The request has several values where the condition expects one.");
}

/** "true": the key is not there; "false": it is, and its value is not null. */
function isNull({ operator, values }: Condition, given: readonly string[] | undefined): Truth {
  if (operator.quantifier !== null) return unknown("Null has no meaning with a set operator.");
  const absent = given === undefined || given.length === 0;
  if (!absent && given.every((value) => value === ""))
    return unknown("Whether an empty value is null is not documented.");
  return any(
    map(values, (value) => {
      const wanted = value.toLowerCase();
      return wanted === "true" ? absent : wanted === "false" ? !absent : unknown("Null takes true or false.");
    }),
  );
}

function* map<T>(items: readonly T[], of: (item: T) => Truth): Iterable<Truth> {
  for (const item of items) yield of(item);
}
