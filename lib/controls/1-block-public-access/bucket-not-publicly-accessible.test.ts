import { describe, expect, it, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { judged, statusOf } from "@/testing/judge-control";
import control from "./bucket-not-publicly-accessible";

const on = { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true };
const related = { accessPoints: { items: [], unread: 0 } };
const reads = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::claims-intake/*" },
});
const own = {
  policyStatus: { isPublic: true },
  policy: reads,
  acl: { owner: "me", grants: [] },
  ownership: "BucketOwnerEnforced",
  publicAccessBlock: null,
};
const account = { effectiveAccountPublicAccessBlock: null };
const members = { id: "o-1", managementAccountId: "999988887777", accounts: ["111122223333", "999988887777"] };
const organization = { effectiveS3Policy: null, resourceControlPolicies: [], members };
const open = { own, account, organization, related };
const rcp = (Condition: object | undefined, Action = "s3:*") => ({
  id: "p-1",
  name: "Perimeter",
  targetId: "ou-1",
  document: JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Deny", Principal: "*", Action, Resource: "*", ...(Condition ? { Condition } : {}) },
  }),
});
const outside = {
  StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-1" },
  BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
};
const under = (policy: object) => ({ ...open, organization: { ...organization, resourceControlPolicies: [policy] } });
const listed = {
  owner: "me",
  grants: [{ grantee: "http://acs.amazonaws.com/groups/global/AllUsers", granteeType: "Group", permission: "READ" }],
};
const byList = (policy: object) => ({
  ...under(policy),
  own: { ...own, policyStatus: null, policy: null, acl: listed, ownership: "ObjectWriter" },
});

test.each([
  ["a public policy and no block", open, "fail"],
  ["no public way", { ...open, own: { ...own, policyStatus: null } }, "pass"],
  ["a block on the bucket", { ...open, own: { ...own, publicAccessBlock: on } }, "pass"],
  ["a block in the account", { ...open, account: { effectiveAccountPublicAccessBlock: on } }, "pass"],
  ["a resource control policy that keeps the organization to itself", under(rcp(outside)), "pass"],
  ["one that denies writing only", under(rcp(undefined, "s3:PutObject")), "fail"],
  ["one that denies plain HTTP only", under(rcp({ Bool: { "aws:SecureTransport": "false" } })), "fail"],
  ["one that cannot be read", under({ ...rcp(outside), document: "{}" }), "unknown"],
  ["an access list open to everyone under such a policy", byList(rcp(outside)), "pass"],
  ["an access list open to everyone under one that denies writing", byList(rcp(undefined, "s3:PutObject")), "fail"],
  [
    "a policy AWS calls public for no reason we know, under a resource control policy",
    { ...under(rcp(outside)), own: { ...own, policy: reads.replace('"*"', '{"AWS":"111122223333"}') } },
    "unknown",
  ],
  [
    "the management account's own bucket, which no resource control policy binds",
    { ...under(rcp(outside)), organization: { ...organization, resourceControlPolicies: [] } },
    "fail",
  ],
] as const)("%s gives %s", (_, situation, status) => {
  expect(statusOf(control, situation)).toBe(status);
});

describe("what could not be read", () => {
  it("is never a pass: access points that were not listed leave the bucket unknown", () => {
    const unlisted = {
      accessPoints: {
        items: [],
        unread: 1,
        incomplete: { reason: "denied" as const, permission: "s3:ListAccessPoints" },
      },
    };
    expect(judged(control, { ...open, own: { ...own, policyStatus: null }, related: unlisted }).verdict).toMatchObject({
      status: "unknown",
      missing: [{ need: "related.accessPoints", reason: "denied", permission: "s3:ListAccessPoints" }],
    });
  });

  it("does not matter behind a wall in the account", () => {
    const denied = unknown("denied", "s3:GetBucketPolicyStatus");
    const situation = {
      ...open,
      own: { ...own, policyStatus: denied },
      account: { effectiveAccountPublicAccessBlock: on },
    };
    expect(statusOf(control, situation)).toBe("pass");
  });

  it("turns a fail into unknown where it is a resource control policy, and never into a pass", () => {
    const unread = { ...organization, resourceControlPolicies: unknown("denied", "organizations:ListPolicies") };
    expect(statusOf(control, { ...open, organization: unread })).toBe("unknown");
    expect(statusOf(control, { ...open, organization: unread, own: { ...own, policyStatus: null } })).toBe("pass");
  });
});

it("says through which way and which level decides", () => {
  expect(judged(control, open).verdict).toMatchObject({
    because: "Anyone gets in through its policy. What decides is the bucket, and it is open.",
  });
});
