import { describe, expect, test } from "vitest";
import { parsePolicy } from "../language/parse-policy";
import { policyIsPublic } from "./policy-is-public";
import { rules } from "./rules";

type Expected = "public" | "not-public" | "undetermined";
type Conditions = Record<string, Record<string, unknown>>;

/** The verdict on an Allow for everyone under a condition, with the row that decides. */
function verdictUnder(Condition: Conditions, Version = "2012-10-17") {
  const Statement = [
    { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*", Condition },
  ];
  const { evidence } = policyIsPublic(parsePolicy({ Version, Statement }, "bucket"));
  return [evidence[0]?.verdict, evidence[0]?.row];
}

/** Keys of rows 3 and 4 whose values are plain: the row, a fixed value, another, and one with a wildcard. */
const plain: [key: string, row: number, fixed: string, another: string, wild: string][] = [
  ["aws:PrincipalOrgID", 3, "o-a1b2c3d4e5", "o-f6g7h8i9j0", "o-*"],
  ["aws:SourceVpc", 3, "vpc-111bbb22", "vpc-222ccc33", "vpc-*"],
  ["aws:SourceVpce", 3, "vpce-1a2b3c4d", "vpce-5e6f7a8b", "vpce-????????"],
  ["aws:SourceOwner", 3, "111122223333", "444455556666", "1111*"],
  ["aws:SourceAccount", 3, "111122223333", "444455556666", "*"],
  ["s3:DataAccessPointAccount", 3, "111122223333", "444455556666", "11112222????"],
  ["aws:PrincipalAccount", 4, "111122223333", "444455556666", "1111*"],
  ["aws:PrincipalServiceName", 4, "cloudtrail.amazonaws.com", "config.amazonaws.com", "*.amazonaws.com"],
  ["aws:VpceAccount", 4, "111122223333", "444455556666", "1*"],
  ["aws:VpceOrgID", 4, "o-a1b2c3d4e5", "o-f6g7h8i9j0", "o-*"],
  ["aws:SourceOrgID", 4, "o-a1b2c3d4e5", "o-f6g7h8i9j0", "o-*"],
];

describe.each(plain)("%s (row %i)", (key, row, fixed, another, wild) => {
  // Row 10 leaves these open: an anonymous request has the key as well.
  const optional = key === "aws:PrincipalAccount" ? "undetermined" : "public";

  test.each<[string, Conditions, Expected, number]>([
    ["exactly", { StringEquals: { [key]: fixed } }, "not-public", row],
    ["exactly, in a list", { StringEquals: { [key]: [fixed] } }, "not-public", row],
    ["one of several", { StringEquals: { [key]: [fixed, another] } }, "not-public", row],
    ["in any case", { StringEqualsIgnoreCase: { [key]: fixed.toUpperCase() } }, "not-public", row],
    ["as a pattern without wildcard", { StringLike: { [key]: fixed } }, "not-public", row],
    ["as any of its values", { "ForAnyValue:StringEquals": { [key]: [fixed] } }, "not-public", row],
    ["key and operator in another case", { stringequals: { [key.toUpperCase()]: fixed } }, "not-public", row],
    ["beside a key that restricts nothing", { StringEquals: { [key]: fixed, "aws:Referer": "x" } }, "not-public", row],
    [
      "beside its own negation",
      { StringEquals: { [key]: fixed }, StringNotEquals: { [key]: another } },
      "not-public",
      row,
    ],
    ["as a pattern", { StringLike: { [key]: wild } }, "public", 7],
    ["as a fixed value or a pattern", { StringLike: { [key]: [fixed, wild] } }, "public", 7],
    ["as any pattern", { "ForAnyValue:StringLike": { [key]: [wild] } }, "public", 7],
    ["exactly, with a wildcard", { StringEquals: { [key]: wild } }, "undetermined", 11],
    ["in any case, with a wildcard", { StringEqualsIgnoreCase: { [key]: [fixed, wild] } }, "undetermined", 11],
    ["as a policy variable", { StringEquals: { [key]: `\${${key}}` } }, "public", 1],
    ["with no value", { StringEquals: { [key]: [] } }, "undetermined", 9],
    ["where it is there", { StringEqualsIfExists: { [key]: fixed } }, optional, 10],
    ["where it is there, as a pattern", { StringLikeIfExists: { [key]: fixed } }, optional, 10],
    ["where it is there, any case", { StringEqualsIgnoreCaseIfExists: { [key]: fixed } }, optional, 10],
    ["where it is there, with a wildcard", { StringLikeIfExists: { [key]: wild } }, "public", 7],
    ["as all of its values", { "ForAllValues:StringEquals": { [key]: [fixed] } }, optional, 10],
    ["not exactly", { StringNotEquals: { [key]: fixed } }, "public", 10],
    ["not in any case", { StringNotEqualsIgnoreCase: { [key]: fixed } }, "public", 10],
    ["not as a pattern", { StringNotLike: { [key]: wild } }, "public", 10],
    ["not, where it is there", { StringNotEqualsIfExists: { [key]: fixed } }, "public", 10],
    ["not any of its values", { "ForAnyValue:StringNotEquals": { [key]: [fixed] } }, "public", 10],
    ["not all of its values", { "ForAllValues:StringNotEquals": { [key]: [fixed] } }, "public", 10],
    ["as present", { Null: { [key]: "false" } }, "public", 10],
    ["as absent", { Null: { [key]: true } }, "public", 10],
    [
      "all of its values, and present",
      { "ForAllValues:StringEquals": { [key]: [fixed] }, Null: { [key]: "false" } },
      "undetermined",
      10,
    ],
  ])("%s", (_, condition, verdict, because) => {
    expect(verdictUnder(condition)).toEqual([verdict, because]);
  });

  test("a policy of 2008 has no variables, and what such a text does is not known", () => {
    expect(verdictUnder({ StringEquals: { [key]: `\${${key}}` } }, "2008-10-17")).toEqual(["undetermined", 1]);
  });
});

test.each([
  ...[
    "aws:SecureTransport",
    "s3:TlsVersion",
    "aws:Referer",
    "aws:UserAgent",
    "s3:prefix",
    "s3:delimiter",
    "s3:max-keys",
  ],
  ...["s3:x-amz-acl", "s3:x-amz-server-side-encryption", "s3:ExistingObjectTag/public", "s3:RequestObjectTagKeys"],
  ...["aws:CurrentTime", "aws:EpochTime", "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:PrincipalType"],
  ...[
    "aws:PrincipalTag/team",
    "aws:RequestTag/team",
    "aws:ResourceTag/team",
    "aws:ResourceAccount",
    "s3:ResourceAccount",
  ],
  ...["aws:ResourceOrgID", "aws:ResourceOrgPaths", "aws:CalledVia", "aws:CalledViaFirst", "aws:ViaAWSService"],
  ...["aws:VpcSourceIp", "aws:RequestedRegion", "s3:AccessPointNetworkOrigin", "s3:authType", "s3:signatureversion"],
  ...["aws:SourceIdentity", "aws:FederatedProvider", "aws:TokenIssueTime", "s3:VersionId", "no:SuchKey", "__proto__"],
])("a condition on %s leaves a grant to everyone public (row 8)", (key) => {
  expect(verdictUnder({ StringEquals: { [key]: "x" } })).toEqual(["public", 8]);
  expect(verdictUnder({ Bool: { [key]: "true" } })).toEqual(["public", 8]);
  expect(verdictUnder({ StringLike: { [key]: "*" }, StringNotEqualsIfExists: { [key]: "y" } })).toEqual(["public", 8]);
  // One key that restricts suffices (row 9).
  expect(verdictUnder({ StringLike: { [key]: "*" }, StringEquals: { "aws:SourceVpc": "vpc-1" } })[0]).toBe(
    "not-public",
  );
});

test.each<[string, Conditions, Expected, number]>([
  [
    "the key of the encryption key, fixed",
    { StringEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "k" } },
    "undetermined",
    5,
  ],
  ["its absence denied", { Null: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "false" } }, "public", 10],
  ["a user's name", { StringEquals: { "aws:username": "jane" } }, "undetermined", 4],
  ["a service's call", { Bool: { "aws:PrincipalIsAWSService": "true" } }, "not-public", 4],
  ["a service's call, as a text", { StringEquals: { "aws:PrincipalIsAWSService": "true" } }, "not-public", 4],
  ["anything but a service's call", { Bool: { "aws:PrincipalIsAWSService": "false" } }, "public", 4],
  ["a service's call, where that is known", { BoolIfExists: { "aws:PrincipalIsAWSService": "true" } }, "public", 10],
  [
    "the account of whoever did not sign in",
    { StringEquals: { "aws:PrincipalAccount": "anonymous" } },
    "undetermined",
    4,
  ],
  ["a wrong operator", { Bool: { "aws:SourceVpc": "true" } }, "undetermined", 3],
  ["a range of accounts", { NumericGreaterThan: { "aws:SourceAccount": 1 } }, "undetermined", 3],
  ["an account as a number", { NumericEquals: { "aws:SourceAccount": 111122223333 } }, "not-public", 3],
  ["an unknown operator", { StringAlmost: { "aws:SourceVpc": "vpc-1" } }, "undetermined", 18],
  [
    "an unknown operator beside one that restricts",
    { StringAlmost: { a: "b" }, StringEquals: { "aws:SourceVpc": "vpc-1" } },
    "not-public",
    3,
  ],
])("%s", (_, condition, verdict, because) => {
  expect(verdictUnder(condition)).toEqual([verdict, because]);
});

test("every row says what it is, and where AWS says so", () => {
  expect(Object.keys(rules)).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 1)));
  for (const rule of Object.values(rules)) expect(rule.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
});
