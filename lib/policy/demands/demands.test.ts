import { describe, expect, it } from "vitest";
import { parsePolicy } from "../language/parse-policy";
import type { PolicyKind } from "../language/policy";
import { demandsOf } from "./demands";

const variable = "$" + "{aws:username}";

const arn = "arn:aws:s3:::reports";
const bucket = { name: "reports", partition: "aws", accountId: "111122223333" };
type Json = Record<string, unknown>;

const deny = (condition: Json | undefined, more: Json = {}): Json => ({
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [arn, `${arn}/*`],
  ...(condition && { Condition: condition }),
  ...more,
});
const uploads = { Action: "s3:PutObject", Resource: `${arn}/*` };
const reading = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `${arn}/*` };
const demands = (statements: Json[], kind: PolicyKind = "bucket") =>
  demandsOf(parsePolicy({ Version: "2012-10-17", Statement: [...statements, reading] }, kind), bucket);
const value = <T>(answer: { kind: "known"; value: T } | { kind: "undetermined" }) =>
  answer.kind === "known" ? answer.value : "undetermined";

const plain = { Bool: { "aws:SecureTransport": "false" } };

describe("TLS", () => {
  const enforced = (...statements: Json[]) => {
    const { tls } = demands(statements);
    return tls.kind === "known" ? tls.value.enforced : "undetermined";
  };

  it("is enforced by one Deny for all, and by several that come to the same", () => {
    expect(enforced(deny(plain))).toBe(true);
    expect(enforced(deny({ BoolIfExists: { "AWS:securetransport": false } }, { Resource: "*", Action: "*" }))).toBe(
      true,
    );
    expect(enforced(deny({ Bool: { "aws:SecureTransport": ["false", "true"] } }))).toBe(true);
    expect(enforced(deny({ StringEquals: { "aws:SecureTransport": "false" } }))).toBe(true);
    expect(enforced(deny(plain, { Resource: arn }), deny(plain, { Resource: `${arn}/*` }))).toBe(true);
    expect(enforced(deny(plain, { Action: "s3:Get*" }), deny(plain, { Action: undefined, NotAction: "s3:Get*" }))).toBe(
      true,
    );
    const inside = { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } };
    const outside = { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } };
    expect(enforced(deny({ ...plain, ...inside }), deny({ ...plain, ...outside }))).toBe(true);
  });

  it("is not where a caller, an action, the bucket, an object or a condition is spared", () => {
    expect(enforced()).toBe(false);
    expect(enforced(deny(plain, { Resource: `${arn}/*` }))).toBe(false);
    expect(enforced(deny(plain, { Resource: [arn, `${arn}/path/*`] }))).toBe(false);
    expect(enforced(deny(plain, { Resource: [arn, "arn:aws:s3:::reportsold/*"] }))).toBe(false);
    expect(enforced(deny(plain, { Action: "s3:PutObject" }))).toBe(false);
    expect(enforced(deny(plain, { Principal: { AWS: "111122223333" } }))).toBe(false);
    expect(enforced(deny({ ...plain, StringEquals: { "aws:PrincipalOrgID": "o-aaaaaaaaaa" } }))).toBe(false);
    expect(enforced(deny(plain, { Effect: "Allow" }))).toBe(false);
    expect(enforced(deny({ Bool: { "aws:SecureTransport": "true" } }))).toBe(false);
  });

  it("shows what gets through", () => {
    const { tls } = demands([deny(plain, { Resource: `${arn}/*` })]);
    expect(tls.kind === "known" && tls.value.gaps).toMatchObject([
      { resource: arn, context: { "aws:securetransport": ["false"] } },
    ]);
  });

  it("is not decided where a condition is not understood, and is where that does not matter", () => {
    expect(enforced(deny({ ...plain, StringEquals: { "my:key": "x" } }))).toBe("undetermined");
    expect(enforced(deny(plain), deny({ StringFoo: { "my:key": "x" } }))).toBe(true);
    expect(enforced(deny({ Bool: { "aws:SecureTransport": variable } }))).toBe("undetermined");
  });

  it("has a least version, with or without a demand that it be used", () => {
    const least = (version: string, more = {}) =>
      value(demands([deny({ NumericLessThan: { "s3:TlsVersion": version } }, more)]).minTlsVersion);
    expect([least("1.2"), least("1.3"), least("1.0")]).toEqual(["1.2", "1.3", null]);
    expect(least("1.2", { Action: "s3:GetObject" })).toBeNull();
    const { tls } = demands([deny({ NumericLessThan: { "s3:TlsVersion": 1.2 } })]);
    expect(tls.kind === "known" && tls.value.enforced).toBe(false);
  });

  it("is enforced by a resource control policy too", () => {
    const { tls } = demands([{ ...deny(plain), Resource: "*" }], "rcp");
    expect(tls.kind === "known" && tls.value.enforced).toBe(true);
  });
});

