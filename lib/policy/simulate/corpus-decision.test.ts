import { expect, test } from "vitest";
import { verdictOf } from "@/testing/policy/situation";
import { decisionOf } from "./corpus-decision";

const bucket = {
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" },
};
const allow = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } };
const deny = { Version: "2012-10-17", Statement: { Effect: "Deny", Action: "s3:*", Resource: "*" } };
const request = {
  action: "s3:GetObject",
  resource: { resource: "arn:aws:s3:::b/k", accountId: "111122223333" },
  principal: { type: "Anonymous" },
  context: {},
};
const ada = { ...request, principal: "arn:aws:iam::111122223333:user/ada" };
const reader = { ...request, principal: "arn:aws:sts::444455556666:assumed-role/reader/ada" };
const one = (policy: object) => [{ orgIdentifier: "o-1", policies: [{ name: "x", policy }] }];

test.each<[of: string, input: unknown, expected: string]>([
  ["nobody who signed in", { request, resourcePolicy: bucket }, "Allowed"],
  ["no policy", { request }, "ImplicitlyDenied"],
  [
    "a resource control policy",
    {
      request,
      resourcePolicy: bucket,
      resourceControlPolicies: one({ ...deny, Statement: { ...deny.Statement, Principal: "*" } }),
    },
    "ExplicitlyDenied",
  ],
  ["an identity policy", { request: ada, identityPolicies: [{ name: "x", policy: allow }] }, "Allowed"],
  ["an identity policy by itself", { request: ada, identityPolicies: [allow] }, "Allowed"],
  ["no identity policies", { request: ada, identityPolicies: [] }, "ImplicitlyDenied"],
  ["identity policies that are missing", { request: ada }, "undetermined"],
  ["a boundary", { request: ada, identityPolicies: [allow], permissionBoundaries: [deny] }, "ExplicitlyDenied"],
  [
    "a service control policy",
    { request: ada, identityPolicies: [allow], serviceControlPolicies: one(deny) },
    "ExplicitlyDenied",
  ],
  [
    "an endpoint's policy",
    {
      request: ada,
      identityPolicies: [allow],
      endpointPolicies: [{ ...deny, Statement: { ...deny.Statement, Principal: "*" } }],
    },
    "ExplicitlyDenied",
  ],
  ["another account's session", { request: reader, resourcePolicy: bucket, identityPolicies: [allow] }, "Allowed"],
  [
    "another account's session, not allowed there",
    { request: reader, resourcePolicy: bucket, identityPolicies: [] },
    "ImplicitlyDenied",
  ],
  [
    "a service",
    { request: { ...request, principal: { type: "Service", service: "s3.amazonaws.com" } }, resourcePolicy: bucket },
    "Allowed",
  ],
  [
    "an account's root user, by type and ARN",
    { request: { ...request, principal: { type: "AWS", arn: "arn:aws:iam::111122223333:root" } } },
    "Allowed",
  ],
  [
    "a block at the bucket",
    { request, resourcePolicy: bucket, bpa: { bucket: { RestrictPublicBuckets: true } } },
    "ImplicitlyDenied",
  ],
  [
    "policies without their levels",
    { request: ada, identityPolicies: [allow], serviceControlPolicies: [allow, deny] },
    "ExplicitlyDenied",
  ],
  [
    "the management account's bucket",
    {
      request,
      resourcePolicy: bucket,
      accountIsManagementAccount: true,
      resourceControlPolicies: one({ ...deny, Statement: { ...deny.Statement, Principal: "*" } }),
    },
    "Allowed",
  ],
  ["no principal", { request: { ...request, principal: undefined } }, "undetermined"],
  ["no request", {}, "undetermined"],
  ["nothing", null, "undetermined"],
])("%s: %s", (_of, input, expected) => {
  expect(verdictOf(decisionOf(input))).toBe(expected);
});

test("keys and values of the context are read in any case and as lists or texts", () => {
  const conditional = {
    ...bucket,
    Statement: { ...bucket.Statement, Condition: { Bool: { "aws:SecureTransport": "true" } } },
  };
  const of = (context: unknown) =>
    verdictOf(decisionOf({ request: { ...request, context }, resourcePolicy: conditional }));
  expect(of({ "aws:securetransport": ["true"] })).toBe("Allowed");
  expect(of({ "AWS:SecureTransport": true })).toBe("Allowed");
  expect(of({ "aws:SecureTransport": "false" })).toBe("ImplicitlyDenied");
});
