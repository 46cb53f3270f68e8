import { expect, test } from "vitest";
import { readOperator } from "./operator";

test.each([
  ["StringEquals", { comparison: "StringEquals", not: false, ifExists: false, quantifier: null }],
  ["stringequals", { comparison: "StringEquals" }],
  ["StringNotEqualsIgnoreCase", { comparison: "StringEqualsIgnoreCase", not: true }],
  ["StringLikeIfExists", { comparison: "StringLike", ifExists: true }],
  ["STRINGNOTLIKEIFEXISTS", { comparison: "StringLike", not: true, ifExists: true }],
  ["ForAnyValue:StringEquals", { comparison: "StringEquals", quantifier: "any" }],
  ["forallvalues:ARNEqualsIfExists", { comparison: "Arn", quantifier: "all", ifExists: true }],
  ["ArnLike", { comparison: "Arn", not: false }],
  ["ArnNotEquals", { comparison: "Arn", not: true }],
  ["NumericLessThan", { comparison: "Numeric", order: "<" }],
  ["NumericLessThanEquals", { comparison: "Numeric", order: "<=" }],
  ["NumericGreaterThanEqualsIfExists", { comparison: "Numeric", order: ">=", ifExists: true }],
  ["DateGreaterThan", { comparison: "Date", order: ">" }],
  ["BoolIfExists", { comparison: "Bool", ifExists: true }],
  ["BinaryEquals", { comparison: "Binary" }],
  ["NotIpAddress", { comparison: "IpAddress", not: true }],
  ["Null", { comparison: "Null", not: false }],
])("%s is taken apart", (text, parts) => {
  expect(readOperator(text)).toMatchObject({ ...parts, text });
});

test.each([
  ...["", "IfExists", "NullIfExists", "StringAlmost", "String Equals", "StringEquals ", "ForSomeValues:StringEquals"],
  ...["ForAnyValue:", "ForAnyValue:ForAnyValue:StringEquals", "StringEqualsIfExistsIfExists", "BoolNotEquals"],
  ...["constructor", "__proto__", "toString"],
])("%j is no operator of IAM's", (text) => {
  expect(readOperator(text)).toBeUndefined();
});
