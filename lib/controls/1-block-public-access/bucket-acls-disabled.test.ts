import { expect, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { statusOf } from "@/testing/judge-control";
import control from "./bucket-acls-disabled";

test.each([
  ["BucketOwnerEnforced", "pass"],
  ["BucketOwnerPreferred", "fail"],
  ["ObjectWriter", "fail"],
  [null, "fail"],
  [unknown("denied", "s3:GetBucketOwnershipControls"), "unknown"],
])("object ownership %o", (ownership, status) => {
  expect(statusOf(control, { own: { ownership } })).toBe(status);
});
