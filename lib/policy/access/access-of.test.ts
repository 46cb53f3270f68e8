import { describe, expect, it } from "vitest";
import type { AccessInput, Block } from "../input";
import { parsePolicy } from "../language/parse-policy";
import type { PolicyKind } from "../language/policy";
import type { Tri } from "../tri";
import { accessOf } from "./access-of";

type Json = Record<string, unknown>;
const own = "111122223333";
const partner = "222233334444";
const arn = "arn:aws:s3:::reports";
const orgId = "o-ourown1111";
const off: Block = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};

const policy = (statements: Json[], kind: PolicyKind = "bucket") =>
  parsePolicy({ Version: "2012-10-17", Statement: statements }, kind);
const allow = (more: Json = {}): Json => ({
  Effect: "Allow",
  Principal: "*",
  Action: "s3:GetObject",
  Resource: `${arn}/*`,
  ...more,
});
const deny = (more: Json = {}): Json => ({ ...allow(more), Effect: "Deny", Action: "s3:*", Resource: "*", ...more });

const input = (statements: Json[] | null, more: Partial<AccessInput> = {}): AccessInput => ({
  kind: "bucket",
  partition: "aws",
  bucket: "reports",
  accountId: own,
  orgId,
  isManagementAccount: false,
  policy: statements && policy(statements),
  acl: { owner: "f00", grants: [] },
  ownership: "BucketOwnerEnforced",
  blocks: { bucket: "none", account: "none", organization: "absent" },
  rcps: [],
  trusted: { accounts: [], organizations: [] },
  ...more,
});

const known = <T>(answer: Tri<T>): T | "undetermined" => (answer.kind === "known" ? answer.value : "undetermined");
const open = (given: AccessInput) =>
  Object.entries(accessOf(given).anonymousAccess)
    .filter(([, answer]) => known(answer) !== null)
    .map(([name, answer]) => (answer.kind === "known" ? name : `${name}?`));
const outside = (given: AccessInput, from: "outsideAccount" | "outsideOrganization" = "outsideAccount") => {
  const answer = known(accessOf(given)[from]);
  return answer === "undetermined" ? answer : answer.map(({ party }) => Object.values(party).join(" "));
};

describe("somebody who has not signed in", () => {
  it("has what is allowed to everyone, by kind of access", () => {
    expect(open(input([allow()]))).toEqual(["read"]);
    expect(open(input([allow({ Action: "s3:*", Resource: [arn, `${arn}/*`] })]))).toEqual([
      "read",
      "list",
      "write",
      "permissions",
    ]);
    expect(open(input([allow({ Action: "s3:ListBucket" })]))).toEqual([]);
    expect(open(input([allow({ Resource: "arn:aws:s3:::another/*" })]))).toEqual([]);
    expect(open(input(null))).toEqual([]);
  });

  it("has nothing where a condition is about who signed, and something where it can be met", () => {
    const under = (Condition: Json) => open(input([allow({ Condition })]));
    expect(under({ StringEquals: { "aws:PrincipalOrgID": orgId } })).toEqual([]);
    expect(under({ StringLike: { "aws:PrincipalArn": "*" } })).toEqual([]);
    expect(under({ StringEquals: { "aws:PrincipalAccount": "anonymous" } })).toEqual(["read"]);
    expect(under({ IpAddress: { "aws:SourceIp": "192.0.2.0/24" } })).toEqual(["read"]);
    expect(
      under({ IpAddress: { "aws:SourceIp": "192.0.2.0/24" }, StringEquals: { "aws:SourceVpce": "vpce-1" } }),
    ).toEqual([]);
    expect(under({ StringEquals: { "aws:SourceAccount": own } })).toEqual([]);
    expect(under({ Bool: { "aws:SecureTransport": "false" }, NumericGreaterThan: { "s3:TlsVersion": 1 } })).toEqual([]);
    expect(under({ StringEquals: { "s3:prefix": "home/" } })).toEqual([]);
  });

  it("has what a Deny leaves, also of several together", () => {
    expect(open(input([allow(), deny()]))).toEqual([]);
    expect(open(input([allow(), deny({ Resource: `${arn}/private/*` })]))).toEqual(["read"]);
    const [inside, beside] = ["IpAddress", "NotIpAddress"].map((operator) =>
      deny({ Condition: { [operator]: { "aws:SourceIp": "10.0.0.0/8" } } }),
    );
    expect(open(input([allow(), inside ?? {}]))).toEqual(["read"]);
    expect(open(input([allow(), inside ?? {}, beside ?? {}]))).toEqual([]);
    expect(open(input([allow(), deny({ Principal: undefined, NotPrincipal: { AWS: own } })]))).toEqual([]);
  });

  it("is shown with the statement and a request", () => {
    const { read } = accessOf(input([deny({ Action: "s3:Put*" }), allow({ Sid: "Open" })])).anonymousAccess;
    expect(known(read)).toMatchObject({
      statements: [{ policy: "bucket", index: 1, sid: "Open" }],
      witness: { action: "s3:GetObject", caller: { kind: "anonymous" } },
    });
  });
});

