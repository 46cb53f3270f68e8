import { describe, expect, test } from "vitest";
import { parsePolicy } from "../language/parse-policy";
import { namedBy } from "./named";

const allow = (Principal: unknown, more: object = {}) => ({
  Effect: "Allow",
  Principal,
  Action: "s3:GetObject",
  Resource: "*",
  ...more,
});
const named = (...Statement: object[]) => {
  const answer = namedBy(parsePolicy({ Version: "2012-10-17", Statement }, "bucket"));
  return answer.kind === "known" ? answer.value : undefined;
};

test("principals of every kind are listed once, sorted, and only those of Allow statements", () => {
  const found = named(
    allow({
      AWS: [
        ...["arn:aws:iam::222222222222:role/a", "111111111111", "arn:aws:sts::333333333333:assumed-role/r/s", "*"],
        ...["arn:aws:iam::222222222222:root", "AROAEXAMPLEID12345678"],
        "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity EXH52BD8319I2",
      ],
      Service: ["config.amazonaws.com", "cloudtrail.amazonaws.com"],
      Federated: "accounts.google.com",
    }),
    { ...allow({ AWS: "444444444444", Service: "sns.amazonaws.com" }), Effect: "Deny" },
    allow(undefined, { NotPrincipal: { AWS: "555555555555" } }),
  );
  expect(found).toEqual({
    everyone: true,
    allBut: true,
    allActions: false,
    accounts: { kind: "known", value: ["111111111111", "222222222222", "333333333333"] },
    services: ["cloudtrail.amazonaws.com", "config.amazonaws.com"],
    federated: ["accounts.google.com"],
    originAccessIdentities: ["arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity EXH52BD8319I2"],
  });
});

test("conditions change nothing about who is named", () => {
  const Condition = { StringEquals: { "aws:PrincipalOrgID": "o-a1" } };
  expect(named(allow("*", { Condition }))).toMatchObject({ everyone: true, allBut: false });
  expect(named(allow({ AWS: "111111111111" }))).toMatchObject({ everyone: false });
});

describe("a wildcard action", () => {
  test.each<[unknown, boolean]>([
    ["*", true],
    ["s3:*", true],
    ["S3:*", true],
    [["s3:GetObject", "s3:*"], true],
    ["s3:Get*", false],
    ["s3:*Object", false],
    ["sqs:*", false],
  ])("%j: %s", (Action, expected) => {
    expect(named(allow("*", { Action }))?.allActions).toBe(expected);
    expect(named({ ...allow("*", { Action }), Effect: "Deny" })?.allActions).toBe(false);
    expect(named(allow("*", { Action: undefined, NotAction: Action }))?.allActions).toBe(false);
  });
});

test("accounts are not known where S3 refuses a principal that has one in it", () => {
  expect(named(allow({ AWS: ["111111111111", "arn:aws:iam::222222222222:user/*"] }))?.accounts.kind).toBe(
    "undetermined",
  );
  expect(named(allow({ AWS: ["111111111111", "11112222333"] }))?.accounts).toMatchObject({ value: ["111111111111"] });
});

test("nothing is known of a document that could not be read", () => {
  expect(namedBy(parsePolicy("{", "bucket")).kind).toBe("undetermined");
});
