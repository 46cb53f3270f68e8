import { expect, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { judged, statusOf } from "@/testing/judge-control";
import control from "./bucket-acl-no-all-users";

const everyone = "http://acs.amazonaws.com/groups/global/AllUsers";
const logDelivery = "http://acs.amazonaws.com/groups/s3/LogDelivery";
const acl = (...grantees: string[]) => ({
  owner: "o",
  grants: grantees.map((grantee) => ({ grantee, granteeType: "Group", permission: "READ" })),
});
const off = { blockPublicAcls: true, ignorePublicAcls: false, blockPublicPolicy: true, restrictPublicBuckets: true };
const open = {
  own: { acl: acl(everyone), ownership: null, publicAccessBlock: null },
  account: { effectiveAccountPublicAccessBlock: null },
};

test("a grant to everyone that nothing stops fails and names the permission", () => {
  expect(judged(control, open).verdict).toMatchObject({ status: "fail", because: expect.stringContaining("READ") });
});

test("the log delivery group is not the public (trap 12)", () => {
  expect(statusOf(control, { ...open, own: { ...open.own, acl: acl(logDelivery) } })).toBe("pass");
});

test("a bucket that enforces its owner voids the grant (trap 12)", () => {
  expect(statusOf(control, { ...open, own: { ...open.own, ownership: "BucketOwnerEnforced" } })).toBe("pass");
});

test("BlockPublicAcls alone does not undo what was granted before it (trap 8)", () => {
  expect(statusOf(control, { ...open, own: { ...open.own, publicAccessBlock: off } })).toBe("fail");
});

test("IgnorePublicAcls of the account is enough", () => {
  const account = { effectiveAccountPublicAccessBlock: { ...off, ignorePublicAcls: true } };
  expect(statusOf(control, { ...open, account })).toBe("pass");
});

test("a denied access list never passes (trap 1)", () => {
  expect(statusOf(control, { ...open, own: { ...open.own, acl: unknown("denied", "s3:GetBucketAcl") } })).toBe(
    "unknown",
  );
});
