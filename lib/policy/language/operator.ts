import type { Comparison, Operator } from "./policy";

/**
 * AWS's condition operators, in lower case: what each compares, whether it is negated, and its order.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
const operators: Readonly<Record<string, readonly [Comparison, not?: boolean, order?: Operator["order"]]>> = {
  stringequals: ["StringEquals"],
  stringnotequals: ["StringEquals", true],
  stringequalsignorecase: ["StringEqualsIgnoreCase"],
  stringnotequalsignorecase: ["StringEqualsIgnoreCase", true],
  stringlike: ["StringLike"],
  stringnotlike: ["StringLike", true],
  numericequals: ["Numeric"],
  numericnotequals: ["Numeric", true],
  numericlessthan: ["Numeric", false, "<"],
  numericlessthanequals: ["Numeric", false, "<="],
  numericgreaterthan: ["Numeric", false, ">"],
  numericgreaterthanequals: ["Numeric", false, ">="],
  dateequals: ["Date"],
  datenotequals: ["Date", true],
  datelessthan: ["Date", false, "<"],
  datelessthanequals: ["Date", false, "<="],
  dategreaterthan: ["Date", false, ">"],
  dategreaterthanequals: ["Date", false, ">="],
  bool: ["Bool"],
  binaryequals: ["Binary"],
  ipaddress: ["IpAddress"],
  notipaddress: ["IpAddress", true],
  // ArnEquals and ArnLike behave alike.
  arnequals: ["Arn"],
  arnlike: ["Arn"],
  arnnotequals: ["Arn", true],
  arnnotlike: ["Arn", true],
  null: ["Null"],
};

/**
 * Takes a condition operator apart. Case does not matter.
 * @returns undefined for one AWS does not document
 */
export function readOperator(text: string): Operator | undefined {
  const before = read.get(text);
  if (before) return before;
  const operator = takenApart(text);
  if (operator && read.size < mostRead) read.set(text, operator);
  return operator;
}

/** Policies use a few dozen of them again and again; of what differs in case only there are no more than these. */
const read = new Map<string, Operator>();
const mostRead = 1_000;

function takenApart(text: string): Operator | undefined {
  const [, set, rest] = /^(?:(ForAnyValue|ForAllValues):)?(\w+)$/i.exec(text) ?? [];
  if (rest === undefined) return undefined;
  const [, name = "", exists] = /^(\w+?)(IfExists)?$/i.exec(rest) ?? [];
  const found = Object.hasOwn(operators, name.toLowerCase()) ? operators[name.toLowerCase()] : undefined;
  if (!found) return undefined;
  const [comparison, not = false, order = "="] = found;
  if (comparison === "Null" && exists) return undefined;
  const quantifier = set === undefined ? null : set.toLowerCase() === "foranyvalue" ? "any" : "all";
  return { comparison, not, order, ifExists: exists !== undefined, quantifier, text };
}
