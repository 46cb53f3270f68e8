import { list, matches, type Statement } from "./document";

/** What is known of a request, by condition key in lower case. A key that is absent is not in the request. */
export type RequestContext = Readonly<Record<string, string | readonly string[] | undefined>>;

type Test = (value: string, given: string) => boolean;

const number =
  (test: (a: number, b: number) => boolean): Test =>
  (value, given) =>
    test(Number(value), Number(given));
const date =
  (test: (a: number, b: number) => boolean): Test =>
  (value, given) =>
    test(new Date(value).getTime(), new Date(given).getTime());

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const tests: Readonly<Record<string, Test>> = {
  stringequals: (value, given) => value === given,
  stringequalsignorecase: (value, given) => value.toLowerCase() === given.toLowerCase(),
  stringlike: (value, given) => matches(given, value, false),
  arnequals: (value, given) => matches(given, value, false),
  arnlike: (value, given) => matches(given, value, false),
  bool: (value, given) => value.toLowerCase() === given.toLowerCase(),
  numericequals: number((a, b) => a === b),
  numericlessthan: number((a, b) => a < b),
  numericlessthanequals: number((a, b) => a <= b),
  numericgreaterthan: number((a, b) => a > b),
  numericgreaterthanequals: number((a, b) => a >= b),
  dateequals: date((a, b) => a === b),
  datelessthan: date((a, b) => a < b),
  datelessthanequals: date((a, b) => a <= b),
  dategreaterthan: date((a, b) => a > b),
  dategreaterthanequals: date((a, b) => a >= b),
  ipaddress: (value, given) => value === given.replace(/\/32$/, "") || given === "0.0.0.0/0",
};

const negated: Readonly<Record<string, string>> = {
  stringnotequals: "stringequals",
  stringnotequalsignorecase: "stringequalsignorecase",
  stringnotlike: "stringlike",
  arnnotequals: "arnequals",
  arnnotlike: "arnlike",
  numericnotequals: "numericequals",
  datenotequals: "dateequals",
  notipaddress: "ipaddress",
};

/** @returns whether a statement's conditions hold for a request: all of them, each with one of its values */
export function conditionsHold({ Condition }: Statement, request: RequestContext): boolean {
  return Object.entries(Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, given]) => holds(operator, request[key.toLowerCase()], list(given).map(String))),
  );
}

function holds(operator: string, found: string | readonly string[] | undefined, given: readonly string[]): boolean {
  const [, set, name = "", ifExists] = /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/i.exec(operator) ?? [];
  const plain = name.toLowerCase();
  const values = found === undefined ? [] : typeof found === "string" ? [found] : found;
  if (plain === "null") return given.every((one) => (one.toLowerCase() === "true") === (values.length === 0));
  const positive = negated[plain];
  const test = tests[positive ?? plain];
  // An operator nobody knows never holds: a Deny under it is not applied, an Allow not given.
  if (!test) return false;
  if (values.length === 0) {
    // A negated operator holds for an absent key; ForAllValues holds for an empty set.
    return Boolean(ifExists) || positive !== undefined || set?.toLowerCase() === "forallvalues";
  }
  const one = (value: string) => given.some((pattern) => test(value, pattern)) !== (positive !== undefined);
  return set?.toLowerCase() === "forallvalues" ? values.every(one) : values.some(one);
}
