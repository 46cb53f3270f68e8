import { describe, expect, test } from "vitest";
import { parsePolicy } from "../language/parse-policy";
import type { PolicyKind } from "../language/policy";
import { policyIsPublic, sentence } from "./policy-is-public";

type Expected = true | false | "undetermined";
type Json = Record<string, unknown>;

const open: Json = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" };
const judged = (Statement: unknown, kind: PolicyKind = "bucket", origin?: "Internet" | "VPC") =>
  policyIsPublic(parsePolicy({ Version: "2012-10-17", Statement }, kind), origin);
const answerOf = (answer: ReturnType<typeof judged>) => (answer.kind === "known" ? answer.value : answer.kind);

test.each<[string, unknown, Expected, number]>([
  ["everyone", "*", true, 1],
  ["everyone as an AWS principal", { AWS: "*" }, true, 1],
  ["everyone in a list", { AWS: ["arn:aws:iam::111122223333:root", "*"] }, true, 1],
  ["everyone beside a service", { Service: "config.amazonaws.com", AWS: "*" }, true, 1],
  ["an account", { AWS: "111122223333" }, false, 2],
  ["an account's root", { AWS: "arn:aws:iam::111122223333:root" }, false, 2],
  ["a user", { AWS: "arn:aws:iam::111122223333:user/jane" }, false, 2],
  ["a role with a path", { AWS: "arn:aws-us-gov:iam::111122223333:role/team/reader" }, false, 2],
  ["a session", { AWS: "arn:aws:sts::111122223333:assumed-role/reader/jane" }, false, 2],
  ["a CloudFront identity", { AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1" }, false, 2],
  ["a canonical user", { CanonicalUser: "a".repeat(64) }, false, 2],
  ["a service", { Service: "logging.s3.amazonaws.com" }, false, 2],
  ["a deleted role", { AWS: "AROAEXAMPLEID12345678" }, false, 2],
  ["a web identity provider", { Federated: "graph.facebook.com" }, true, 15],
  ["a SAML provider", { Federated: "arn:aws:iam::111122223333:saml-provider/corp" }, "undetermined", 15],
  ["every provider", { Federated: "*" }, "undetermined", 15],
  ["every account's root", { AWS: "arn:aws:iam::*:root" }, "undetermined", 18],
  ["users by pattern", { AWS: "arn:aws:iam::111122223333:user/*" }, "undetermined", 18],
  ["every service", { Service: "*" }, "undetermined", 18],
  ["an account of eleven digits", { AWS: "11112222333" }, false, 18],
  ["a bare text", "arn:aws:iam::111122223333:root", false, 18],
  ["a type nobody knows", { Everyone: "*" }, "undetermined", 18],
  ["nobody", {}, "undetermined", 18],
  ["a list", ["*"], "undetermined", 18],
])("an Allow for %s", (_, Principal, expected, row) => {
  const answer = judged({ ...open, Principal });
  expect([answerOf(answer), answer.evidence[0]?.row]).toEqual([expected, row]);
});

const fixed = { StringEquals: { "aws:PrincipalOrgID": "o-a1" } };

test.each<[string, Json, Expected, number]>([
  ["NotPrincipal", { Principal: undefined, NotPrincipal: { AWS: "111122223333" } }, true, 13],
  [
    "NotPrincipal under a fixed value",
    { Principal: undefined, NotPrincipal: { AWS: "111122223333" }, Condition: fixed },
    false,
    3,
  ],
  ["NotPrincipal of everyone", { Principal: undefined, NotPrincipal: "*" }, "undetermined", 13],
  ["Principal and NotPrincipal", { NotPrincipal: { AWS: "111122223333" } }, "undetermined", 18],
  ["no Principal", { Principal: undefined }, "undetermined", 18],
  ["an action S3 does not know (row 16)", { Action: "s3:NotASupportedAction" }, true, 1],
  ["an action of another service (row 16)", { Action: "sqs:SendMessage" }, true, 1],
  ["an action that opens nothing", { Action: "s3:GetBucketLocation" }, true, 1],
  ["NotAction", { Action: undefined, NotAction: "s3:Delete*" }, true, 1],
  ["NotAction that leaves nothing", { Action: undefined, NotAction: ["s3:GetObject", "*"] }, false, 14],
  ["NotAction that leaves other services", { Action: undefined, NotAction: "S3:*" }, "undetermined", 14],
  ["no action", { Action: undefined }, "undetermined", 18],
  ["Action and NotAction", { NotAction: "s3:PutObject" }, "undetermined", 18],
  ["NotResource", { Resource: undefined, NotResource: "arn:aws:s3:::b/secret/*" }, true, 1],
  ["NotResource that leaves nothing", { Resource: undefined, NotResource: "*" }, false, 14],
  ["no resource", { Resource: undefined }, true, 1],
  ["an element nobody knows", { Action: "s3:*", Resources: "*" }, "undetermined", 18],
  ["a Sid that is no text", { Sid: 7 }, true, 1],
  [
    "a fixed principal under a strange condition",
    { Principal: { AWS: "111122223333" }, Condition: { Odd: 1 } },
    false,
    2,
  ],
  ["a condition that is no object", { Condition: "aws:SourceVpc" }, "undetermined", 18],
])("an Allow with %s", (_, change, expected, row) => {
  const answer = judged({ ...open, ...change });
  expect([answerOf(answer), answer.evidence[0]?.row]).toEqual([expected, row]);
});

test("one public statement makes the whole policy public (row 1), wherever it stands", () => {
  const account = { ...open, Principal: { AWS: "111122223333" } };
  const unclear = { ...open, Principal: { AWS: "arn:aws:iam::*:root" } };
  expect(answerOf(judged([account, open]))).toBe(true);
  expect(answerOf(judged([open, account, unclear]))).toBe(true);
  expect(answerOf(judged([account, unclear]))).toBe("undetermined");
  expect(answerOf(judged([account, account]))).toBe(false);
});

describe("an access point", () => {
  const resource = { Resource: "arn:aws:s3:us-west-2:111122223333:accesspoint/a/object/*" };

  test("for everyone is public (row 20), for its own account not", () => {
    expect(answerOf(judged({ ...open, ...resource, Principal: { AWS: "*" } }, "access-point"))).toBe(true);
    const own = { AWS: "arn:aws:iam::111122223333:root" };
    expect(answerOf(judged({ ...open, ...resource, Principal: own }, "access-point"))).toBe(false);
  });

  test("that takes requests from a VPC only is never public (row 19), whatever its policy", () => {
    const answer = judged(
      [
        { ...open, ...resource },
        { ...open, Principal: {} },
      ],
      "access-point",
      "VPC",
    );
    expect(answerOf(answer)).toBe(false);
    expect(answer.evidence.map(({ row }) => row)).toEqual([19, 19]);
  });
});

test("what a document lacks or has too much of is not called non-public", () => {
  const of = (document: unknown) => answerOf(policyIsPublic(parsePolicy(document, "bucket")));
  expect(of("{")).toBe("undetermined");
  expect(of({ Version: "2012-10-17" })).toBe("undetermined");
  expect(of({ Statement: [], Comment: "" })).toBe("undetermined");
  expect(of('{"Statement":{"Effect":"Deny","Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}')).toBe(
    "undetermined",
  );
  // A wrong version takes nothing from what the statements grant.
  expect(of({ Version: "2017-3-28", Statement: open })).toBe(true);
});

test("the verdict on a statement is a sentence", () => {
  const [first] = judged({ ...open, Sid: "Readers", Condition: { Bool: { "aws:SecureTransport": "true" } } }).evidence;
  expect(first && sentence(first)).toBe(
    '"Readers" is public: it names everyone, and aws:SecureTransport is not one of the keys that make a grant non-public.',
  );
});