describe("uploads", () => {
  const header = "s3:x-amz-server-side-encryption";
  const key = "s3:x-amz-server-side-encryption-customer-algorithm";
  const encryption = (...statements: Json[]) => value(demands(statements).encryption);

  it("need an encryption only where leaving it out is denied as well", () => {
    expect(encryption(deny({ StringNotEquals: { [header]: ["AES256", "aws:kms"] } }, uploads))).toEqual([
      "AES256",
      "aws:kms",
    ]);
    const present = { Null: { [header]: "false" } };
    expect(encryption(deny({ StringNotEquals: { [header]: "aws:kms" }, ...present }, uploads))).toBeNull();
    const both = [
      deny({ StringNotEquals: { [header]: "aws:kms" }, ...present }, uploads),
      deny({ Null: { [header]: "true" } }, uploads),
    ];
    expect(encryption(...both)).toEqual(["aws:kms"]);
    expect(
      encryption(deny({ StringNotEquals: { [header]: "aws:kms" } }, { ...uploads, Resource: `${arn}/a/*` })),
    ).toBeNull();
    expect(encryption(deny(undefined, uploads))).toBeNull();
  });

  it("need a customer's key, or may not have one", () => {
    const keys = (...statements: Json[]) => value(demands(statements).customerKeys);
    expect(keys(deny({ Null: { [key]: "true" } }, uploads))).toBe("required");
    expect(keys(deny({ Null: { [key]: "false" } }, uploads))).toBe("denied");
    expect(keys(deny({ Null: { [key]: ["true", "false"] } }, uploads))).toBeNull();
    expect(keys()).toBeNull();
  });

  it("need preconditions, each or either, with or without multipart uploads", () => {
    const writes = (...statements: Json[]) => value(demands(statements).conditionalWrites);
    const none = { "s3:if-none-match": "true" };
    expect(writes(deny({ Null: none }, uploads))).toEqual({
      required: ["s3:if-none-match"],
      anyOneSuffices: false,
      multipartExempt: false,
    });
    const either = { Null: { ...none, "s3:if-match": "true" }, Bool: { "s3:ObjectCreationOperation": "true" } };
    expect(writes(deny(either, uploads))).toEqual({
      required: ["s3:if-match", "s3:if-none-match"],
      anyOneSuffices: true,
      multipartExempt: true,
    });
    expect(writes(deny({ Null: { "s3:if-none-match": "false" } }, uploads))).toBeNull();
    expect(writes(deny({ Null: none }, { ...uploads, Resource: `${arn}/legacy/*` }))).toBeNull();
    expect(writes(deny({ Null: none }, { ...uploads, Principal: { AWS: "111122223333" } }))).toBeNull();
  });
});

