import fc from "fast-check";
import { expect, test } from "vitest";
import { fits, hasVariable, hasWildcard } from "./wildcard";

test.each([
  ["*", "", true],
  ["*", "anything/at:all", true],
  ["", "", true],
  ["", "a", false],
  ["?", "", false],
  ["?", "ab", false],
  ["s3:Get*", "s3:GetObject", true],
  ["s3:Get*", "s3:Get", true],
  ["s3:Get*", "s3:PutObject", false],
  ["arn:aws:s3:::b/*/x*", "arn:aws:s3:::b/a/b/xy", true],
  ["arn:aws:s3:::b/*/x*", "arn:aws:s3:::b/xy", false],
  ["*a*b", "aab", true],
  ["*a*b", "aba", false],
  ["a.c", "abc", false],
  ["**?", "a", true],
  ["AbC", "abc", false],
])("%s and %s: %s", (pattern, name, expected) => {
  expect(fits(pattern, name)).toBe(expected);
});

test("it agrees with a regular expression on whatever is compared", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "/", "*", "?"), maxLength: 8 });
  const name = fc.string({ unit: fc.constantFrom("a", "b", "/"), maxLength: 8 });
  fc.assert(
    fc.property(text, name, (pattern, is) => {
      const expression = new RegExp(`^${pattern.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`);
      expect(fits(pattern, is)).toBe(expression.test(is));
    }),
  );
});

test("a hostile pattern takes no longer than the product of the lengths", () => {
  const before = performance.now();
  expect(fits("a*".repeat(16_000), `${"a".repeat(32_000)}b`)).toBe(true);
  expect(fits(`${"*a".repeat(5_000)}b`, "a".repeat(20_000))).toBe(false);
  expect(performance.now() - before).toBeLessThan(1_000);
});

test("variables are told from the characters that are written like them", () => {
  const written = (name: string) => `$\{${name}}`;
  for (const name of ["aws:username", "aws:PrincipalTag/team, 'none'", "", "**"]) {
    expect(hasVariable(`a/${written(name)}/b`)).toBe(true);
    expect(hasVariable(`${written("*")}${written(name)}`)).toBe(true);
  }
  for (const text of ["", "$", "{}", "${", "a${b", written("*"), written("?"), written("$"), `${written("*")}x`]) {
    expect(hasVariable(text)).toBe(false);
  }
  expect(hasWildcard("a?")).toBe(true);
  expect(hasWildcard("a")).toBe(false);
});
