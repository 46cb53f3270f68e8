import { expect, test } from "vitest";
import {
  anonymous,
  denies,
  everything,
  other,
  owner,
  policy,
  reading,
  reads,
  root,
  service,
  session,
  user,
  verdictOf,
} from "@/testing/policy/situation";
import type { Caller } from "../request";

const canonicalId = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
const oai = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2EXAMPLE";
const saml = `arn:aws:iam::${owner}:saml-provider/corp`;
const canonical: Caller = { kind: "canonical-user", id: canonicalId };
const cloudfront: Caller = { kind: "origin-access-identity", id: "E2EXAMPLE" };
const allowedByOwn = [policy("identity", everything)];

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
test.each<[who: string, caller: Caller, principal: unknown, expected: string]>([
  ["nobody who signed in", anonymous, "*", "Allowed"],
  ["nobody who signed in", anonymous, { AWS: "*" }, "Allowed"],
  ["nobody who signed in", anonymous, { AWS: owner }, "ImplicitlyDenied"],
  ["a user of the owner", user(), "*", "Allowed"],
  ["a user of the owner", user(), { AWS: `arn:aws:iam::${owner}:user/ada` }, "Allowed"],
  ["a user of the owner", user(), { AWS: `arn:aws:iam::${owner}:user/Ada` }, "ImplicitlyDenied"],
  ["a user of the owner", user(), { AWS: `arn:aws:iam::${owner}:user/path/ada` }, "ImplicitlyDenied"],
  ["a user of the owner", user(), { AWS: ["arn:aws:iam::1:x", `arn:aws:iam::${owner}:user/ada`] }, "Allowed"],
  ["a user of the owner", user(), { AWS: ["arn:aws:iam::1:x"] }, "undetermined"],
  ["a user of the owner", user(), "arn:aws:iam::*:user/ada", "undetermined"],
  ["a user of the owner", user(), { AWS: "AIDACKCEVSQ6C2EXAMPLE" }, "ImplicitlyDenied"],
  ["a user of the owner", user(), { Service: "s3.amazonaws.com" }, "ImplicitlyDenied"],
  // The account alone delegates: its own identities then need a policy of their own.
  ["a user of the owner", user(), { AWS: owner }, "ImplicitlyDenied"],
  ["a user of the owner", user(), { AWS: `arn:aws:iam::${owner}:root` }, "ImplicitlyDenied"],
  ["a session of a role", session(), { AWS: `arn:aws:iam::${owner}:role/reader` }, "Allowed"],
  ["a session of a role", session(), { AWS: `arn:aws:sts::${owner}:assumed-role/reader/ada` }, "Allowed"],
  ["a session of a role", session(), { AWS: `arn:aws:sts::${owner}:assumed-role/reader/eve` }, "ImplicitlyDenied"],
  ["a session of a role", session(), { AWS: `arn:aws:sts::${owner}:assumed-role/writer/ada` }, "ImplicitlyDenied"],
  ["a session of a role", session(), { AWS: `arn:aws:sts::${other}:assumed-role/reader/ada` }, "ImplicitlyDenied"],
  [
    "a role with a path",
    session(owner, "team/reader"),
    { AWS: `arn:aws:sts::${owner}:assumed-role/reader/ada` },
    "Allowed",
  ],
  [
    "a role with a path",
    session(owner, "team/reader"),
    { AWS: `arn:aws:iam::${owner}:role/reader` },
    "ImplicitlyDenied",
  ],
  ["a service", service(), { Service: "logging.s3.amazonaws.com" }, "Allowed"],
  ["a service", service(), { Service: ["cloudtrail.amazonaws.com", "logging.s3.amazonaws.com"] }, "Allowed"],
  ["a service", service(), { Service: "cloudtrail.amazonaws.com" }, "ImplicitlyDenied"],
  ["a service", service(), "*", "Allowed"],
  ["a canonical user", canonical, { CanonicalUser: canonicalId }, "Allowed"],
  ["another canonical user", { ...canonical, id: "f".repeat(64) }, { CanonicalUser: canonicalId }, "undetermined"],
  ["a CloudFront identity", cloudfront, { AWS: oai }, "Allowed"],
  ["another CloudFront identity", { ...cloudfront, id: "E3" }, { AWS: oai }, "ImplicitlyDenied"],
  ["a CloudFront identity", cloudfront, { AWS: owner }, "ImplicitlyDenied"],
  ["who signed in elsewhere", { kind: "federated", provider: saml }, { Federated: saml }, "Allowed"],
  [
    "who signed in elsewhere",
    { kind: "federated", provider: "accounts.google.com" },
    { Federated: saml },
    "ImplicitlyDenied",
  ],
  ["the owner's root user", root(), { AWS: other }, "Allowed"],
])("%s (%j) and Principal %j: %s", (_who, caller, principal, expected) => {
  expect(verdictOf(reading(caller, { resourcePolicy: policy("bucket", reads(principal)) }))).toBe(expected);
});