describe("what is denied outside of some values", () => {
  const outside = (...statements: Json[]) => value(demands(statements).deniesOutside);

  it("is named by key and values", () => {
    expect(outside(deny({ StringNotEquals: { "aws:SourceVpce": "vpce-1" } }))).toEqual({
      "aws:sourcevpce": ["vpce-1"],
    });
    expect(outside(deny({ NotIpAddress: { "aws:SourceIp": ["192.0.2.0/24"] } }))).toEqual({
      "aws:sourceip": ["192.0.2.0/24"],
    });
    expect(outside(deny({ StringNotEquals: { "aws:PrincipalOrgID": ["o-aaaaaaaaaa"] } }))).toEqual({
      "aws:principalorgid": ["o-aaaaaaaaaa"],
    });
  });

  it("is nothing where requests without the key, or some others, get through", () => {
    const present = { Null: { "aws:SourceVpce": "false" } };
    expect(outside(deny({ StringNotEquals: { "aws:SourceVpce": "vpce-1" }, ...present }))).toEqual({});
    expect(outside(deny({ StringNotEquals: { "aws:SourceVpce": "vpce-1", "aws:SourceVpc": "vpc-1" } }))).toEqual({});
    expect(outside(deny({ StringNotEquals: { "aws:SourceVpce": "vpce-1" } }, uploads))).toEqual({});
    expect(
      outside(deny({ StringNotEquals: { "aws:SourceVpce": "vpce-1" } }, { Principal: { AWS: "111122223333" } })),
    ).toEqual({});
  });

  it("is the same with IfExists: a negated condition holds without the key either way", () => {
    const without = deny({ StringNotEqualsIfExists: { "aws:SourceVpce": "vpce-1" } });
    expect(outside(without)).toEqual({ "aws:sourcevpce": ["vpce-1"] });
  });

  it("is what is common to two demands", () => {
    const demand = (values: string[]) => deny({ StringNotEquals: { "aws:SourceVpce": values } });
    expect(outside(demand(["vpce-1", "vpce-2"]), demand(["vpce-2", "vpce-3"]))).toEqual({
      "aws:sourcevpce": ["vpce-2"],
    });
  });

  it("makes a perimeter where only services are spared", () => {
    const services = { BoolIfExists: { "aws:PrincipalIsAWSService": "false" } };
    const organization = { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-aaaaaaaaaa" } };
    const networks = {
      NotIpAddressIfExists: { "aws:SourceIp": "192.0.2.0/24" },
      StringNotEqualsIfExists: { "aws:SourceVpc": "vpc-1" },
      ...services,
    };
    const { perimeter, deniesAnonymous, deniesOutside } = demands([
      deny({ ...organization, ...services }),
      deny(networks),
    ]);
    expect(value(perimeter)).toEqual({
      identity: { "aws:principalorgid": ["o-aaaaaaaaaa"] },
      network: { "aws:sourceip": ["192.0.2.0/24"], "aws:sourcevpc": ["vpc-1"] },
    });
    expect([value(deniesAnonymous), value(deniesOutside)]).toEqual([true, {}]);
  });
});

describe("the owner", () => {
  const lockout = (...statements: Json[]) => value(demands(statements).lockout);

  it("is locked out by a Deny that spares none of its administrators", () => {
    expect(lockout(deny(undefined))).toBe(true);
    expect(lockout(deny(undefined, { NotAction: "s3:GetObject", Action: undefined }))).toBe(true);
    expect(lockout(deny(undefined, { Principal: { AWS: "arn:aws:iam::111122223333:root" } }))).toBe(true);
    expect(lockout(deny({ StringNotEquals: { "aws:PrincipalAccount": "444455556666" } }))).toBe(true);
    expect(
      lockout(deny(undefined, { Action: "s3:PutBucketPolicy" }), deny(undefined, { Action: "s3:DeleteBucketPolicy" })),
    ).toBe(true);
  });

  it("is not where one is spared, or only under a condition is denied", () => {
    expect(lockout(deny(plain))).toBe(false);
    expect(lockout(deny({ StringNotEquals: { "aws:PrincipalAccount": "111122223333" } }))).toBe(false);
    expect(lockout(deny({ ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/admin" } }))).toBe(false);
    expect(lockout(deny(undefined, { Resource: `${arn}/*` }))).toBe(false);
    expect(lockout(deny(undefined, { Action: "s3:PutBucketPolicy" }))).toBe(false);
  });
});

it("Allow statements for every action are named, and so are those for all but some", () => {
  const allow = (action: Json) => ({ Effect: "Allow", Principal: "*", Resource: "*", ...action });
  const { wildcardActions, notActions } = demands([
    { ...allow({ Action: ["s3:GetObject", "S3:*"] }), Sid: "All" },
    allow({ Action: "s3:Get*" }),
    allow({ NotAction: "s3:PutObject" }),
    deny(undefined, { Action: "*" }),
  ]);
  expect(wildcardActions).toEqual([{ index: 0, sid: "All" }]);
  expect(notActions).toEqual([{ index: 2, sid: null }]);
});

it("nothing is known of a policy that is not understood", () => {
  const { tls, lockout } = demandsOf(parsePolicy("{", "bucket"), bucket);
  expect([tls.kind, lockout.kind]).toEqual(["undetermined", "undetermined"]);
});
