import { expect, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { judged, statusOf } from "@/testing/judge-control";
import control from "./bucket-block-public-access";

const on = { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true };
const half = { ...on, blockPublicAcls: false, ignorePublicAcls: false };
const otherHalf = { ...on, blockPublicPolicy: false, restrictPublicBuckets: false };
const denied = unknown("denied", "s3:GetBucketPublicAccessBlock");

const at = (bucket: unknown, account: unknown, params = {}) => ({
  own: { publicAccessBlock: bucket },
  account: { effectiveAccountPublicAccessBlock: account },
  params,
});

test.each([
  ["nothing configured anywhere", null, null, "fail"],
  ["the bucket blocks everything", on, null, "pass"],
  ["the account blocks everything (trap 7)", null, on, "pass"],
  ["each level blocks the other half", half, otherHalf, "pass"],
  ["the same half is open at both levels", half, half, "fail"],
  ["the bucket is unread and the account blocks everything", denied, on, "pass"],
  ["the bucket is unread and the account blocks half", denied, half, "unknown"],
  ["the account is unread and the bucket blocks everything", on, denied, "pass"],
  ["the account is unread and the bucket blocks half", half, denied, "unknown"],
])("%s", (_, bucket, account, status) => {
  expect(statusOf(control, at(bucket, account))).toBe(status);
});

test("in mode bucket the account does not count, read or not", () => {
  expect(statusOf(control, at(null, on, { mode: "bucket" }))).toBe("fail");
  expect(statusOf(control, at(null, denied, { mode: "bucket" }))).toBe("fail");
  expect(statusOf(control, at(on, denied, { mode: "bucket" }))).toBe("pass");
  expect(statusOf(control, at(denied, on, { mode: "bucket" }))).toBe("unknown");
});

test("an unread bucket names the permission that was missing", () => {
  expect(judged(control, at(denied, null)).verdict).toEqual({
    status: "unknown",
    missing: [{ need: "own.publicAccessBlock", reason: "denied", permission: "s3:GetBucketPublicAccessBlock" }],
  });
});