test.each<[caller: Caller, principal: unknown, expected: string]>([
  [user(other), { AWS: other }, "Allowed"],
  [user(other), { AWS: `arn:aws:iam::${other}:root` }, "Allowed"],
  [user(other), { AWS: `arn:aws:iam::${other}:user/ada` }, "Allowed"],
  [user(other), { AWS: owner }, "ImplicitlyDenied"],
  [session(other), { AWS: `arn:aws:iam::${other}:role/reader` }, "Allowed"],
  [session(other), { AWS: `arn:aws:sts::${other}:assumed-role/reader/ada` }, "Allowed"],
  [user(other), { CanonicalUser: canonicalId }, "undetermined"],
])("from another account, %j and Principal %j: %s", (caller, principal, expected) => {
  const resourcePolicy = policy("bucket", reads(principal));
  expect(verdictOf(reading(caller, { resourcePolicy, identityPolicies: allowedByOwn }))).toBe(expected);
});

test("a canonical user id whose account is known stands for the account", () => {
  const resourcePolicy = policy("bucket", reads({ CanonicalUser: canonicalId }));
  const given = { resourcePolicy, identityPolicies: allowedByOwn };
  expect(verdictOf(reading(user(other), { ...given, canonicalUsers: { [canonicalId]: other } }))).toBe("Allowed");
  expect(verdictOf(reading(user(other), { ...given, canonicalUsers: { [canonicalId]: owner } }))).toBe(
    "ImplicitlyDenied",
  );
});

test("a session that an identity provider vouched for is the provider's principal too", () => {
  const resourcePolicy = policy("bucket", reads({ Federated: saml }));
  const context = { "aws:federatedprovider": [saml] };
  expect(verdictOf(reading(session(), { resourcePolicy }, { context }))).toBe("Allowed");
  expect(verdictOf(reading(session(), { resourcePolicy }))).toBe("ImplicitlyDenied");
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
const bob = `arn:aws:iam::${other}:user/Bob`;
const audit = `arn:aws:iam::${other}:role/audit`;
const auditApp = `arn:aws:sts::${other}:assumed-role/audit/app`;
const account = `arn:aws:iam::${other}:root`;
test.each<[of: string, caller: Caller, not: unknown, expected: string]>([
  ["the user, beside the account", user(other, "Bob"), { AWS: [bob, account] }, "Allowed"],
  ["another user of that account", user(other, "Eve"), { AWS: [bob, account] }, "ExplicitlyDenied"],
  ["the user, without the account", user(other, "Bob"), { AWS: bob }, "undetermined"],
  ["another user", user(other, "Eve"), { AWS: bob }, "ExplicitlyDenied"],
  ["a user whose account alone is named", user(other, "Bob"), { AWS: account }, "undetermined"],
  ["the root user of the account", root(other), { AWS: account }, "Allowed"],
  ["session, role and account", session(other, "audit", "app"), { AWS: [auditApp, audit, account] }, "Allowed"],
  ["another session of the role", session(other, "audit", "x"), { AWS: [auditApp, audit, account] }, "undetermined"],
  ["another role", session(other, "x", "app"), { AWS: [auditApp, audit, account] }, "ExplicitlyDenied"],
  ["a service that is named", service("a.amazonaws.com"), { Service: "a.amazonaws.com" }, "Allowed"],
  ["a service that is not", service("b.amazonaws.com"), { Service: "a.amazonaws.com" }, "ExplicitlyDenied"],
  ["nobody who signed in", anonymous, { AWS: [bob, account] }, "ExplicitlyDenied"],
  ["everyone left out", anonymous, "*", "Allowed"],
])("Deny with NotPrincipal, %s", (_of, caller, not, expected) => {
  const resourcePolicy = policy("bucket", reads("*"), denies({ Principal: undefined, NotPrincipal: not }));
  expect(verdictOf(reading(caller, { resourcePolicy, identityPolicies: allowedByOwn }))).toBe(expected);
});

test("Allow with NotPrincipal is for everyone else, nobody in particular too (row 13)", () => {
  const resourcePolicy = policy("bucket", { ...reads(undefined), NotPrincipal: { AWS: [bob, account] } });
  expect(verdictOf(reading(anonymous, { resourcePolicy }))).toBe("Allowed");
  expect(verdictOf(reading(user(other, "Bob"), { resourcePolicy, identityPolicies: allowedByOwn }))).toBe(
    "ImplicitlyDenied",
  );
});
