import { expect, test } from "vitest";
import { policy, reading, reads, user, verdictOf } from "@/testing/policy/situation";

const key = "s3:prefix";

/** Whether a condition on one key lets a request through. */
function meets(
  operator: string,
  wanted: unknown,
  given: readonly string[] | undefined,
  version = "2012-10-17",
): string {
  const statement = reads("*", { Condition: { [operator]: { [key]: wanted } } });
  const bucket = { ...policy("bucket", statement), version: version as "2012-10-17" };
  const verdict = verdictOf(
    reading(user(), { resourcePolicy: bucket }, { context: given === undefined ? {} : { [key]: given } }),
  );
  return verdict === "Allowed" ? "yes" : verdict === "ImplicitlyDenied" ? "no" : verdict;
}

const absent = undefined;

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
test.each<[operator: string, wanted: unknown, given: readonly string[] | undefined, expected: string]>([
  ["StringEquals", "home", ["home"], "yes"],
  ["StringEquals", "home", ["Home"], "no"],
  ["StringEquals", "home", absent, "no"],
  ["StringEquals", "", [""], "yes"],
  ["StringEquals", "ho*", ["home"], "no"],
  ["StringEquals", "ho*", ["ho*"], "yes"],
  ["StringEquals", ["a", "b"], ["b"], "yes"],
  ["StringEquals", ["a", "b"], ["c"], "no"],
  ["stringequals", "home", ["home"], "yes"],
  ["StringNotEquals", "home", ["home"], "no"],
  ["StringNotEquals", "home", ["away"], "yes"],
  ["StringNotEquals", "home", absent, "yes"],
  ["StringNotEquals", ["a", "b"], ["a"], "no"],
  ["StringNotEquals", ["a", "b"], ["b"], "no"],
  ["StringNotEquals", ["a", "b"], ["c"], "yes"],
  ["StringEqualsIgnoreCase", "HOME", ["home"], "yes"],
  ["StringNotEqualsIgnoreCase", "HOME", ["home"], "no"],
  ["StringNotEqualsIgnoreCase", "HOME", ["house"], "yes"],
  ["StringLike", "home/*", ["home/ada"], "yes"],
  ["StringLike", "home/*", ["HOME/ada"], "no"],
  ["StringLike", "home/?", ["home/a"], "yes"],
  ["StringLike", "home/?", ["home/"], "no"],
  ["StringLike", "home/?", ["home/ab"], "no"],
  ["StringLike", "*", [""], "yes"],
  ["StringLike", "a*b*c", ["a-b-b-c"], "yes"],
  ["StringLike", "a*b*c", ["a-c-b"], "no"],
  ["StringLike", "home", ["home/ada"], "no"],
  ["StringNotLike", "home/*", ["home/ada"], "no"],
  ["StringNotLike", "home/*", ["away"], "yes"],
  ["StringNotLike", "home/*", absent, "yes"],
  ["NumericEquals", "10", ["10.0"], "yes"],
  ["NumericEquals", 10, ["10"], "yes"],
  ["NumericEquals", "10", ["ten"], "no"],
  ["NumericNotEquals", "10", ["11"], "yes"],
  ["NumericNotEquals", "10", ["ten"], "undetermined"],
  ["NumericLessThan", "1.2", ["1.1"], "yes"],
  ["NumericLessThan", "1.2", ["1.2"], "no"],
  ["NumericLessThan", "1.2", absent, "no"],
  ["NumericLessThanEquals", "1.2", ["1.2"], "yes"],
  ["NumericGreaterThan", "-1", ["0"], "yes"],
  ["NumericGreaterThan", "1", ["1"], "no"],
  ["NumericGreaterThanEquals", "1", ["1"], "yes"],
  ["DateEquals", "2026-01-01T00:00:00Z", ["2026-01-01T01:00:00+01:00"], "yes"],
  ["DateNotEquals", "2026-01-01T00:00:00Z", ["2026-01-02"], "yes"],
  ["DateLessThan", "2026-01-01T00:00:00Z", ["2025-12-31T23:59:59Z"], "yes"],
  ["DateLessThan", "2026-01-01T00:00:00Z", ["2026-01-01T00:00:00Z"], "no"],
  ["DateLessThanEquals", "2026-01-01T00:00:00Z", ["2026-01-01T00:00:00Z"], "yes"],
  ["DateGreaterThan", "1735689600", ["2025-01-01T00:00:01Z"], "yes"],
  ["DateGreaterThan", "2025", ["2025-01-01T00:00:01Z"], "yes"],
  ["DateGreaterThanEquals", "2025-01", ["1735689600"], "yes"],
  ["DateGreaterThan", "2025-02-30", ["2026-01-01"], "no"],
  ["DateGreaterThan", "*", ["2026-01-01"], "no"],
  ["Bool", "true", ["true"], "yes"],
  ["Bool", true, ["TRUE"], "yes"],
  ["Bool", "false", ["true"], "no"],
  ["Bool", "false", absent, "no"],
  ["Bool", ["true", "false"], ["false"], "yes"],
  ["BoolIfExists", "false", absent, "yes"],
  ["Bool", "yes", ["true"], "no"],
  ["BinaryEquals", "QmluYXJ5", ["QmluYXJ5"], "yes"],
  ["BinaryEquals", "QmluYXJ5", ["QmluYXJ6"], "no"],
  ["BinaryEquals", "not base64", ["not base64"], "no"],
  ["IpAddress", "203.0.113.0/24", ["203.0.113.9"], "yes"],
  ["IpAddress", "203.0.113.0/24", ["203.0.114.9"], "no"],
  ["IpAddress", "203.0.113.9", ["203.0.113.9"], "yes"],
  ["IpAddress", "203.0.113.9", ["203.0.113.10"], "no"],
  ["IpAddress", "203.0.113.77/24", ["203.0.113.1"], "yes"],
  ["IpAddress", "0.0.0.0/0", ["8.8.8.8"], "yes"],
  ["IpAddress", "0.0.0.0/0", ["2001:db8::1"], "no"],
  ["IpAddress", "2001:DB8:1234:5678::/64", ["2001:db8:1234:5678:1::9"], "yes"],
  ["IpAddress", "2001:DB8:1234:5678::/64", ["2001:db8:1234:5679::9"], "no"],
  ["IpAddress", "::/0", ["2001:db8::1"], "yes"],
  ["IpAddress", "2001:db8::1", ["2001:0db8:0:0:0:0:0:1"], "yes"],
  ["IpAddress", ["203.0.113.0/24", "2001:db8::/32"], ["2001:db8::5"], "yes"],
  ["IpAddress", "203.0.113.0/33", ["203.0.113.1"], "no"],
  ["IpAddress", "203.0.113.0/24", ["not an address"], "no"],
  ["IpAddress", "203.0.113.0/24", absent, "no"],
  ["NotIpAddress", "203.0.113.0/24", ["203.0.113.9"], "no"],
  ["NotIpAddress", "203.0.113.0/24", ["198.51.100.1"], "yes"],
  ["NotIpAddress", "203.0.113.0/24", absent, "yes"],
  ["NotIpAddress", ["203.0.113.0/24", "198.51.100.0/24"], ["198.51.100.1"], "no"],
  ["NotIpAddress", "203.0.113.0/99", ["198.51.100.1"], "undetermined"],
  ["ArnLike", "arn:aws:s3:*:111122223333:accesspoint/*", ["arn:aws:s3:us-east-1:111122223333:accesspoint/a"], "yes"],
  ["ArnEquals", "arn:aws:sns:*:111122223333:t-*", ["arn:aws:sns:eu-west-1:111122223333:t-1"], "yes"],
  // AWS's own example: what StringLike takes, ArnLike does not, for a wildcard stays between two colons.
  [
    "StringLike",
    "arn:aws:someservice:*:111122223333:finance/*",
    ["arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt"],
    "yes",
  ],
  [
    "ArnLike",
    "arn:aws:someservice:*:111122223333:finance/*",
    ["arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt"],
    "no",
  ],
  ["ArnLike", "arn:aws:s3:::b*", ["arn:aws:s3:::b:with:colons"], "yes"],
  ["ArnLike", "arn:aws:iam::111122223333:role/*", ["arn:aws:iam::111122223333:user/ada"], "no"],
  ["ArnLike", "arn:aws:iam::111122223333:ROLE/*", ["arn:aws:iam::111122223333:role/ada"], "no"],
  ["ArnLike", "*", ["arn:aws:iam::111122223333:role/ada"], "undetermined"],
  ["ArnLike", "arn:aws:iam::1*", ["not an arn"], "no"],
  ["ArnNotLike", "arn:aws:iam::111122223333:role/*", ["arn:aws:iam::111122223333:role/x"], "no"],
  ["ArnNotEquals", "arn:aws:iam::111122223333:role/*", ["arn:aws:iam::444455556666:role/x"], "yes"],
  ["ArnNotEquals", "arn:aws:iam::111122223333:role/*", absent, "yes"],
  ["Null", "true", absent, "yes"],
  ["Null", "true", ["x"], "no"],
  ["Null", "false", ["x"], "yes"],
  ["Null", "false", absent, "no"],
  ["Null", ["true", "false"], absent, "yes"],
  ["Null", "true", [""], "undetermined"],
  ["StringEqualsIfExists", "home", absent, "yes"],
  ["StringEqualsIfExists", "home", ["away"], "no"],
  ["StringNotEqualsIfExists", "home", absent, "yes"],
  ["StringNotEqualsIfExists", "home", ["home"], "no"],
  ["ForAnyValue:StringEquals", ["a", "b"], ["c", "b"], "yes"],
  ["ForAnyValue:StringEquals", ["a", "b"], ["c", "d"], "no"],
  ["ForAnyValue:StringEquals", ["a", "b"], absent, "no"],
  ["ForAnyValue:StringEquals", "", [""], "no"],
  ["ForAnyValue:StringLike", "dp:*", ["team", "dp:x"], "yes"],
  ["ForAnyValue:StringNotEquals", ["a", "b"], ["a", "c"], "yes"],
  ["ForAnyValue:StringNotEquals", ["a", "b"], ["a", "b"], "no"],
  ["ForAnyValue:StringEqualsIfExists", "a", absent, "yes"],
  ["ForAnyValue:StringEqualsIfExists", "a", [""], "no"],
  ["ForAllValues:StringEquals", ["a", "b"], ["a", "b"], "yes"],
  ["ForAllValues:StringEquals", ["a", "b"], ["a", "c"], "no"],
  ["ForAllValues:StringEquals", ["a", "b"], absent, "yes"],
  ["ForAllValues:StringEquals", ["a", "b"], [""], "yes"],
  ["ForAllValues:StringNotEquals", ["a", "b"], ["c", "d"], "yes"],
  ["ForAllValues:StringNotEquals", ["a", "b"], ["c", "a"], "no"],
  ["forallvalues:stringlike", "a*", ["ab", "ac"], "yes"],
  ["StringEquals", "a", ["a", "a"], "yes"],
  ["StringEquals", "a", ["a", "b"], "undetermined"],
  ["StringNotEquals", "a", ["b", "c"], "yes"],
  ["StringEquals", [], ["a"], "undetermined"],
  ["StringSounds", "a", ["a"], "undetermined"],
])("%s %j against %j: %s", (operator, wanted, given, expected) => {
  expect(meets(operator, wanted, given)).toBe(expected);
});

