import { expect, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { statusOf } from "@/testing/judge-control";
import control from "./bucket-versioning-enabled";

test.each([
  ["enabled", { status: "Enabled", mfaDelete: false }, "pass"],
  ["suspended", { status: "Suspended", mfaDelete: false }, "fail"],
  ["never turned on", null, "fail"],
  ["a denied read is not a failure (trap 2)", unknown("denied", "s3:GetBucketVersioning"), "unknown"],
])("%s", (_, versioning, status) => {
  expect(statusOf(control, { own: { versioning } })).toBe(status);
});
