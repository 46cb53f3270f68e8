import type { Condition } from "../language/policy";
import { type Range, rangeOf } from "./address";
import { type Effort, every, opposite, some, type Truth } from "./effort";
import { matches, type Pattern, patternOf } from "./pattern";

/** A condition, read once: what each of its values takes. */
export type Test = {
  condition: Condition;
  patterns: readonly (Pattern | null)[];
  ranges: readonly (Range | undefined)[];
  numbers: readonly (number | undefined)[];
};

/** A condition's patterns longer than this are not followed: no value AWS compares is as long. */
const longest = 2_048;

/** @param variables whether the policy's version knows variables */
export function testOf(condition: Condition, variables: boolean): Test {
  const { comparison } = condition.operator;
  const style = styles[comparison];
  const { values } = condition;
  return {
    condition,
    patterns: style
      ? values.map((value) => (value.length > longest ? null : patternOf(value, style, variables)))
      : values.map(() => null),
    ranges: comparison === "IpAddress" ? values.map(rangeOf) : [],
    numbers: comparison === "Numeric" ? values.map(numberOf) : comparison === "Date" ? values.map(dateOf) : [],
  };
}

const styles: Partial<Record<Condition["operator"]["comparison"], "equals" | "equals-ignore-case" | "like" | "arn">> = {
  StringEquals: "equals",
  Binary: "equals",
  StringEqualsIgnoreCase: "equals-ignore-case",
  StringLike: "like",
  Arn: "arn",
};

/**
 * Whether a condition holds for the values a request has for its key.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 * @param values undefined where the request does not have the key
 * @returns null where AWS's documentation does not decide it
 */
export function holds(test: Test, values: readonly string[] | undefined, effort: Effort): Truth {
  const { operator, values: wanted } = test.condition;
  if (wanted.length === 0) return null;
  if (operator.comparison === "Null") return operator.quantifier ? null : isAbsent(wanted, values === undefined);
  if (values === undefined || values.length === 0) {
    if (operator.ifExists || operator.quantifier === "all") return true;
    return operator.quantifier === "any" ? false : operator.not;
  }
  const each = values.map((value) => {
    if (!effort.spend(wanted.length)) return null;
    const range = operator.comparison === "IpAddress" ? rangeOf(value) : undefined;
    const fits = some(wanted.map((_, index) => compare(test, index, { value, range }, effort)));
    return operator.not ? opposite(fits) : fits;
  });
  if (operator.quantifier === "any") return some(each);
  // A key with several values and an operator without a set operator: what holds is not documented.
  return operator.quantifier === "all" || each.length === 1 ? every(each) : null;
}

const isAbsent = (wanted: readonly string[], absent: boolean): Truth =>
  some(wanted.map((value) => (/^(true|false)$/i.test(value) ? (value.toLowerCase() === "true") === absent : null)));

type Given = { value: string; range: Range | undefined };

function compare(test: Test, index: number, { value, range: address }: Given, effort: Effort): Truth {
  const { operator, values } = test.condition;
  switch (operator.comparison) {
    case "Bool": {
      const wanted = values[index]?.toLowerCase();
      return wanted === "true" || wanted === "false" ? value.toLowerCase() === wanted : null;
    }
    case "IpAddress": {
      const range = test.ranges[index];
      if (!range || !address) return null;
      return range.bits === address.bits && range.from <= address.from && address.to <= range.to;
    }
    case "Numeric":
    case "Date": {
      const wanted = test.numbers[index];
      const given = operator.comparison === "Date" ? dateOf(value) : numberOf(value);
      return wanted === undefined || given === undefined ? null : inOrder(given, operator.order, wanted);
    }
    default: {
      const pattern = test.patterns[index];
      if (!pattern) return null;
      const fits = matches(pattern, value, effort);
      return fits === true && pattern.variable ? null : fits;
    }
  }
}

function inOrder(given: number, order: Condition["operator"]["order"], wanted: number): boolean {
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

export const numberOf = (text: string): number | undefined =>
  /^[+-]?\d{1,15}(\.\d{1,20})?$/.test(text.trim()) ? Number(text) : undefined;

/** A date as W3C writes it, or seconds since 1970. */
export function dateOf(text: string): number | undefined {
  if (/^\d{1,12}$/.test(text) && text.length !== 4) return Number(text) * 1_000;
  const read = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?)?)?$/.test(text)
    ? Date.parse(text)
    : NaN;
  return Number.isNaN(read) ? undefined : read;
}
