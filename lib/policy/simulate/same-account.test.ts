import { describe, expect, test } from "vitest";
import {
  denies,
  everything,
  owner,
  policy,
  reading,
  reads,
  root,
  session,
  user,
  verdictOf,
} from "@/testing/policy/situation";
import type { Caller } from "../request";
import type { SimulationInput } from "./input";

const allow = policy("identity", everything);
const nothing = policy("identity", { Effect: "Allow", Action: "sqs:*", Resource: "*" });
const deny = policy("identity", { Effect: "Deny", Action: "s3:*", Resource: "*" });
const federated: Caller = { kind: "aws", account: owner, arn: `arn:aws:sts::${owner}:federated-user/ada` };

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
describe("an Allow of the resource's policy, and nothing but implicit denials elsewhere", () => {
  const implicit = { identityPolicies: [nothing], permissionsBoundary: nothing, sessionPolicies: [nothing] };
  test.each<[of: string, caller: Caller, principal: string, expected: string]>([
    ["the role", session(), `arn:aws:iam::${owner}:role/reader`, "ImplicitlyDenied"],
    ["the session", session(), `arn:aws:sts::${owner}:assumed-role/reader/ada`, "Allowed"],
    ["the federated user's session", federated, `arn:aws:sts::${owner}:federated-user/ada`, "Allowed"],
    ["the user who federates", federated, `arn:aws:iam::${owner}:user/ada`, "ImplicitlyDenied"],
    ["everyone", session(), "*", "Allowed"],
    ["the account", session(), owner, "ImplicitlyDenied"],
  ])("for %s: %s", (_of, caller, principal, expected) => {
    const resourcePolicy = policy("bucket", reads({ AWS: principal }));
    expect(verdictOf(reading(caller, { ...implicit, resourcePolicy }))).toBe(expected);
  });

  test("for a user: neither a boundary nor identity policies limit it", () => {
    const resourcePolicy = policy("bucket", reads({ AWS: `arn:aws:iam::${owner}:user/ada` }));
    const given = { identityPolicies: [nothing], permissionsBoundary: nothing };
    expect(verdictOf(reading(user(), { ...given, resourcePolicy }))).toBe("Allowed");
  });

  test("for a role: its boundary and session policies must allow, its identity policies need not", () => {
    const resourcePolicy = policy("bucket", reads({ AWS: `arn:aws:iam::${owner}:role/reader` }));
    const of = (more: Partial<SimulationInput>) =>
      verdictOf(reading(session(), { resourcePolicy, identityPolicies: [nothing], ...more }));
    expect(of({})).toBe("Allowed");
    expect(of({ permissionsBoundary: allow })).toBe("Allowed");
    expect(of({ permissionsBoundary: nothing })).toBe("ImplicitlyDenied");
    expect(of({ sessionPolicies: [allow] })).toBe("Allowed");
    expect(of({ sessionPolicies: [nothing] })).toBe("ImplicitlyDenied");
  });
});

