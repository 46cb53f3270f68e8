import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deniesCustomerKeys, deniesWithoutTls } from "./plain-denial";

const both = ["arn:aws:s3:::claims", "arn:aws:s3:::claims/*"];
const tls = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: both,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const policy = (...statements: unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const answer = (...statements: unknown[]) => deniesWithoutTls(policy(...statements), "claims").answer;

describe("requests without TLS", () => {
  test.each([
    ["the statement AWS documents", tls, "denied"],
    [
      "any case of the key, a boolean, a list",
      { ...tls, Condition: { Bool: { "AWS:securetransport": [false] } } },
      "denied",
    ],
    ["BoolIfExists", { ...tls, Condition: { BoolIfExists: { "aws:SecureTransport": "false" } } }, "denied"],
    ["principal as an object", { ...tls, Principal: { AWS: ["*"] } }, "denied"],
    ["another partition", { ...tls, Resource: ["arn:aws-cn:s3:::claims", "arn:aws-cn:s3:::claims/*"] }, "denied"],
    ["every resource, as in a resource control policy", { ...tls, Resource: "*" }, "denied"],
    ["objects only (trap 18)", { ...tls, Resource: "arn:aws:s3:::claims/*" }, "partly"],
    ["the bucket only", { ...tls, Resource: "arn:aws:s3:::claims" }, "partly"],
    [
      "another bucket whose name ends alike",
      { ...tls, Resource: ["arn:aws:s3:::my-claims", "arn:aws:s3:::my-claims/*"] },
      "partly",
    ],
    ["PutObject only (trap 18)", { ...tls, Action: "s3:PutObject" }, "partly"],
    ["one role only (trap 18)", { ...tls, Principal: { AWS: "arn:aws:iam::111122223333:role/x" } }, "partly"],
    [
      "a further condition (trap 18)",
      { ...tls, Condition: { ...tls.Condition, NumericLessThan: { "s3:TlsVersion": 1.2 } } },
      "partly",
    ],
    [
      "the wrong way round (trap 18)",
      { ...tls, Condition: { Bool: { "aws:SecureTransport": "true" } } },
      "not_analysed",
    ],
    ["NotAction", { ...tls, Action: undefined, NotAction: "s3:GetObject" }, "not_analysed"],
    [
      "an allowance under TLS denies nothing",
      { ...tls, Effect: "Allow", Condition: { Bool: { "aws:SecureTransport": "true" } } },
      "not_denied",
    ],
    [
      "a TLS version alone (trap 18)",
      { ...tls, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
      "not_denied",
    ],
  ])("%s", (_, statement, expected) => {
    expect(answer(statement)).toBe(expected);
  });

  test("two statements that each cover a half are left to the analyser, not failed", () => {
    expect(answer(...both.map((Resource) => ({ ...tls, Resource })))).toBe("not_analysed");
  });
});

test("uploads with a customer's key are denied by a Null condition on its algorithm", () => {
  const Condition = { Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" } };
  const statement = { ...tls, Action: "s3:PutObject", Resource: "arn:aws:s3:::claims/*", Condition };
  expect(deniesCustomerKeys(policy(statement), "claims").answer).toBe("denied");
  expect(deniesCustomerKeys(policy({ ...statement, Resource: "arn:aws:s3:::claims/in/*" }), "claims").answer).toBe(
    "partly",
  );
  expect(deniesCustomerKeys(policy(tls), "claims").answer).toBe("not_denied");
});

test.each([
  ["not JSON", "{"],
  ["too long", `"${"x".repeat(70_000)}"`],
  ["a list", "[]"],
  ["a statement that is a string", '{"Statement":"Deny"}'],
  ["a key twice", '{"Statement":[{"Effect":"Allow","Effect":"Deny"}]}'],
  ["a key twice, once escaped", '{"Statement":[{"Effect":"Allow","\\u0045ffect":"Deny"}]}'],
])("a policy that is %s is not analysed", (_, text) => {
  expect(deniesWithoutTls(text, "claims").answer).toBe("not_analysed");
});

test("no document makes it throw", () => {
  const element = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>("*", "Deny", tls.Condition, both));
  const statement = fc.record({
    Effect: element,
    Principal: element,
    Action: element,
    Resource: element,
    Condition: element,
  });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.array(statement).map((all) => policy(...all)),
      ),
      (text) => {
        expect(deniesWithoutTls(text, "claims").answer).toBeTypeOf("string");
      },
    ),
  );
});
