import { describe, expect, test } from "vitest";
import type { AccessInput } from "../input";
import { parsePolicy } from "../language/parse-policy";
import { effectiveOf } from "./effective";
import { publicPreventedByRcp } from "./public-left";

type Json = Record<string, unknown>;

const object = "arn:aws:s3:::b/*";
const allow = (Principal: unknown, more: Json = {}): Json => ({
  Effect: "Allow",
  Principal,
  Action: "s3:GetObject",
  Resource: object,
  ...more,
});
const document = (...Statement: Json[]) => ({ Version: "2012-10-17", Statement });
const service = { Service: "cloudtrail.amazonaws.com" };
const partner = { AWS: "arn:aws:iam::222222222222:root" };
const organization = (id: string) => ({ Condition: { StringEquals: { "aws:PrincipalOrgID": id } } });
const outsideOrg = {
  StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-a1" },
  BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
};
const rcp = (change: Json = {}) => ({
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: "*",
  Condition: outsideOrg,
  ...change,
});
const on = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };

function whoKeeps(policy: Json[], rcps: Json[] | "unread" = [], change: Partial<AccessInput> = {}) {
  const input: AccessInput = {
    kind: "bucket",
    partition: "aws",
    bucket: "b",
    accountId: "111111111111",
    orgId: "o-a1",
    isManagementAccount: false,
    members: ["111111111111", "333333333333"],
    policy: parsePolicy(document(...policy), "bucket"),
    acl: { owner: null, grants: [] },
    ownership: "BucketOwnerEnforced",
    blocks: { bucket: "none", account: "none", organization: "absent" },
    rcps: rcps === "unread" ? rcps : [rcps.map((one) => parsePolicy(document(one), "rcp"))],
    trusted: { accounts: [], organizations: [] },
    ...change,
  };
  const { effectivePublic, accounts, services, organizations, policyIsPublic } = effectiveOf(input);
  const plain = (answer: { kind: string; value?: unknown }) =>
    answer.kind === "known" ? answer.value : "undetermined";
  const { policy: parsed } = input;
  const prevented =
    parsed === null || parsed === "unread" ? undefined : plain(publicPreventedByRcp(parsed, policyIsPublic, input));
  return {
    isPublic: plain(effectivePublic),
    accounts: plain(accounts),
    services: plain(services),
    organizations: plain(organizations),
    prevented,
  };
}

const all = [allow(service), allow(partner), allow("*")];
const blocks = { bucket: on, account: "none", organization: "absent" } as const;