describe("block public access, ownership and the organization", () => {
  const restricting = { ...off, RestrictPublicBuckets: true };
  const blocked = (bucket: AccessInput["blocks"]["bucket"], more: Partial<AccessInput["blocks"]> = {}) => ({
    blocks: { bucket, account: "none" as const, organization: "absent" as const, ...more },
  });

  it("leave a public policy nothing outside the account but services", () => {
    const statements = [
      allow(),
      allow({ Principal: { AWS: partner } }),
      allow({ Principal: { Service: "logging.s3.amazonaws.com" } }),
    ];
    expect(open(input(statements, blocked(restricting)))).toEqual([]);
    expect(outside(input(statements, blocked(restricting)))).toEqual([
      "service logging.s3.amazonaws.com",
      "any-service",
    ]);
    expect(open(input(statements, blocked("none", { organization: "all" })))).toEqual([]);
  });

  it("do nothing to a policy that is not public", () => {
    expect(
      outside(input([allow({ Principal: { AWS: partner } })], { ...blocked(restricting), members: [own] })),
    ).toEqual([`account ${partner}`]);
  });

  it("are not known where a level could not be read, unless another decides", () => {
    expect(open(input([allow()], blocked("unread")))).toEqual(["read?"]);
    expect(open(input([allow()], blocked("unread", { account: restricting })))).toEqual([]);
    expect(open(input(null, blocked("unread")))).toEqual([]);
  });

  it("void the access list", () => {
    const acl = { owner: "f00", grants: [{ grantee: { kind: "all-users" as const }, permission: "READ" as const }] };
    expect(open(input(null, { acl, ownership: "ObjectWriter" }))).toEqual(["list"]);
    expect(open(input(null, { acl }))).toEqual([]);
    expect(
      open(input(null, { acl, ownership: "ObjectWriter", ...blocked({ ...off, IgnorePublicAcls: true }) })),
    ).toEqual([]);
    expect(open(input(null, { acl, ownership: "unread" }))).toEqual(["list?"]);
    expect(open(input(null, { acl: "unread", ownership: "ObjectWriter" }))).toHaveLength(4);
    expect(open(input(null, { acl: "unread" }))).toEqual([]);
  });

  it("let a list for whoever signs in be for any account, and for nobody who does not", () => {
    const acl = {
      owner: "f00",
      grants: [{ grantee: { kind: "authenticated-users" as const }, permission: "WRITE" as const }],
    };
    const given = input(null, { acl, ownership: "ObjectWriter", orgId: null });
    expect([open(given), outside(given)]).toEqual([[], ["any-account", "any-service"]]);
  });

  it("deny by resource control policies, but not in the management account, and not known where they are not", () => {
    const rcps = [[policy([deny({ Condition: { StringNotEquals: { "aws:PrincipalOrgID": orgId } } })], "rcp")]];
    expect(open(input([allow()], { rcps }))).toEqual([]);
    expect(open(input([allow()], { rcps, isManagementAccount: true }))).toEqual(["read"]);
    expect(open(input([allow()], { rcps: "unread" }))).toEqual(["read?"]);
    expect(open(input([allow({ Principal: { AWS: own } })], { rcps: "unread" }))).toEqual([]);
  });

  it("are not looked at where the policy could not be read: then nothing is known", () => {
    expect(open(input(null, { policy: "unread" }))).toHaveLength(4);
    expect(open(input(null, { policy: "unread", ...blocked({ ...off, RestrictPublicBuckets: true }) }))).toHaveLength(
      4,
    );
  });
});