describe("identity policies, without a word in the resource's policy", () => {
  test.each<[of: string, caller: Caller, given: Partial<SimulationInput>, expected: string, by?: string[]]>([
    ["none", user(), { identityPolicies: [] }, "ImplicitlyDenied", ["identity-policy"]],
    ["one that allows", user(), { identityPolicies: [allow] }, "Allowed"],
    ["one of two that allows", user(), { identityPolicies: [nothing, allow] }, "Allowed"],
    ["one that denies beside it", user(), { identityPolicies: [allow, deny] }, "ExplicitlyDenied", ["identity-policy"]],
    [
      "a boundary that allows less",
      user(),
      { identityPolicies: [allow], permissionsBoundary: nothing },
      "ImplicitlyDenied",
      ["permissions-boundary"],
    ],
    ["a boundary that allows", user(), { identityPolicies: [allow], permissionsBoundary: allow }, "Allowed"],
    ["a boundary alone", user(), { permissionsBoundary: allow }, "ImplicitlyDenied", ["identity-policy"]],
    [
      "a boundary that denies",
      user(),
      { identityPolicies: [allow], permissionsBoundary: deny },
      "ExplicitlyDenied",
      ["permissions-boundary"],
    ],
    [
      "session policies that allow less",
      session(),
      { identityPolicies: [allow], sessionPolicies: [nothing] },
      "ImplicitlyDenied",
      ["session-policy"],
    ],
    ["session policies that allow", session(), { identityPolicies: [allow], sessionPolicies: [allow] }, "Allowed"],
    ["session policies alone", session(), { sessionPolicies: [allow] }, "ImplicitlyDenied", ["identity-policy"]],
    [
      "a federated user without session policies",
      federated,
      { identityPolicies: [allow] },
      "ImplicitlyDenied",
      ["session-policy"],
    ],
    ["a federated user with them", federated, { identityPolicies: [allow], sessionPolicies: [allow] }, "Allowed"],
    ["the root user, who needs none", root(), {}, "Allowed"],
  ])("%s: %s", (_of, caller, given, expected, by = []) => {
    const decision = reading(caller, given);
    expect(verdictOf(decision)).toBe(expected);
    expect(decision.blockedBy).toEqual(by);
  });
});

describe("a Deny in the resource's policy", () => {
  const resourcePolicy = policy("bucket", denies());
  test.each<[of: string, caller: Caller]>([
    ["a user that identity policies allow", user()],
    ["the root user", root()],
  ])("is for %s", (_of, caller) => {
    const decision = reading(caller, { resourcePolicy, identityPolicies: [allow] });
    expect(verdictOf(decision)).toBe("ExplicitlyDenied");
    expect(decision.by).toEqual([{ part: "resource-policy", policy: 0, index: 0, sid: null, effect: "Deny" }]);
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
  test.each(["GetBucketPolicy", "PutBucketPolicy", "DeleteBucketPolicy"])(
    "does not keep the owner's root user from %s",
    (name) => {
      const asked = { action: `s3:${name}`, resource: "arn:aws:s3:::reports" };
      expect(verdictOf(reading(root(), { resourcePolicy }, asked))).toBe("Allowed");
      expect(verdictOf(reading(user(), { resourcePolicy, identityPolicies: [allow] }, asked))).toBe("ExplicitlyDenied");
      const endpointPolicy = policy("vpc-endpoint", denies());
      expect(verdictOf(reading(root(), { resourcePolicy, endpointPolicy }, asked))).toBe("ExplicitlyDenied");
    },
  );

  test("for the account is for all its identities", () => {
    const forAccount = policy("bucket", reads("*"), denies({ Principal: { AWS: owner } }));
    expect(verdictOf(reading(user(), { resourcePolicy: forAccount }))).toBe("ExplicitlyDenied");
    expect(verdictOf(reading({ kind: "anonymous" }, { resourcePolicy: forAccount }))).toBe("Allowed");
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
test("AWS's Carlos may write to the bucket of his name, and to no logs", () => {
  const carlos = user("123456789012", "carlossalazar");
  const identity = policy(
    "identity",
    {
      Sid: "AllowS3Self",
      Effect: "Allow",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::carlossalazar/*", "arn:aws:s3:::carlossalazar"],
    },
    { Sid: "DenyS3Logs", Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::*log*" },
  );
  const save = (bucket: string) =>
    verdictOf(
      reading(
        carlos,
        { identityPolicies: [identity] },
        {
          action: "s3:PutObject",
          resource: `arn:aws:s3:::${bucket}/notes`,
          resourceAccount: "123456789012",
        },
      ),
    );
  expect(save("carlossalazar-logs")).toBe("ExplicitlyDenied");
  expect(save("carlossalazar")).toBe("Allowed");
  expect(save("carlos")).toBe("ImplicitlyDenied");
});