describe("RestrictPublicBuckets", () => {
  test("leaves a public policy's services, and no account and organization outside", () => {
    const org = allow("*", organization("o-b2"));
    expect(whoKeeps([...all, org])).toMatchObject({
      isPublic: true,
      accounts: ["222222222222"],
      services: ["cloudtrail.amazonaws.com"],
      organizations: ["o-b2"],
    });
    expect(whoKeeps([...all, org], [], { blocks })).toMatchObject({
      isPublic: false,
      accounts: [],
      services: ["cloudtrail.amazonaws.com"],
      organizations: [],
    });
  });

  test("does nothing to a policy that is not public", () => {
    const kept = { isPublic: false, accounts: ["222222222222"], services: ["cloudtrail.amazonaws.com"] };
    expect(whoKeeps(all.slice(0, 2), [], { blocks })).toMatchObject(kept);
  });

  test("leaves it open who keeps access where it is not known whether the policy is public", () => {
    const unclear = allow("*", { Condition: { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:222222222222:t" } } });
    expect(whoKeeps([allow(partner), unclear], [], { blocks })).toMatchObject({
      isPublic: false,
      accounts: "undetermined",
    });
  });
});

describe("a resource control policy", () => {
  test("that denies who is outside the organization leaves services, members and the organization", () => {
    const member = allow({ AWS: "333333333333" });
    expect(whoKeeps([...all, member, allow("*", organization("o-a1"))], [rcp()])).toEqual({
      isPublic: false,
      prevented: true,
      accounts: ["333333333333"],
      services: ["cloudtrail.amazonaws.com"],
      organizations: ["o-a1"],
    });
  });

  test("says nothing of an account that may be a member", () => {
    const { members, ...unknown } = { members: undefined };
    expect(members).toBeUndefined();
    expect(whoKeeps([allow(partner)], [rcp()], { ...unknown, orgId: "unread" }).accounts).toBe("undetermined");
  });

  test.each<[string, Json, boolean | "undetermined", boolean | "undetermined"]>([
    ["of plain HTTP", { Condition: { BoolIfExists: { "aws:SecureTransport": "false" } } }, true, false],
    ["of another service", { Action: "sqs:*" }, true, false],
    ["of another action", { Action: "s3:PutObject" }, true, false],
    ["of another bucket", { Resource: "arn:aws:s3:::c/*" }, true, false],
    ["of the same objects", { Resource: object }, false, true],
    ["of everybody", { Condition: undefined }, false, true],
    ["of whoever did not sign in", { Condition: { StringEquals: { "aws:PrincipalType": "Anonymous" } } }, true, true],
    ["of other accounts", { Condition: { StringNotEquals: { "aws:PrincipalAccount": "111111111111" } } }, false, true],
    [
      "by a variable",
      { Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "$" + "{aws:ResourceOrgID}" } } },
      false,
      true,
    ],
    ["of the organization itself", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1" } } }, true, false],
    [
      "of other networks",
      { Condition: { NotIpAddressIfExists: { "aws:SourceIp": "203.0.113.0/24" } } },
      "undetermined",
      "undetermined",
    ],
    ["that is not understood", { Condition: { Odd: { "aws:SourceIp": "x" } } }, "undetermined", "undetermined"],
    [
      "with a tag to be exempt",
      {
        Condition: {
          ...outsideOrg,
          StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-a1", "aws:ResourceTag/open": "yes" },
        },
      },
      "undetermined",
      "undetermined",
    ],
  ])("that is a Deny %s: public %s", (_, change, isPublic, prevented) => {
    expect(whoKeeps([allow("*")], [rcp(change)])).toMatchObject({ isPublic, prevented });
  });

  test("does not bind resources of the management account", () => {
    expect(whoKeeps(all, [rcp()], { isManagementAccount: true })).toMatchObject({
      isPublic: true,
      accounts: ["222222222222"],
    });
  });

  test("that nobody could read leaves open what it might deny, and nothing else", () => {
    expect(whoKeeps(all, "unread")).toMatchObject({ isPublic: "undetermined", accounts: "undetermined" });
    expect(whoKeeps(all, "unread", { blocks })).toMatchObject({ isPublic: false, accounts: [] });
    expect(whoKeeps([allow({ AWS: "111111111111" })], "unread")).toMatchObject({ isPublic: false, accounts: [] });
  });
});

describe("the policy's own Deny", () => {
  const deny = (Principal: unknown, more: Json = {}) => ({
    Effect: "Deny",
    Principal,
    Action: "s3:*",
    Resource: object,
    ...more,
  });

  test.each<[string, Json, string[]]>([
    ["of the account takes it out", deny(partner), []],
    ["of one of its roles leaves the others", deny({ AWS: "arn:aws:iam::222222222222:role/x" }), ["222222222222"]],
    [
      "of plain HTTP leaves it",
      deny("*", { Condition: { Bool: { "aws:SecureTransport": "false" } } }),
      ["222222222222"],
    ],
    [
      "of all but another account takes it out",
      { ...deny("*"), Principal: undefined, NotPrincipal: { AWS: "333333333333" } },
      [],
    ],
    ["of all but itself leaves it", { ...deny("*"), Principal: undefined, NotPrincipal: partner }, ["222222222222"]],
    [
      "of roles of another account leaves it",
      deny("*", { Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::333333333333:role/*" } } }),
      ["222222222222"],
    ],
    [
      "of all but another account's roles takes it out",
      deny("*", { Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::333333333333:role/*" } } }),
      [],
    ],
  ])("%s", (_, statement, kept) => {
    expect(whoKeeps([allow(partner), statement]).accounts).toEqual(kept);
  });
});

test("an account a grant names counts only where its own conditions can hold of it", () => {
  expect(whoKeeps([allow(partner, organization("o-a1"))]).accounts).toEqual([]);
  expect(whoKeeps([allow({ AWS: "333333333333" }, organization("o-a1"))]).accounts).toEqual(["333333333333"]);
  expect(
    whoKeeps([allow("*", { Condition: { StringEquals: { "aws:PrincipalAccount": "222222222222" } } })]).accounts,
  ).toEqual(["222222222222"]);
});

describe("an access point", () => {
  const accessPoint = (policy: Json[], networkOrigin: "Internet" | "VPC" = "Internet") => ({
    kind: "access-point" as const,
    accessPoint: { arn: "", networkOrigin, policy: parsePolicy(document(...policy), "access-point") },
  });
  const delegation = allow("*", {
    Action: "*",
    Condition: { StringEquals: { "s3:DataAccessPointAccount": "111111111111" } },
  });

  test("is public in effect where its own policy and the bucket's let everybody in", () => {
    expect(whoKeeps([delegation], [], accessPoint([allow("*")])).isPublic).toBe(true);
    expect(whoKeeps([delegation], [], accessPoint([allow(partner)])).isPublic).toBe(false);
    expect(whoKeeps([delegation], [], accessPoint([allow("*")], "VPC")).isPublic).toBe(false);
    expect(
      whoKeeps([delegation], [], {
        ...accessPoint([allow("*")]),
        blocks: { ...blocks, bucket: "none", accessPoint: on },
      }).isPublic,
    ).toBe(false);
    expect(whoKeeps([], [], { ...accessPoint([allow("*")]), policy: null }).isPublic).toBe(false);
    expect(whoKeeps([], [], { ...accessPoint([allow("*")]), policy: "unread" }).isPublic).toBe("undetermined");
  });
});
