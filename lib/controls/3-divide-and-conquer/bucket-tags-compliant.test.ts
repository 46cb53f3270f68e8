import { expect, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { judged, statusOf } from "@/testing/judge-control";
import control from "./bucket-tags-compliant";

const all = { owner: "claims", environment: "prod", "data-classification": "internal" };

test.each([
  ["every required tag with any value", all, {}, "pass"],
  ["one missing", { owner: "claims", environment: "prod" }, {}, "fail"],
  ["no tags at all", null, {}, "fail"],
  ["an empty value is no value", { ...all, owner: " " }, {}, "fail"],
  ["a value that is not allowed", all, { required: { environment: ["dev"] } }, "fail"],
  ["a value that is allowed", all, { required: { environment: ["prod", "dev"] } }, "pass"],
  ["a required name that every object inherits", {}, { required: { constructor: [] } }, "fail"],
  ["AWS's own keys count for nobody", {}, { required: { "aws:cloudformation:stack-name": [] } }, "pass"],
  ["a denied read", unknown("denied", "s3:GetBucketTagging"), {}, "unknown"],
])("%s", (_, tags, params, status) => {
  expect(statusOf(control, { own: { tags }, params })).toBe(status);
});

test("hostile key names cannot make the sentence long", () => {
  const required = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${i}${"x".repeat(120)}`, []]));
  const { verdict } = judged(control, { own: { tags: {} }, params: { required } });
  expect(verdict.status === "fail" && verdict.because.length).toBeLessThan(300);
});
