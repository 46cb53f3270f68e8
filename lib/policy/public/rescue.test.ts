import { describe, expect, test } from "vitest";
import { parsePolicy } from "../language/parse-policy";
import { policyIsPublic } from "./policy-is-public";

type Expected = true | false | "undetermined";
type Json = Record<string, unknown>;

const open: Json = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" };
const answerOf = (Statement: unknown) => {
  const answer = policyIsPublic(parsePolicy({ Version: "2012-10-17", Statement }, "bucket"));
  return answer.kind === "known" ? answer.value : answer.kind;
};

describe("a Deny (row 17)", () => {
  const deny: Json = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
  };
  const outside = (key: string, value: unknown) => ({ StringNotEquals: { [key]: value } });

  test.each<[string, Json[], Expected]>([
    ["alone is not public", [deny], false],
    ["of everything may rescue", [open, deny], "undetermined"],
    [
      "of what is outside the organization may rescue",
      [open, { ...deny, Condition: outside("aws:PrincipalOrgID", "o-a1") }],
      "undetermined",
    ],
    [
      "written with IfExists too",
      [open, { ...deny, Condition: { StringNotEqualsIfExists: { "aws:SourceVpce": "vpce-1" } } }],
      "undetermined",
    ],
    [
      "of other addresses may rescue",
      [open, { ...deny, Condition: { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } } }],
      "undetermined",
    ],
    [
      "of no addresses does not",
      [open, { ...deny, Condition: { NotIpAddress: { "aws:SourceIp": "0.0.0.0/0" } } }],
      true,
    ],
    [
      "of all but services may",
      [open, { ...deny, Condition: { Bool: { "aws:PrincipalIsAWSService": "false" } } }],
      "undetermined",
    ],
    [
      "of all but some principals may",
      [open, { ...deny, Principal: undefined, NotPrincipal: { AWS: "111122223333" } }],
      "undetermined",
    ],
    [
      "that is not understood may",
      [open, { ...deny, Condition: { Odd: { "aws:SourceVpc": "vpc-1" } } }],
      "undetermined",
    ],
    [
      "with a variable in its resource may",
      [open, { ...deny, Resource: "arn:aws:s3:::b/$" + "{aws:username}/*" }],
      "undetermined",
    ],
    ["of plain HTTP does not", [open, { ...deny, Condition: { Bool: { "aws:SecureTransport": "false" } } }], true],
    [
      "of one organization does not",
      [open, { ...deny, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1" } } }],
      true,
    ],
    [
      "of one network does not",
      [open, { ...deny, Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } }],
      true,
    ],
    [
      "that everybody escapes by one of its conditions does not",
      [
        open,
        { ...deny, Condition: { ...outside("aws:PrincipalOrgID", "o-a1"), Bool: { "aws:SecureTransport": "false" } } },
      ],
      true,
    ],
    [
      "that only fixed values escape may, by whichever condition",
      [
        open,
        {
          ...deny,
          Condition: {
            ...outside("aws:PrincipalOrgID", "o-a1"),
            BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
          },
        },
      ],
      "undetermined",
    ],
    ["of one account does not", [open, { ...deny, Principal: { AWS: "111122223333" } }], true],
    ["of a part of the objects does not", [open, { ...deny, Resource: "arn:aws:s3:::b/secret/*" }], true],
    ["of another action does not", [open, { ...deny, Action: "s3:PutObject" }], true],
    ["of the bucket alone does not", [open, { ...deny, Resource: "arn:aws:s3:::b" }], true],
    ["of all but the action does not", [open, { ...deny, Action: undefined, NotAction: "s3:Get*" }], true],
    [
      "of all other resources does not",
      [open, { ...deny, Resource: undefined, NotResource: "arn:aws:s3:::b/*" }],
      true,
    ],
    [
      "of some of its actions does not",
      [
        { ...open, Action: "s3:*" },
        { ...deny, Action: "s3:Get*" },
      ],
      true,
    ],
    [
      "of all parts together may",
      [
        { ...open, Action: ["s3:GetObject", "s3:PutObject"] },
        { ...deny, Action: "s3:G*" },
        { ...deny, Action: "s3:P*" },
      ],
      "undetermined",
    ],
    [
      "with a principal S3 refuses changes nothing",
      [
        { ...open, Principal: { AWS: "111122223333" } },
        { ...deny, Principal: "arn" },
      ],
      false,
    ],
    [
      "of a web identity provider may rescue its Allow",
      [
        { ...open, Principal: { Federated: "graph.facebook.com" } },
        { ...deny, Principal: { Federated: "graph.facebook.com" } },
      ],
      "undetermined",
    ],
    [
      "for the bucket may rescue an Allow for every resource",
      [{ ...open, Resource: "*" }, { ...deny }],
      "undetermined",
    ],
    [
      "for its objects leaves such an Allow the bucket",
      [
        { ...open, Resource: "*" },
        { ...deny, Resource: "arn:aws:s3:::b/*" },
      ],
      true,
    ],
    ["of every action of S3 may rescue an Allow for all actions", [{ ...open, Action: "*" }, deny], "undetermined"],
    [
      "of every bucket may rescue an Allow for every resource",
      [
        { ...open, Resource: "*" },
        { ...deny, Resource: "arn:aws:s3:::*" },
      ],
      "undetermined",
    ],
    [
      "of the rest may rescue an Allow for all but some",
      [{ ...open, Resource: undefined, NotResource: "arn:aws:s3:::b/a/*" }, deny],
      "undetermined",
    ],
    [
      "of a part leaves an Allow for all but some the rest",
      [
        { ...open, Resource: undefined, NotResource: "arn:aws:s3:::b/a/*" },
        { ...deny, Resource: "arn:aws:s3:::b/c/*" },
      ],
      true,
    ],
    [
      "in another partition too",
      [
        { ...open, Resource: undefined, NotResource: "arn:aws-cn:s3:::b/a/*" },
        { ...deny, Resource: ["arn:aws-cn:s3:::b", "arn:aws-cn:s3:::b/*"] },
      ],
      "undetermined",
    ],
    [
      "for an access point's objects may rescue its Allow",
      [
        { ...open, Resource: "*", Action: "s3:GetObject" },
        {
          ...deny,
          Resource: [
            "arn:aws:s3:eu-west-1:111122223333:accesspoint/a",
            "arn:aws:s3:eu-west-1:111122223333:accesspoint/a/*",
          ],
        },
      ],
      "undetermined",
    ],
    [
      "of another one does not",
      [
        { ...open, Principal: { Federated: "graph.facebook.com" } },
        { ...deny, Principal: { Federated: "accounts.google.com" } },
      ],
      true,
    ],
  ])("%s", (_, statements, expected) => {
    expect(answerOf(statements)).toBe(expected);
    expect(answerOf(statements.toReversed())).toBe(expected);
  });
});
