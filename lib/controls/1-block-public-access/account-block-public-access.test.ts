import { expect, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { statusOf } from "@/testing/judge-control";
import control from "./account-block-public-access";

const on = { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true };

test.each([
  ["nothing configured", null, "fail"],
  ["all four on", on, "pass"],
  ["two of four are not enough (trap 13)", { ...on, blockPublicAcls: false, blockPublicPolicy: false }, "fail"],
  ["one off", { ...on, restrictPublicBuckets: false }, "fail"],
  ["a denied read", unknown("denied", "s3:GetAccountPublicAccessBlock"), "unknown"],
])("%s", (_, effectiveAccountPublicAccessBlock, status) => {
  expect(statusOf(control, { own: { effectiveAccountPublicAccessBlock } })).toBe(status);
});
