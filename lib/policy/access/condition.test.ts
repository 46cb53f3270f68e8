import { describe, expect, it } from "vitest";
import { readOperator } from "../language/operator";
import { addressOf, rangeOf } from "./address";
import { holds, testOf } from "./condition";
import { Effort } from "./effort";
import { samplesOf } from "./samples";

const variable = "$" + "{aws:username}";

function test(operator: string, values: string | string[], key = "aws:useragent") {
  const read = readOperator(operator);
  if (!read) throw new Error(operator);
  return testOf({ operator: read, key, keyText: key, values: [values].flat(), at: "here" }, true);
}
const ask = (operator: string, values: string | string[], given?: string | string[]) =>
  holds(test(operator, values), given === undefined ? undefined : [given].flat(), new Effort());

describe("a condition", () => {
  it.each([
    ["StringEquals", "a", false],
    ["StringNotEquals", "a", true],
    ["StringEqualsIfExists", "a", true],
    ["ForAllValues:StringEquals", "a", true],
    ["ForAnyValue:StringEquals", "a", false],
    ["ForAnyValue:StringNotEquals", "a", false],
    ["Bool", "false", false],
    ["BoolIfExists", "false", true],
    ["NumericLessThan", "1.2", false],
    ["NotIpAddress", "10.0.0.0/8", true],
    ["ArnNotLike", "arn:aws:iam::1:role/*", true],
    ["Null", "true", true],
    ["Null", "false", false],
  ])("%s on an absent key is decided as IAM documents it", (operator, value, expected) => {
    expect(ask(operator, value)).toBe(expected);
  });

  it.each([
    ["StringEquals", ["a", "b"], "b", true],
    ["StringNotEquals", ["a", "b"], "b", false],
    ["StringLike", "a*", "abc", true],
    ["StringEquals", "a*", "abc", false],
    ["Bool", "TRUE", "true", true],
    ["NumericLessThan", "1.2", "1.1", true],
    ["NumericLessThanEquals", "10", "10", true],
    ["DateLessThan", "2026-01-01T00:00:00Z", "1767225599", true],
    ["DateLessThan", "2026-01-01T00:00:00Z", "1767225600", false],
    ["IpAddress", ["10.0.0.0/8", "192.0.2.1"], "10.1.2.3", true],
    ["IpAddress", "0.0.0.0/0", "2001:db8::1", false],
    ["NotIpAddress", "2001:db8::/32", "2001:db8::1", false],
    ["ForAnyValue:StringLike", "o-1/*", ["x", "o-1/r-1/"], true],
    ["ForAllValues:StringLike", "o-1/*", ["x", "o-1/r-1/"], false],
    ["ForAllValues:StringNotLike", "o-1/*", ["x", "y"], true],
    ["Null", "false", "x", true],
  ] as const)("%s %j holds for %j: %s", (operator, values, given, expected) => {
    expect(ask(operator, [values].flat(), [given].flat())).toBe(expected);
  });

  it("is not decided where its value is a variable, unreadable, or its key has several values without a set operator", () => {
    expect(ask("StringEquals", variable, "ada")).toBeNull();
    expect(ask("StringLike", `home/${variable}/*`, "other")).toBe(false);
    expect(ask("IpAddress", "10.0.0", "10.0.0.1")).toBeNull();
    expect(ask("Bool", "perhaps", "true")).toBeNull();
    expect(ask("StringEquals", "a", ["a", "b"])).toBeNull();
    expect(ask("StringEquals", [], "a")).toBeNull();
  });
});

describe("addresses", () => {
  it("are read in both versions, and nothing else is", () => {
    expect(rangeOf("10.0.0.0/8")).toEqual({ bits: 32, from: 0x0a000000n, to: 0x0affffffn });
    expect(rangeOf("10.1.2.3/8")?.from).toBe(0x0a000000n);
    expect(rangeOf("::1")).toEqual({ bits: 128, from: 1n, to: 1n });
    expect(rangeOf("2001:db8::/32")?.bits).toBe(128);
    for (const text of ["", "10.0.0", "10.0.0.256", "10.0.0.0/33", "1:2:3", ":::", "1::2::3", "g::1", "*"]) {
      expect(rangeOf(text), text).toBeUndefined();
    }
    for (const text of ["192.0.2.7", "2001:db8:0:0:0:0:0:1"]) {
      const { from = 0n, bits = 32 } = rangeOf(text) ?? {};
      expect(addressOf(from, bits)).toBe(text);
    }
  });
});

describe("the parts of a key", () => {
  const parts = (key: string, ...tests: ReturnType<typeof test>[]) => samplesOf(key, tests, new Effort());
  const single = (key: string, ...tests: ReturnType<typeof test>[]) =>
    parts(key, ...tests).values.map((values) => values?.join("+") ?? "absent");

  it("split ranges of addresses exactly", () => {
    const halves = test("IpAddress", ["10.0.0.0/9", "10.128.0.0/9"], "aws:sourceip");
    const whole = test("IpAddress", "10.0.0.0/8", "aws:sourceip");
    const ways = parts("aws:sourceip", halves, whole).values.map((values) => [
      holds(halves, values, new Effort()),
      holds(whole, values, new Effort()),
    ]);
    expect(ways.every(([a, b]) => a === b)).toBe(true);
  });

  it("split numbers and dates at their boundaries", () => {
    const numbers = single("s3:max-keys", test("NumericLessThan", "10"), test("NumericEquals", "100"));
    expect(numbers).toEqual(["absent", "9", "10", "100", "55", "101"]);
    expect(single("aws:currenttime", test("DateLessThan", "2026-01-01T00:00:00Z"))).toContain(
      "2026-01-01T00:00:00.000Z",
    );
  });

  it("are all the values of a key that has few", () => {
    expect(single("aws:securetransport", test("Bool", "false"))).toEqual(["absent", "true", "false"]);
  });

  it("are sets of values where a key has several", () => {
    const { values, complete } = parts("aws:tagkeys", test("ForAllValues:StringEquals", ["a", "b"]));
    expect(complete).toBe(true);
    expect(values).toHaveLength(8);
  });

  it("say so where two kinds of operator were not told apart together", () => {
    expect(parts("aws:sourceip", test("StringLike", "10.*"), test("IpAddress", "10.0.0.0/8")).complete).toBe(false);
  });
});
