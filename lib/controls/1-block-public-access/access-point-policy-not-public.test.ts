import { expect, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { statusOf } from "@/testing/judge-control";
import control from "./access-point-policy-not-public";

test.each([
  ["no policy", null, "pass"],
  ["not public", { isPublic: false }, "pass"],
  ["public", { isPublic: true }, "fail"],
  ["a denied read", unknown("denied", "s3:GetAccessPointPolicyStatus"), "unknown"],
])("%s", (_, policyStatus, status) => {
  expect(statusOf(control, { own: { policyStatus } })).toBe(status);
});
