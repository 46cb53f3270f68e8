import { describe, expect, test } from "vitest";
import { parsePolicy } from "./parse-policy";
import { nameOf, type PolicyKind } from "./policy";

type Json = Record<string, unknown>;

const statement: Json = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" };
const parsed = (Statement: unknown, more: Json = {}, kind: PolicyKind = "bucket") =>
  parsePolicy({ Version: "2012-10-17", Statement, ...more }, kind);
/** Where something was not understood: of the document, and of its first statement. */
const placesOf = (policy: ReturnType<typeof parsed>) =>
  [...policy.issues, ...(policy.statements[0]?.issues ?? [])].map(({ at, kind }) => `${kind} ${at}`);

test("text and object are the same, and a statement alone is a list of one", () => {
  const document = { Version: "2012-10-17", Statement: [statement] };
  const whole = parsePolicy(document, "bucket");
  expect(parsePolicy(JSON.stringify(document), "bucket")).toEqual(whole);
  expect(parsed(statement)).toEqual(whole);
  expect(whole).toEqual({
    kind: "bucket",
    version: "2012-10-17",
    issues: [],
    statements: [
      {
        index: 0,
        sid: null,
        effect: "Allow",
        principals: { not: false, values: [{ kind: "everyone" }] },
        actions: { not: false, values: ["s3:GetObject"] },
        resources: { not: false, values: ["arn:aws:s3:::b/*"] },
        conditions: [],
        issues: [],
      },
    ],
  });
});

test("without a version a policy is one of 2008", () => {
  expect(parsePolicy({ Statement: [statement] }, "bucket")).toMatchObject({ version: "2008-10-17", issues: [] });
});

test.each<[string, unknown, string]>([
  ["nothing", undefined, "invalid document"],
  ["not JSON", "{", "invalid document"],
  ["a list", [], "invalid document"],
  ["a number too large for JSON", 1n, "invalid document"],
  ["no statement", { Version: "2012-10-17" }, "invalid Statement"],
  ["no statements", { Statement: [] }, "invalid Statement"],
  ["a statement that is a text", { Statement: ["Allow"] }, "invalid Statement[0]"],
  ["a statement without effect", { Statement: { Action: "*" } }, "invalid Statement.Effect"],
  ["an effect in lower case", { Statement: [{ ...statement, Effect: "allow" }] }, "invalid Statement[0].Effect"],
  ["a version of another day", { Version: "2012-10-18", Statement: statement }, "invalid Version"],
  ["an id that is no text", { Id: 1, Statement: statement }, "invalid Id"],
  ["an element nobody knows", { Statement: statement, Comment: "" }, "unknown Comment"],
  ["an element in lower case", { statement, Statement: statement }, "unknown statement"],
])("a document with %s has an issue where it is", (_, document, place) => {
  expect(placesOf(parsePolicy(document, "bucket"))).toContain(place);
});

test.each<[string, Json, string]>([
  ["an unknown element", { Actions: "*" }, "unknown Statement[0].Actions"],
  ["a sid that is no text", { Sid: 1 }, "invalid Statement[0].Sid"],
  ["no principal", { Principal: undefined }, "invalid Statement[0].Principal"],
  ["both principals", { NotPrincipal: "*" }, "invalid Statement[0].NotPrincipal"],
  ["a principal that is a list", { Principal: ["*"] }, "invalid Statement[0].Principal"],
  ["a bare principal", { Principal: "111122223333" }, "invalid Statement[0].Principal"],
  ["no action", { Action: undefined }, "invalid Statement[0].Action"],
  ["both actions", { NotAction: "*" }, "invalid Statement[0].NotAction"],
  ["an action that is a number", { Action: 1 }, "invalid Statement[0].Action"],
  ["an empty list of actions", { Action: [] }, "invalid Statement[0].Action"],
  ["both resources", { NotResource: "*" }, "invalid Statement[0].NotResource"],
  ["a resource in a list in a list", { Resource: [["*"]] }, "invalid Statement[0].Resource"],
  ["a condition that is a text", { Condition: "a" }, "invalid Statement[0].Condition"],
  ["a condition of null", { Condition: null }, "invalid Statement[0].Condition"],
  ["an unknown operator", { Condition: { Odd: { a: "b" } } }, "unknown Statement[0].Condition.Odd"],
  ["an operator without keys", { Condition: { Bool: "a" } }, "invalid Statement[0].Condition.Bool"],
  ["a value that is an object", { Condition: { Bool: { a: {} } } }, "invalid Statement[0].Condition.Bool.a"],
  ["a value of null", { Condition: { Bool: { a: [null] } } }, "invalid Statement[0].Condition.Bool.a"],
])("a statement with %s has an issue where it is", (_, change, place) => {
  expect(placesOf(parsed([{ ...statement, ...change }]))).toContain(place);
});

describe("principals", () => {
  const principalsOf = (Principal: unknown) => parsed({ ...statement, Principal }).statements[0]?.principals;

  test("of several types are one list, in their order", () => {
    const kinds = principalsOf({ Service: ["a.amazonaws.com"], AWS: ["*", "111122223333"] })?.values.map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(["service", "everyone", "account"]);
  });

  test("that are no texts are kept as they stand", () => {
    expect(principalsOf({ AWS: ["*", 1] })?.values).toEqual([{ kind: "invalid", text: '["*",1]' }]);
    expect(principalsOf({ AWS: 111122223333 })?.values).toEqual([{ kind: "invalid", text: "111122223333" }]);
  });

  test("are named by no statement of a kind that binds whoever it is attached to", () => {
    const { Principal: _, ...without } = statement;
    for (const kind of ["scp", "identity"] as const) {
      expect(placesOf(parsed([without], {}, kind))).toEqual([]);
      expect(placesOf(parsed([statement], {}, kind))).toEqual(["invalid Statement[0].Principal"]);
    }
    for (const kind of ["rcp", "vpc-endpoint", "kms-key", "access-point"] as const) {
      expect(placesOf(parsed([statement], {}, kind))).toEqual([]);
    }
  });
});

describe("conditions", () => {
  const conditionsOf = (Condition: unknown) => parsed({ ...statement, Condition }).statements[0]?.conditions ?? [];

  test("are one for each key of each operator, keys in lower case, values as texts", () => {
    const Condition = { Bool: { "aws:SecureTransport": false }, NumericLessThan: { "s3:TlsVersion": [1.2, "1.3"] } };
    expect(conditionsOf(Condition).map(({ key, keyText, values, at }) => [key, keyText, values, at])).toEqual([
      ["aws:securetransport", "aws:SecureTransport", ["false"], "Statement.Condition.Bool.aws:SecureTransport"],
      ["s3:tlsversion", "s3:TlsVersion", ["1.2", "1.3"], "Statement.Condition.NumericLessThan.s3:TlsVersion"],
    ]);
  });

  test("of an operator nobody knows are left out, beside an issue", () => {
    expect(conditionsOf({ Odd: { a: "b" }, Bool: { c: "true" } }).map(({ key }) => key)).toEqual(["c"]);
  });
});

test("a statement is named by its sid, or by its number as people count", () => {
  expect(nameOf({ sid: "Readers", index: 3 })).toBe('"Readers"');
  expect(nameOf({ sid: "", index: 3 })).toBe("statement 4");
  expect(nameOf({ sid: null, index: 0 })).toBe("statement 1");
});

test("more statements than any policy has are not read", () => {
  const many = parsed(Array.from({ length: 2_001 }, () => 0));
  expect(many.issues.at(0)).toMatchObject({ kind: "unknown", what: "there are more than 2000" });
});
