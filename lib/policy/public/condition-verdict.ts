import type { Condition, Policy } from "../language/policy";
import { isNearlyAlwaysPresent, restrictingKey, unclearKey } from "./keys";
import { type Held, holdOfValues } from "./value-verdict";

/**
 * Judges whether a condition of an Allow keeps it from being public, by rows 3 to 12.
 * @param beside all conditions of the statement
 */
export function holdOfCondition(
  condition: Condition,
  beside: readonly Condition[],
  policy: Pick<Policy, "kind" | "version">,
): Held {
  const { operator, key, keyText } = condition;
  const restricting = restrictingKey(key);
  const unclear = unclearKey(key);
  if (!restricting && unclear === undefined) {
    return { hold: "open", row: 8, because: `${keyText} is not one of the keys that make a grant non-public` };
  }
  if (operator.comparison === "Null") {
    return { hold: "open", row: 10, because: `Null fixes no value of ${keyText}` };
  }
  if (operator.not) {
    return { hold: "open", row: 10, because: `${operator.text} fixes no value of ${keyText}` };
  }
  const held: Held = restricting
    ? holdOfValues(condition, restricting, policy)
    : { hold: "unclear", row: unclear ?? 5, because: `AWS does not say what a condition on ${keyText} does` };
  if (held.hold === "open" || !holdsWithoutKey(condition)) return held;
  if (isNearlyAlwaysPresent(key) || unclear !== undefined) {
    return { hold: "unclear", row: 10, because: `${operator.text} lets requests without ${keyText} in, which few are` };
  }
  if (beside.some((other) => demandsKey(other, key))) {
    return { hold: "unclear", row: 10, because: `${operator.text} restricts ${keyText} only because Null demands it` };
  }
  return { hold: "open", row: 10, because: `${operator.text} lets requests without ${keyText} in` };
}

/** `...IfExists` and `ForAllValues:` hold where the key is absent; `ForAnyValue:` does not. */
const holdsWithoutKey = ({ operator }: Condition): boolean => operator.ifExists || operator.quantifier === "all";

const demandsKey = (condition: Condition, key: string): boolean =>
  condition.key === key &&
  condition.operator.comparison === "Null" &&
  condition.values.length > 0 &&
  condition.values.every((value) => value.toLowerCase() === "false");
