import { describe, expect, test } from "vitest";
import { everything, other, policy, reading, reads, root, session, user, verdictOf } from "@/testing/policy/situation";
import type { Caller } from "../request";
import type { SimulationInput } from "./input";

const allow = policy("identity", everything);
const nothing = policy("identity", { Effect: "Allow", Action: "sqs:*", Resource: "*" });
const open = policy("bucket", reads({ AWS: other }));

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
test.each<[of: string, caller: Caller, given: Partial<SimulationInput>, expected: string, by: string[]]>([
  ["both sides allow", user(other), { resourcePolicy: open, identityPolicies: [allow] }, "Allowed", []],
  ["only the bucket allows", user(other), { resourcePolicy: open }, "ImplicitlyDenied", ["identity-policy"]],
  [
    "only the caller's side allows",
    user(other),
    { identityPolicies: [allow] },
    "ImplicitlyDenied",
    ["resource-policy"],
  ],
  ["neither allows", user(other), {}, "ImplicitlyDenied", ["resource-policy", "identity-policy"]],
  [
    "the bucket names the user, whose boundary does not allow",
    user(other),
    {
      resourcePolicy: policy("bucket", reads({ AWS: `arn:aws:iam::${other}:user/ada` })),
      identityPolicies: [allow],
      permissionsBoundary: nothing,
    },
    "ImplicitlyDenied",
    ["permissions-boundary"],
  ],
  [
    "the bucket names the session, whose session policy does not allow",
    session(other),
    {
      resourcePolicy: policy("bucket", reads({ AWS: `arn:aws:sts::${other}:assumed-role/reader/ada` })),
      identityPolicies: [allow],
      sessionPolicies: [nothing],
    },
    "ImplicitlyDenied",
    ["session-policy"],
  ],
  [
    "everyone is allowed, and the caller's own account allows nothing",
    user(other),
    { resourcePolicy: policy("bucket", reads("*")) },
    "ImplicitlyDenied",
    ["identity-policy"],
  ],
  // "If the request is made by using the root user credentials", S3 skips the user context.
  ["the other account's root user", root(other), { resourcePolicy: open }, "Allowed", []],
  [
    "the root user of an account nobody named",
    root("777788889999"),
    { resourcePolicy: open },
    "ImplicitlyDenied",
    ["resource-policy"],
  ],
])("%s", (_of, caller, given, expected, by) => {
  const decision = reading(caller, given);
  expect(verdictOf(decision)).toBe(expected);
  expect(decision.blockedBy).toEqual(by);
});

test("both sides' statements are named", () => {
  const { by } = reading(user(other), { resourcePolicy: open, identityPolicies: [nothing, allow] });
  expect(by).toEqual([
    { part: "resource-policy", policy: 0, index: 0, sid: null, effect: "Allow" },
    { part: "identity-policy", policy: 1, index: 0, sid: null, effect: "Allow" },
  ]);
});

describe("policies of the caller's side that nobody read", () => {
  test("are assumed to allow, and it says so", () => {
    const decision = reading(user(other), {
      resourcePolicy: open,
      identityPolicies: "unread",
      serviceControlPolicies: "unread",
    });
    expect(verdictOf(decision)).toBe("Allowed");
    expect(decision.assumed).toEqual([
      `The identity policies of arn:aws:iam::${other}:user/ada allow it.`,
      `The service control policies of account ${other} allow it.`,
    ]);
  });

  test("do not matter where the bucket does not allow", () => {
    const decision = reading(user(other), { identityPolicies: "unread", serviceControlPolicies: "unread" });
    expect(verdictOf(decision)).toBe("ImplicitlyDenied");
    expect(decision.assumed).toEqual([]);
  });

  test("nothing is assumed of who needs no policies", () => {
    const resourcePolicy = policy("bucket", reads("*"));
    const decision = reading(
      { kind: "anonymous" },
      { resourcePolicy, identityPolicies: "unread", serviceControlPolicies: "unread" },
    );
    expect(decision.assumed).toEqual([]);
  });
});

test("AWS's Carlos may write to Production and not to its logs", () => {
  const carlos = user("111111111111", "carlossalazar");
  const identity = policy(
    "identity",
    { Effect: "Allow", Action: "s3:*Object*", Resource: "arn:aws:s3:::Production/*" },
    { Effect: "Deny", Action: "s3:*", Resource: ["arn:aws:s3:::*log*", "arn:aws:s3:::*log*/*"] },
  );
  const production = policy("bucket", {
    Effect: "Allow",
    Action: ["s3:GetObject*", "s3:PutObject*", "s3:ReplicateObject", "s3:RestoreObject"],
    Principal: { AWS: carlos.kind === "aws" ? carlos.arn : "" },
    Resource: "arn:aws:s3:::Production/*",
  });
  const save = (bucket: string, resourcePolicy: SimulationInput["resourcePolicy"], action = "s3:PutObject") =>
    verdictOf(
      reading(
        carlos,
        { identityPolicies: [identity], resourcePolicy },
        {
          action,
          resource: `arn:aws:s3:::${bucket}/x`,
          resourceAccount: "222222222222",
        },
      ),
    );
  expect(save("Production-logs", null)).toBe("ExplicitlyDenied");
  expect(save("Production", production)).toBe("Allowed");
  expect(save("Production", production, "s3:DeleteObject")).toBe("ImplicitlyDenied");
});