test("all keys of all operators must be met", () => {
  const both = { StringEquals: { "s3:prefix": "a" }, Bool: { "aws:SecureTransport": "true" } };
  const resourcePolicy = policy("bucket", reads("*", { Condition: both }));
  const of = (context: Record<string, readonly string[]>) =>
    verdictOf(reading(user(), { resourcePolicy }, { context }));
  expect(of({ "s3:prefix": ["a"], "aws:securetransport": ["true"] })).toBe("Allowed");
  expect(of({ "s3:prefix": ["a"], "aws:securetransport": ["false"] })).toBe("ImplicitlyDenied");
  expect(of({ "aws:securetransport": ["true"] })).toBe("ImplicitlyDenied");
});

test("what is not understood does not matter where another condition is not met", () => {
  const resourcePolicy = policy("bucket", reads("*", { Condition: { StringSounds: { a: "b" }, Bool: { c: "true" } } }));
  expect(verdictOf(reading(user(), { resourcePolicy }))).toBe("ImplicitlyDenied");
  expect(verdictOf(reading(user(), { resourcePolicy }, { context: { c: ["true"] } }))).toBe("undetermined");
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
test.each<[wanted: string, given: string, context: Record<string, readonly string[]>, expected: string]>([
  ["${aws:PrincipalTag/team}", "red", { "aws:principaltag/team": ["red"] }, "yes"],
  ["${AWS:principaltag/TEAM}", "red", { "aws:principaltag/team": ["red"] }, "yes"],
  ["${aws:PrincipalTag/team}", "blue", { "aws:principaltag/team": ["red"] }, "no"],
  ["${aws:PrincipalTag/team}", "", {}, "no"],
  ["${aws:PrincipalTag/team, 'none'}", "none", {}, "yes"],
  ["${aws:PrincipalTag/team, 'none'}", "none", { "aws:principaltag/team": ["red"] }, "no"],
  ["home/${aws:username}/*", "home/ada/notes", {}, "yes"],
  ["home/${aws:username}/*", "home/eve/notes", {}, "no"],
  ["a${*}", "a*", {}, "yes"],
  ["a${*}", "ab", {}, "no"],
  ["a${?}*", "a?b", {}, "yes"],
  ["a${?}*", "abc", {}, "no"],
  ["${$}{x}", "${x}", {}, "yes"],
  ["${aws:TagKeys}", "a", { "aws:tagkeys": ["a", "b"] }, "undetermined"],
  ["${aws:PrincipalTag/team}x", "abcx", { "aws:principaltag/team": ["a*"] }, "undetermined"],
  ["${a,b}", "x", {}, "undetermined"],
  ["${open", "${open", {}, "yes"],
])("StringLike %s against %s: with variables", (wanted, given, context, expected) => {
  const resourcePolicy = policy("bucket", reads("*", { Condition: { StringLike: { [key]: wanted } } }));
  const verdict = verdictOf(reading(user(), { resourcePolicy }, { context: { ...context, [key]: [given] } }));
  expect(verdict).toBe(expected === "yes" ? "Allowed" : expected === "no" ? "ImplicitlyDenied" : expected);
});

test("policies of version 2008-10-17 have no variables: the text is itself, and a star in it a wildcard", () => {
  expect(meets("StringEquals", "${aws:username}", ["${aws:username}"], "2008-10-17")).toBe("yes");
  expect(meets("StringEquals", "${aws:username}", ["ada"], "2008-10-17")).toBe("no");
  expect(meets("StringLike", "${*}", ["${abc}"], "2008-10-17")).toBe("yes");
});

test("a variable without a value matches nothing, and so a negated operator is met", () => {
  expect(meets("StringNotEquals", "${aws:PrincipalTag/team}", ["red"])).toBe("yes");
});
