import { describe, expect, test } from "vitest";
import { anonymous, denies, everything, policy, reading, reads, user, verdictOf } from "@/testing/policy/situation";
import { parsePolicy } from "../language/parse-policy";
import type { Policy } from "../language/policy";

const own = [policy("identity", everything)];
const bucket = (...statements: unknown[]) => policy("bucket", ...statements);

describe("a statement that is not wholly understood", () => {
  test.each<[of: string, resourcePolicy: Policy, expected: string]>([
    ["an unknown element", bucket(reads("*", { Unless: "x" })), "undetermined"],
    [
      "an unknown element, and another action",
      bucket(reads("*", { Unless: "x", Action: "s3:PutObject" })),
      "ImplicitlyDenied",
    ],
    [
      "an unknown element, and another bucket",
      bucket(reads("*", { Unless: "x", Resource: "arn:aws:s3:::x/*" })),
      "ImplicitlyDenied",
    ],
    ["an unknown element, beside a clear Allow", bucket(reads("*", { Unless: "x" }), reads("*")), "Allowed"],
    ["an unknown element in a Deny, beside a clear one", bucket(denies({ Unless: "x" }), denies()), "ExplicitlyDenied"],
    ["an unknown element in a Deny, beside an Allow", bucket(denies({ Unless: "x" }), reads("*")), "undetermined"],
    ["an unknown operator", bucket(reads("*", { Condition: { StringIs: { a: "b" } } })), "undetermined"],
    ["a condition that is a text", bucket(reads("*", { Condition: "x" })), "undetermined"],
    ["a condition's value that is an object", bucket(reads("*", { Condition: { Bool: { a: {} } } })), "undetermined"],
    ["actions that are a number", bucket(reads("*", { Action: 7 })), "undetermined"],
    ["no action", bucket(reads("*", { Action: undefined })), "undetermined"],
    ["Action and NotAction", bucket(reads("*", { NotAction: "s3:PutObject" })), "undetermined"],
    ["no resource", bucket(reads("*", { Resource: undefined })), "undetermined"],
    ["Resource and NotResource", bucket(reads("*", { NotResource: "x" })), "undetermined"],
    ["no principal", bucket(reads(undefined)), "undetermined"],
    ["Principal and NotPrincipal", bucket(reads("*", { NotPrincipal: "*" })), "undetermined"],
    ["a principal that is a list", bucket(reads(["*"])), "undetermined"],
    ["a Sid that is a number", bucket(reads("*", { Sid: 4 })), "undetermined"],
    [
      "an effect AWS does not know, beside a clear Allow",
      bucket(reads("*", { Effect: "Maybe" }), reads("*")),
      "undetermined",
    ],
    [
      "a variable before the fifth colon",
      bucket(reads("*", { Resource: "arn:aws:s3:${aws:x}::reports/*" })),
      "undetermined",
    ],
  ])("%s: %s", (_of, resourcePolicy, expected) => {
    expect(verdictOf(reading(anonymous, { resourcePolicy }))).toBe(expected);
  });

  test("says where it stands", () => {
    const { decision } = reading(anonymous, {
      resourcePolicy: bucket(reads("*"), denies({ Condition: { StringIs: { a: "b" } } })),
    });
    expect(decision).toEqual({
      kind: "undetermined",
      why: [
        {
          what: "The statement was not understood: this operator is not one of IAM's.",
          row: null,
          at: "Statement[1].Condition.StringIs",
        },
      ],
    });
  });
});

describe("a policy that is not understood as a whole", () => {
  test.each([
    "{",
    "[]",
    { Version: "2012-10-17" },
    { Version: "x", Statement: [reads("*")] },
    { Statement: [7] },
    "null",
  ])("%j: nothing is known that needs it", (document) => {
    const resourcePolicy = parsePolicy(document, "bucket");
    expect(verdictOf(reading(anonymous, { resourcePolicy }))).toBe("undetermined");
    expect(verdictOf(reading(user(), { resourcePolicy, identityPolicies: own }))).toBe("undetermined");
    const denying = [policy("identity", { Effect: "Deny", Action: "*", Resource: "*" })];
    expect(verdictOf(reading(user(), { resourcePolicy, identityPolicies: denying }))).toBe("ExplicitlyDenied");
  });
});

