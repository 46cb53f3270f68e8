import { expect, test } from "vitest";
import {
  anonymous,
  everything,
  other,
  owner,
  policy,
  reading,
  root,
  session,
  user,
  verdictOf,
} from "@/testing/policy/situation";
import type { Caller, Request } from "../request";
import type { SimulationInput } from "./input";

const allow = policy("identity", everything);
const keyPolicy = (principal: unknown, more: object = {}) =>
  policy("kms-key", { Effect: "Allow", Principal: principal, Action: "kms:*", Resource: "*", ...more });
const asked: Partial<Request> = {
  action: "kms:Decrypt",
  resource: `arn:aws:kms:eu-west-1:${owner}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
};

// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
test.each<[of: string, caller: Caller, given: Partial<SimulationInput>, expected: string]>([
  [
    "the default policy enables identity policies",
    user(),
    { resourcePolicy: keyPolicy({ AWS: owner }), identityPolicies: [allow] },
    "Allowed",
  ],
  [
    "the default policy gives nothing by itself",
    user(),
    { resourcePolicy: keyPolicy({ AWS: owner }) },
    "ImplicitlyDenied",
  ],
  [
    "identity policies are ineffective without it",
    user(),
    { resourcePolicy: keyPolicy({ AWS: `arn:aws:iam::${owner}:user/eve` }), identityPolicies: [allow] },
    "ImplicitlyDenied",
  ],
  [
    "a user the key's policy names needs nothing else",
    user(),
    { resourcePolicy: keyPolicy({ AWS: `arn:aws:iam::${owner}:user/ada` }) },
    "Allowed",
  ],
  [
    "a role the key's policy names needs nothing else",
    session(),
    { resourcePolicy: keyPolicy({ AWS: `arn:aws:iam::${owner}:role/reader` }) },
    "Allowed",
  ],
  [
    "the root user is not allowed by itself",
    root(),
    { resourcePolicy: keyPolicy({ AWS: `arn:aws:iam::${owner}:user/ada` }) },
    "ImplicitlyDenied",
  ],
  ["the root user is where the account is named", root(), { resourcePolicy: keyPolicy({ AWS: owner }) }, "Allowed"],
  [
    "another account, on both sides",
    user(other),
    { resourcePolicy: keyPolicy({ AWS: other }), identityPolicies: [allow] },
    "Allowed",
  ],
  [
    "another account, on the key's side",
    user(other),
    { resourcePolicy: keyPolicy({ AWS: other }) },
    "ImplicitlyDenied",
  ],
  [
    "another account, on its own side",
    user(other),
    { resourcePolicy: keyPolicy({ AWS: owner }), identityPolicies: [allow] },
    "ImplicitlyDenied",
  ],
  [
    "everyone is not nobody: requests to KMS are signed",
    anonymous,
    { resourcePolicy: keyPolicy("*") },
    "ImplicitlyDenied",
  ],
  [
    "only some actions are enabled",
    user(),
    { resourcePolicy: keyPolicy({ AWS: owner }, { Action: "kms:Describe*" }), identityPolicies: [allow] },
    "ImplicitlyDenied",
  ],
  [
    "only through S3",
    user(),
    {
      resourcePolicy: keyPolicy(
        { AWS: owner },
        { Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } } },
      ),
      identityPolicies: [allow],
    },
    "ImplicitlyDenied",
  ],
])("%s: %s", (_of, caller, given, expected) => {
  expect(verdictOf(reading(caller, given, asked))).toBe(expected);
});

test("listing keys is about no key, and needs no key's policy", () => {
  expect(verdictOf(reading(user(), { identityPolicies: [allow] }, { action: "kms:ListKeys", resource: "*" }))).toBe(
    "Allowed",
  );
});