describe("who has access from outside", () => {
  it("is named by account, organization, service, or as anybody", () => {
    const under = (more: Json) => outside(input([allow(more)], { orgId: null }));
    expect(under({ Principal: { AWS: [own, partner] } })).toEqual([`account ${partner}`]);
    expect(under({ Principal: { AWS: `arn:aws:iam::${partner}:role/reader` } })).toEqual([`account ${partner}`]);
    expect(under({ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-partner1234" } } })).toEqual([
      "organization o-partner1234",
    ]);
    expect(
      under({ Condition: { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-partner1234/r-1/*" } } }),
    ).toEqual(["organization o-partner1234"]);
    expect(under({ Condition: { StringEquals: { "aws:PrincipalAccount": partner } } })).toEqual([`account ${partner}`]);
    expect(under({ Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/reader" } } })).toEqual([
      "any-account",
    ]);
    expect(under({ Principal: { Service: "cloudtrail.amazonaws.com" } })).toEqual(["service cloudtrail.amazonaws.com"]);
    expect(under({ Principal: { Federated: "cognito-identity.amazonaws.com" } })).toEqual([
      "federated cognito-identity.amazonaws.com",
    ]);
    expect(under({ Principal: { CanonicalUser: "a".repeat(64) } })).toEqual([`canonical-user ${"a".repeat(64)}`]);
    expect(under({})).toEqual(["anonymous", "any-account", "any-service"]);
  });

  it("is not known of an account that may or may not be of the organization, where that decides", () => {
    const onlyOurs = { Condition: { StringEquals: { "aws:PrincipalOrgID": orgId } }, Principal: { AWS: partner } };
    expect(outside(input([allow(onlyOurs)]))).toBe("undetermined");
    expect(outside(input([allow(onlyOurs)], { members: [own, partner] }))).toEqual([`account ${partner}`]);
    expect(outside(input([allow(onlyOurs)], { members: [own] }))).toEqual([]);
    expect(outside(input([allow(onlyOurs)]), "outsideOrganization")).toEqual([]);
  });

  it("is outside the organization only where neither it nor its organization is trusted", () => {
    const named = allow({ Principal: { AWS: partner } });
    const beyond = (more: Partial<AccessInput>, ...statements: Json[]) =>
      outside(input(statements, more), "outsideOrganization");
    expect(beyond({}, named)).toBe("undetermined");
    expect(beyond({ members: [own] }, named)).toEqual([`account ${partner}`]);
    expect(beyond({ members: [own, partner] }, named)).toEqual([]);
    expect(beyond({ trusted: { accounts: [partner], organizations: [] } }, named)).toEqual([]);
    const theirs = allow({ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-partner1234" } } });
    expect(beyond({}, theirs)).toEqual(["organization o-partner1234"]);
    expect(beyond({ trusted: { accounts: [], organizations: ["o-partner1234"] } }, theirs)).toEqual([]);
  });

  it("counts a service as outside only where it may act for others", () => {
    const service = (Condition?: Json) =>
      allow({ Principal: { Service: "cloudtrail.amazonaws.com" }, ...(Condition && { Condition }) });
    const beyond = (statement: Json) => outside(input([statement]), "outsideOrganization");
    expect(beyond(service())).toEqual(["service cloudtrail.amazonaws.com"]);
    expect(beyond(service({ StringEquals: { "aws:SourceAccount": own } }))).toEqual([]);
    expect(beyond(service({ ArnLike: { "aws:SourceArn": `arn:aws:cloudtrail:*:${own}:trail/*` } }))).toEqual([]);
    expect(beyond(service({ StringEquals: { "aws:SourceOrgID": orgId } }))).toEqual([]);
    expect(beyond(service({ StringEqualsIfExists: { "aws:SourceAccount": own } }))).toEqual([
      "service cloudtrail.amazonaws.com",
    ]);
  });
});

describe("grants", () => {
  const blockers = (statements: Json[], more: Partial<AccessInput> = {}) =>
    accessOf(input(statements, { orgId: null, ...more })).grants.map(({ blockedBy }) => blockedBy.join());

  it("say what is left of each, and what took it", () => {
    expect(blockers([allow()])).toEqual([""]);
    expect(blockers([allow({ Resource: "arn:aws:s3:::another/*" })])).toEqual(["itself"]);
    expect(blockers([allow(), deny()])).toEqual(["deny"]);
    const rcps = [[policy([deny({ Condition: { Bool: { "aws:SecureTransport": ["true", "false"] } } })], "rcp")]];
    expect(blockers([allow()], { rcps, orgId })).toEqual(["rcp"]);
    const acl = { owner: "f00", grants: [{ grantee: { kind: "all-users" as const }, permission: "READ" as const }] };
    expect(blockers([], { acl, policy: null })).toEqual(["ownership"]);
  });

  it("to the owner's own account are known, and to one that may be of its organization where that decides nothing", () => {
    const under = { Condition: { StringEquals: { "aws:PrincipalOrgID": orgId } } };
    const who = (more: Json) =>
      accessOf(input([allow(more)])).grants.map((grant) => [grant.who.length, grant.unsure.length]);
    expect(who({ Principal: { AWS: own } })).toEqual([[1, 0]]);
    expect(who({ Principal: { AWS: own }, ...under })).toEqual([[1, 0]]);
    expect(who({ Principal: { AWS: partner } })).toEqual([[1, 0]]);
    expect(who({ Principal: { AWS: partner }, ...under })).toEqual([[0, 1]]);
  });

  it("say whom, what and under which conditions in words", () => {
    const [grant] = accessOf(
      input(
        [
          allow({
            Principal: { AWS: partner },
            Action: ["s3:GetObject", "s3:PutObject"],
            Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } },
          }),
        ],
        { orgId: null },
      ),
    ).grants;
    expect(grant).toMatchObject({
      by: { policy: "bucket", index: 0 },
      who: [{ kind: "account", account: partner }],
      unsure: [],
      access: ["read", "write"],
      conditions: ["aws:SourceIp is in 192.0.2.0/24"],
    });
  });
});

describe("what is not known", () => {
  const variable = `${arn}/$${"{aws:username}"}/*`;

  it("is said of those of whom it is not known, and of nobody else", () => {
    const { byParty, outsideAccount, anonymousAccess } = accessOf(
      input([allow({ Principal: { AWS: partner }, Resource: variable })], { orgId: null }),
    );
    const unknown = byParty.filter(({ access }) => access.kind === "undetermined").map(({ party }) => party);
    expect(unknown).toEqual([{ kind: "account", account: partner }]);
    expect([outsideAccount.kind, known(anonymousAccess.read)]).toEqual(["undetermined", null]);
  });

  it("does not matter where something else decides", () => {
    const named = allow({ Principal: { AWS: partner }, Resource: variable });
    expect(outside(input([named, allow({ Principal: { AWS: partner } })], { orgId: null }))).toEqual([
      `account ${partner}`,
    ]);
    expect(outside(input([named, deny()], { orgId: null }))).toEqual([]);
  });
});

describe("through an access point", () => {
  const point = "arn:aws:s3:eu-west-1:111122223333:accesspoint/finance";
  const through = (ofPoint: Json[], ofBucket: Json[], networkOrigin: "Internet" | "VPC" = "Internet") =>
    input(ofBucket, {
      kind: "access-point",
      orgId: null,
      accessPoint: { arn: point, networkOrigin, policy: policy(ofPoint, "access-point") },
    });
  const onPoint = allow({ Resource: `${point}/object/public/*` });
  const delegating = allow({ Condition: { StringEquals: { "s3:DataAccessPointAccount": own } } });

  it("both policies must allow", () => {
    expect(open(through([onPoint], [delegating]))).toEqual(["read"]);
    expect(open(through([onPoint], [allow({ Principal: { AWS: own } })]))).toEqual([]);
    expect(open(through([allow({ Principal: { AWS: own }, Resource: `${point}/object/*` })], [delegating]))).toEqual(
      [],
    );
    expect(open(through([onPoint], [allow({ Resource: `${arn}/private/*` })]))).toEqual([]);
    expect(open(through([onPoint], [allow({ Resource: `${arn}/public/a*` })]))).toEqual(["read"]);
  });

  it("of a VPC only requests from one count", () => {
    const internet = { Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } } };
    expect(open(through([{ ...onPoint, ...internet }], [delegating]))).toEqual(["read"]);
    expect(open(through([{ ...onPoint, ...internet }], [delegating], "VPC"))).toEqual([]);
  });
});