describe("elements of a statement", () => {
  test.each<[of: string, more: object, expected: string]>([
    ["actions have no case", { Action: "S3:getobject" }, "Allowed"],
    ["a star in an action", { Action: "s3:Get*" }, "Allowed"],
    ["a question mark in an action", { Action: "s3:GetObjec?" }, "Allowed"],
    ["another service", { Action: "sqs:*" }, "ImplicitlyDenied"],
    ["every action", { Action: "*" }, "Allowed"],
    ["one of several actions", { Action: ["s3:PutObject", "s3:GetObject"] }, "Allowed"],
    ["NotAction without it", { Action: undefined, NotAction: "s3:Put*" }, "Allowed"],
    ["NotAction with it", { Action: undefined, NotAction: "s3:Get*" }, "ImplicitlyDenied"],
    ["the bucket is not its objects", { Resource: "arn:aws:s3:::reports" }, "ImplicitlyDenied"],
    ["a prefix", { Resource: "arn:aws:s3:::reports/2026/*" }, "Allowed"],
    ["a key's case counts", { Resource: "arn:aws:s3:::reports/2026/Q1.csv" }, "ImplicitlyDenied"],
    ["a star reaches over slashes", { Resource: "arn:aws:s3:::rep*csv" }, "Allowed"],
    ["NotResource without it", { Resource: undefined, NotResource: "arn:aws:s3:::reports/2025/*" }, "Allowed"],
    ["NotResource with it", { Resource: undefined, NotResource: "arn:aws:s3:::reports/2026/*" }, "ImplicitlyDenied"],
    ["a variable", { Resource: "arn:aws:s3:::reports/${s3:prefix}/*" }, "Allowed"],
    ["a variable without a value", { Resource: "arn:aws:s3:::reports/${aws:username}*" }, "ImplicitlyDenied"],
    ["its default", { Resource: "arn:aws:s3:::reports/${aws:username, '2026'}/*" }, "Allowed"],
    [
      "NotResource with a variable without a value",
      { Resource: undefined, NotResource: "arn:aws:s3:::reports/${aws:username}*" },
      "Allowed",
    ],
  ])("%s: %s", (_of, more, expected) => {
    const resourcePolicy = bucket(reads("*", more));
    const decision = reading(anonymous, { resourcePolicy }, { context: { "s3:prefix": ["2026"] } });
    expect(verdictOf(decision)).toBe(expected);
  });
});

describe("keys that follow from who calls and what is asked for", () => {
  test.each<[key: string, value: string, expected: string]>([
    ["aws:PrincipalArn", "arn:aws:iam::111122223333:user/ada", "Allowed"],
    ["aws:PrincipalAccount", "111122223333", "Allowed"],
    ["aws:username", "ada", "Allowed"],
    ["aws:PrincipalType", "User", "Allowed"],
    ["aws:PrincipalIsAWSService", "false", "Allowed"],
    ["aws:ResourceAccount", "111122223333", "Allowed"],
    ["s3:ResourceAccount", "111122223333", "Allowed"],
    ["aws:PrincipalOrgID", "o-1", "ImplicitlyDenied"],
  ])("%s is %s: %s", (key, value, expected) => {
    const resourcePolicy = bucket(reads("*", { Condition: { StringEquals: { [key]: value } } }));
    expect(verdictOf(reading(user(), { resourcePolicy }))).toBe(expected);
  });

  test("nobody who signed in has an account by the name of anonymous, and no ARN", () => {
    const of = (Condition: object) =>
      verdictOf(reading(anonymous, { resourcePolicy: bucket(reads("*", { Condition })) }));
    expect(of({ StringEquals: { "aws:PrincipalAccount": "anonymous" } })).toBe("Allowed");
    expect(of({ ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/x" } })).toBe("Allowed");
    expect(of({ Null: { "aws:PrincipalArn": "false" } })).toBe("ImplicitlyDenied");
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/buckets-tagging-enable-abac.html
test.each<[key: string, abac: boolean | "unread" | undefined, expected: string]>([
  ["aws:ResourceTag/team", true, "Allowed"],
  ["s3:BucketTag/team", true, "Allowed"],
  ["s3:BucketTag/team", false, "ImplicitlyDenied"],
  ["aws:ResourceTag/team", undefined, "ImplicitlyDenied"],
  ["aws:ResourceTag/team", "unread", "undetermined"],
  ["s3:ExistingObjectTag/team", false, "Allowed"],
  ["aws:PrincipalTag/team", false, "Allowed"],
  ["aws:RequestTag/team", false, "Allowed"],
])("a condition on %s, with attribute-based control %s: %s", (key, abac, expected) => {
  const resourcePolicy = bucket(reads("*", { Condition: { StringEquals: { [key]: "red" } } }));
  const context = { [key.toLowerCase()]: ["red"] };
  const given = { resourcePolicy, ...(abac === undefined ? {} : { abac }) };
  expect(verdictOf(reading(user(), given, { context }))).toBe(expected);
});
