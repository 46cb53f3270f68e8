import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePolicy } from "../language/parse-policy";
import { namedBy } from "./named";
import { policyIsPublic } from "./policy-is-public";
import { publicAccess } from "./public-access";

type Json = Record<string, unknown>;

const principal = fc.constantFrom<Json>(
  { Principal: "*" },
  { Principal: { AWS: ["arn:aws:iam::111122223333:root", "*"] } },
  { Principal: { AWS: "111122223333" } },
  { Principal: { Service: "config.amazonaws.com" } },
  { Principal: { Federated: "accounts.google.com" } },
  { Principal: { AWS: "arn:aws:iam::*:root" } },
  { NotPrincipal: { AWS: "111122223333" } },
);
const actions = fc.subarray(["s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:Put*", "s3:*"], { minLength: 1 });
const resources = fc.subarray(["arn:aws:s3:::b", "arn:aws:s3:::b/*", "arn:aws:s3:::b/a/*"], { minLength: 1 });
const operator = fc.constantFrom(
  ...["StringEquals", "StringLike", "StringNotEquals", "StringEqualsIfExists", "ForAllValues:StringEquals"],
  ...["ForAnyValue:StringLike", "ArnLike", "IpAddress", "NotIpAddress", "Null", "Bool"],
);
const key = fc.constantFrom(
  ...["aws:PrincipalOrgID", "aws:SourceIp", "aws:SourceArn", "aws:SecureTransport", "aws:SourceVpc", "aws:userid"],
);
const value = fc.constantFrom(
  ...["o-a1", "vpc-*", "*", "203.0.113.0/24", "0.0.0.0/0", "arn:aws:sns:*:111122223333:t", "true", "false"],
);
const condition = fc.dictionary(
  operator,
  fc.dictionary(key, fc.array(value, { minLength: 1, maxLength: 2 }), { maxKeys: 2 }),
  {
    maxKeys: 2,
  },
);
const statement = fc
  .record({
    Effect: fc.constantFrom("Allow", "Allow", "Deny"),
    principal,
    Action: actions,
    Resource: resources,
    Condition: condition,
  })
  .map(({ principal: named, ...rest }): Json => ({ ...rest, ...named }));
const statements = fc.array(statement, { minLength: 1, maxLength: 4 });

const parsed = (Statement: unknown) => parsePolicy({ Version: "2012-10-17", Statement }, "bucket");
/** Everything said of a policy but where it stands. */
function said(all: unknown) {
  const policy = parsed(all);
  const judged = policyIsPublic(policy);
  const access = publicAccess(policy, judged);
  return {
    isPublic: answerOf(judged),
    access: access.kind === "known" ? access.value : access.kind,
    named: namedBy(policy),
  };
}
const answerOf = (answer: ReturnType<typeof policyIsPublic>) => (answer.kind === "known" ? answer.value : answer.kind);
const isPublic = (all: unknown) => answerOf(policyIsPublic(parsed(all)));

const runs = { numRuns: 400 };

test("the order of statements, lists and keys changes nothing", () => {
  const turned = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(turned).toReversed();
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(
      Object.entries(one)
        .toReversed()
        .map(([name, of]) => [name, turned(of)]),
    );
  };
  fc.assert(
    fc.property(statements, (all) => {
      expect(said(turned(all))).toEqual(said(all));
    }),
    runs,
  );
});

test("a text says the same as a list of one, and a name says nothing", () => {
  const single = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.length === 1 ? one[0] : one;
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([name, of]) => [name, single(of)]));
  };
  const named = (all: readonly Json[]) => all.map((one, index) => ({ ...(single(one) as Json), Sid: `S${index}` }));
  fc.assert(
    fc.property(statements, (all) => {
      expect(said(named(all))).toEqual(said(all));
    }),
    runs,
  );
});

test("the case of actions, operators and keys changes nothing", () => {
  const upper = (names: Json, of: (inner: unknown) => unknown) =>
    Object.fromEntries(Object.entries(names).map(([name, inner]) => [name.toUpperCase(), of(inner)]));
  const shouted = (all: readonly Json[]) =>
    all.map((one) => ({
      ...one,
      Action: (one["Action"] as string[]).map((action) => action.toUpperCase()),
      Condition: upper(one["Condition"] as Json, (keys) => upper(keys as Json, (values) => values)),
    }));
  fc.assert(
    fc.property(statements, (all) => {
      expect(said(shouted(all))).toEqual(said(all));
    }),
    runs,
  );
});

test("a statement says the same as its parts, by action and by resource", () => {
  const parts = (one: Json): Json[] =>
    (one["Action"] as string[]).flatMap((Action) =>
      (one["Resource"] as string[]).map((Resource) => ({ ...one, Action, Resource })),
    );
  fc.assert(
    fc.property(statements, (all) => {
      expect(isPublic(all.flatMap(parts))).toEqual(isPublic(all));
    }),
    runs,
  );
});

test("adding an Allow never makes a public policy anything else", () => {
  fc.assert(
    fc.property(statements, statement, (all, one) => {
      if (isPublic(all) === true) expect(isPublic([...all, { ...one, Effect: "Allow" }])).toBe(true);
    }),
    runs,
  );
});

test("adding a Deny never makes a policy public that was not", () => {
  fc.assert(
    fc.property(statements, statement, (all, one) => {
      const before = isPublic(all);
      const after = isPublic([...all, { ...one, Effect: "Deny" }]);
      if (before !== true) expect(after).toBe(before);
      else expect(after).not.toBe(false);
    }),
    runs,
  );
});

test("a fixed value of a restricting key on every Allow makes a policy non-public", () => {
  const restricted = (all: readonly Json[]) =>
    all.map((one) => ({
      ...one,
      Condition: { ...(one["Condition"] as Json), StringEqualsIgnoreCase: { "aws:SourceVpce": "vpce-1" } },
    }));
  fc.assert(
    fc.property(statements, (all) => {
      expect(isPublic(restricted(all))).toBe(false);
    }),
    runs,
  );
});

test("a wider value in the place of a fixed one never makes a public policy anything else", () => {
  const widened = (all: readonly Json[]) =>
    JSON.parse(JSON.stringify(all).replaceAll('"o-a1"', '"*"').replaceAll("203.0.113.0/24", "0.0.0.0/0")) as Json[];
  const onlyAllows = (all: readonly Json[]) => all.filter(({ Effect }) => Effect === "Allow");
  fc.assert(
    fc.property(statements, (all) => {
      if (isPublic(onlyAllows(all)) === true) expect(isPublic(widened(onlyAllows(all)))).not.toBe(false);
    }),
    runs,
  );
});
