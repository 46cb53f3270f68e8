import { describe, expect, test } from "vitest";
import {
  anonymous,
  bucketArn,
  everything,
  other,
  owner,
  policy,
  reading,
  reads,
  service,
  user,
  verdictOf,
} from "@/testing/policy/situation";
import type { Block, Blocks, Grant } from "../input";
import type { Caller } from "../request";
import { knownTo } from "../tri";
import type { SimulationInput } from "./input";

const off: Block = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};
const restricts: Block = { ...off, RestrictPublicBuckets: true };
const ignores: Block = { ...off, IgnorePublicAcls: true };
const blocks = (more: Partial<Blocks>): Blocks => ({
  bucket: "none",
  account: "none",
  organization: "absent",
  ...more,
});
const allow = policy("identity", everything);

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
describe("RestrictPublicBuckets", () => {
  const resourcePolicy = policy("bucket", reads("*"), reads({ AWS: other }));
  const of = (caller: Caller, more: Partial<SimulationInput>) =>
    verdictOf(reading(caller, { resourcePolicy, identityPolicies: [allow], isPublic: knownTo(true), ...more }));

  test.each<[where: string, blocks: Blocks, expected: string]>([
    ["at the bucket", blocks({ bucket: restricts }), "ImplicitlyDenied"],
    ["at the account", blocks({ account: restricts }), "ImplicitlyDenied"],
    ["by the organization", blocks({ organization: "all" }), "ImplicitlyDenied"],
    [
      "at the account, which the organization overrides",
      blocks({ account: restricts, organization: "none" }),
      "Allowed",
    ],
    [
      "at the bucket, which the organization does not override",
      blocks({ bucket: restricts, organization: "none" }),
      "ImplicitlyDenied",
    ],
    ["nowhere", blocks({ bucket: off, account: off }), "Allowed"],
    ["at a level nobody read", blocks({ account: "unread" }), "undetermined"],
    ["at the bucket, with a level nobody read", blocks({ bucket: restricts, account: "unread" }), "ImplicitlyDenied"],
    ["at an access point the request does not use", blocks({ accessPoint: restricts }), "Allowed"],
  ])("%s, and nobody who signed in: %s", (_where, given, expected) => {
    expect(of(anonymous, { blocks: given })).toBe(expected);
  });

  test("cuts also what a public policy gives to a fixed account", () => {
    expect(of(user(other), { blocks: blocks({ bucket: restricts }) })).toBe("ImplicitlyDenied");
  });

  test("leaves the owner's account and services", () => {
    expect(of(user(), { blocks: blocks({ bucket: restricts }), identityPolicies: [] })).toBe("Allowed");
    expect(of(service(), { blocks: blocks({ bucket: restricts }) })).toBe("Allowed");
  });

  test("does nothing to a policy that is not public", () => {
    expect(of(user(other), { blocks: blocks({ bucket: restricts }), isPublic: knownTo(false) })).toBe("Allowed");
  });

  test("is undetermined where nobody knows whether the policy is public", () => {
    const given = { resourcePolicy, blocks: blocks({ bucket: restricts }) };
    expect(verdictOf(reading(anonymous, given))).toBe("undetermined");
  });

  test("is named as what blocks", () => {
    const decision = reading(anonymous, {
      resourcePolicy,
      isPublic: knownTo(true),
      blocks: blocks({ bucket: restricts }),
    });
    expect(decision.blockedBy).toEqual(["block-public-access"]);
  });

  test("does not stop at BlockPublicPolicy, which only refuses new policies", () => {
    expect(
      of(anonymous, { blocks: blocks({ bucket: { ...off, BlockPublicPolicy: true, BlockPublicAcls: true } }) }),
    ).toBe("Allowed");
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
describe("access lists", () => {
  const canonicalId = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
  const everyone = (permission: Grant["permission"]): Grant => ({ grantee: { kind: "all-users" }, permission });
  const signedIn: Grant = { grantee: { kind: "authenticated-users" }, permission: "READ" };
  const one: Grant = { grantee: { kind: "canonical-user", id: canonicalId }, permission: "READ" };
  const list = { action: "s3:ListBucket", resource: bucketArn };

  test.each<[of: string, grant: Grant, action: string, resource: string, caller: Caller, expected: string]>([
    ["READ of a bucket lists it", everyone("READ"), "s3:ListBucket", bucketArn, anonymous, "Allowed"],
    [
      "READ of a bucket reads no object",
      everyone("READ"),
      "s3:GetObject",
      `${bucketArn}/x`,
      anonymous,
      "ImplicitlyDenied",
    ],
    ["WRITE puts objects", everyone("WRITE"), "s3:PutObject", `${bucketArn}/x`, anonymous, "Allowed"],
    [
      "WRITE deletes no versions",
      everyone("WRITE"),
      "s3:DeleteObjectVersion",
      `${bucketArn}/x`,
      anonymous,
      "ImplicitlyDenied",
    ],
    ["READ_ACP reads the list", everyone("READ_ACP"), "s3:GetBucketAcl", bucketArn, anonymous, "Allowed"],
    ["WRITE_ACP writes it", everyone("WRITE_ACP"), "s3:PutBucketAcl", bucketArn, anonymous, "Allowed"],
    ["FULL_CONTROL is all of them", everyone("FULL_CONTROL"), "s3:PutBucketAcl", bucketArn, anonymous, "Allowed"],
    [
      "FULL_CONTROL is not the policy",
      everyone("FULL_CONTROL"),
      "s3:PutBucketPolicy",
      bucketArn,
      anonymous,
      "ImplicitlyDenied",
    ],
    ["signed in is not nobody", signedIn, "s3:ListBucket", bucketArn, anonymous, "ImplicitlyDenied"],
    ["signed in is any account", signedIn, "s3:ListBucket", bucketArn, user(other), "Allowed"],
  ])("%s", (_of, grant, action, resource, caller, expected) => {
    const given = { acl: { bucket: [grant] }, identityPolicies: [allow] };
    expect(verdictOf(reading(caller, given, { action, resource }))).toBe(expected);
  });

  test("of an object, READ reads it", () => {
    const given = { acl: { object: [everyone("READ")] } };
    expect(verdictOf(reading(anonymous, given))).toBe("Allowed");
    expect(verdictOf(reading(anonymous, given, { action: "s3:PutObjectAcl" }))).toBe("ImplicitlyDenied");
  });

  test("count for nothing where the bucket's owner owns everything", () => {
    const acl = { bucket: [everyone("READ")] };
    expect(verdictOf(reading(anonymous, { acl, ownership: "BucketOwnerEnforced" }, list))).toBe("ImplicitlyDenied");
    expect(verdictOf(reading(anonymous, { acl, ownership: "ObjectWriter" }, list))).toBe("Allowed");
    expect(verdictOf(reading(anonymous, { acl, ownership: "unread" }, list))).toBe("undetermined");
  });

  test("IgnorePublicAcls ignores what is for everyone, and leaves what is for one", () => {
    const acl = { bucket: [everyone("READ"), signedIn, one] };
    const given = {
      acl,
      blocks: blocks({ account: ignores }),
      identityPolicies: [allow],
      canonicalUsers: { [canonicalId]: other },
    };
    expect(verdictOf(reading(anonymous, given, list))).toBe("ImplicitlyDenied");
    expect(verdictOf(reading(user("777788889999"), given, list))).toBe("ImplicitlyDenied");
    expect(verdictOf(reading(user(other), given, list))).toBe("Allowed");
  });

  test("unread, they leave open what only they could allow", () => {
    expect(verdictOf(reading(anonymous, { acl: { bucket: "unread" } }, list))).toBe("undetermined");
    expect(
      verdictOf(reading(anonymous, { acl: { bucket: "unread" } }, { ...list, action: "s3:GetBucketTagging" })),
    ).toBe("ImplicitlyDenied");
  });

  test("give another account what its own policies allow too", () => {
    const given = { acl: { bucket: [one] }, canonicalUsers: { [canonicalId]: other } };
    expect(verdictOf(reading(user(other), given, list))).toBe("ImplicitlyDenied");
    expect(verdictOf(reading(user(owner), given, list))).toBe("ImplicitlyDenied");
  });
});
