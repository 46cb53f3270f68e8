import { describe, expect, it, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { judged, statusOf } from "@/testing/judge-control";
import control from "./bucket-not-publicly-accessible";

const on = { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true };
const related = { accessPoints: { items: [], unread: 0 } };
const own = {
  policyStatus: { isPublic: true },
  acl: { owner: "me", grants: [] },
  ownership: "BucketOwnerEnforced",
  publicAccessBlock: null,
};
const account = { effectiveAccountPublicAccessBlock: null };
const organization = { effectiveS3Policy: null, resourceControlPolicies: [] };
const open = { own, account, organization, related };
const rcp = { id: "p-1", name: "Perimeter", targetId: "ou-1", document: "{}" };

test.each([
  ["a public policy and no block", open, "fail"],
  ["no public way", { ...open, own: { ...own, policyStatus: null } }, "pass"],
  ["a block on the bucket", { ...open, own: { ...own, publicAccessBlock: on } }, "pass"],
  ["a block in the account", { ...open, account: { effectiveAccountPublicAccessBlock: on } }, "pass"],
  [
    "a policy control that was not analysed",
    { ...open, organization: { ...organization, resourceControlPolicies: [rcp] } },
    "unknown",
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
