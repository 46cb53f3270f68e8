import { addressOf, type Range } from "./address";
import type { Test } from "./condition";
import type { Effort } from "./effort";
import { keptTextsFor } from "./kept-texts";
import { factOf, type KeyFact } from "./keys";
import { domain, type Pattern } from "./pattern";

/** The values of one key in one request; undefined where it is absent. */
export type Values = readonly string[] | undefined;

/** Values of a key, so that every way its conditions can turn out is among them; `complete` where it surely is. */
export type Samples = { values: readonly Values[]; complete: boolean };

/**
 * Partitions what a key can be into what its conditions tell apart, with one example each.
 * @param tests all conditions on the key
 */
export function samplesOf(key: string, tests: readonly Test[], effort: Effort): Samples {
  const fact = factOf(key) ?? factFrom(tests);
  const single = valuesOf(fact, tests, effort);
  const lists = fact.many
    ? listsOf(single.values, tests)
    : { values: single.values.map((one) => [one]), complete: true };
  const absent: Values[] = fact.when === "always" ? [] : [undefined];
  return { values: [...absent, ...lists.values], complete: single.complete && lists.complete };
}

/** What a key of another service is like, by the operators it is compared with. */
function factFrom(tests: readonly Test[]): KeyFact {
  const many = tests.some(({ condition }) => condition.operator.quantifier !== null);
  const isBool = tests.some(({ condition }) => condition.operator.comparison === "Bool");
  const type = tests.map(kindOf).find((kind) => kind !== undefined) ?? "text";
  return { when: "request", type, many, ...(isBool && type === "text" && { values: ["true", "false"] }) };
}

type Single = { values: readonly string[]; complete: boolean };

function valuesOf(fact: KeyFact, tests: readonly Test[], effort: Effort): Single {
  if (fact.values) return { values: fact.values, complete: true };
  const kinds = new Set(tests.map(kindOf).filter((kind) => kind !== undefined));
  kinds.add(fact.type);
  const parts = [...kinds].map((kind) => valuesOfKind(kind, fact, tests, effort));
  // Two kinds of operator on one key: their values were not told apart together.
  const complete = parts.every((part) => part.complete) && kinds.size === 1;
  return { values: [...new Set(parts.flatMap((part) => part.values))], complete };
}

function valuesOfKind(kind: KeyFact["type"], fact: KeyFact, tests: readonly Test[], effort: Effort): Single {
  switch (kind) {
    case "address":
      return { values: addresses(tests.flatMap((test) => test.ranges)), complete: true };
    case "number":
      return { values: between(numbersOf(tests, "Numeric"), 1).map(String), complete: true };
    case "date":
      return { values: between(numbersOf(tests, "Date"), 1_000).map(dateText), complete: true };
    case "text": {
      const found = keptTextsFor(patternsOf(tests), (fact.like ?? ["*"]).map(domain), effort);
      return fact.anonymous === undefined ? found : { ...found, values: [...found.values, fact.anonymous] };
    }
  }
}

function kindOf({ condition }: Test): KeyFact["type"] | undefined {
  switch (condition.operator.comparison) {
    case "Null":
    case "Bool":
      return undefined;
    case "Numeric":
      return "number";
    case "Date":
      return "date";
    case "IpAddress":
      return "address";
    default:
      return "text";
  }
}

/** Patterns of a key's conditions, each once. */
export function patternsOf(tests: readonly Test[]): Pattern[] {
  const seen = new Map<string, Pattern>();
  for (const { condition, patterns } of tests) {
    for (const [index, pattern] of patterns.entries()) {
      if (pattern) seen.set(`${condition.operator.comparison} ${condition.values[index]}`, pattern);
    }
  }
  return [...seen.values()];
}

const numbersOf = (tests: readonly Test[], comparison: "Numeric" | "Date"): number[] =>
  tests
    .filter(({ condition }) => condition.operator.comparison === comparison)
    .flatMap((test) => defined(test.numbers));

const defined = (numbers: readonly (number | undefined)[]): number[] =>
  numbers.filter((one): one is number => one !== undefined);

/** Each boundary, a value between each two, and one beyond each end. */
function between(boundaries: readonly number[], step: number): number[] {
  const sorted = [...new Set(boundaries)].sort((a, b) => a - b);
  const [first, last] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  const gaps = sorted.flatMap((one, index) => [(one + (sorted[index + 1] ?? one + 2 * step)) / 2]);
  return [...new Set([first - step, ...sorted, ...gaps, last + step])];
}

const dateText = (time: number): string => {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(Math.round(time / 1_000)) : date.toISOString();
};

/** The first address of each part into which the ranges cut all addresses of their kind. */
function addresses(given: readonly (Range | undefined)[]): string[] {
  const ranges = given.filter((range) => range !== undefined);
  return ([32, 128] as const).flatMap((bits) => {
    const of = ranges.filter((range) => range.bits === bits);
    const cuts = new Set(of.flatMap(({ from, to }) => [from, to + 1n]));
    const outside = bits === 32 ? 0xcb007109n : 0x20010db8000000000000000000000009n;
    const ordinary = of.every(({ from, to }) => outside < from || outside > to) ? [outside] : [];
    return [...ordinary, 0n, ...cuts].filter((cut) => cut < 1n << BigInt(bits)).map((cut) => addressOf(cut, bits));
  });
}

const most = 10;

/** Lists of values, for keys that have several: what `ForAnyValue` and `ForAllValues` tell apart are sets of values. */
function listsOf(values: readonly string[], tests: readonly Test[]): { values: string[][]; complete: boolean } {
  if (values.length <= most && tests.length > 0) {
    const all = Array.from({ length: 2 ** values.length - 1 }, (_, set) =>
      values.filter((_, index) => ((set + 1) >> index) % 2 === 1),
    );
    return { values: all, complete: true };
  }
  return { values: [...values.map((one) => [one]), [...values]], complete: false };
}
