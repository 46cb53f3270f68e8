import { expect, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { bucketRef, judged, statusOf } from "@/testing/judge-control";
import control from "./bucket-server-access-logging";

const elsewhere = { targetBucket: "access-logs", targetPrefix: "" };
const itself = { targetBucket: bucketRef.name, targetPrefix: "" };
const sources = (n: number, unread = 0) => ({
  logSources: { items: Array.from({ length: n }, () => ({ resource: bucketRef, facts: {} })), unread },
});

test.each([
  ["it logs elsewhere", elsewhere, sources(0), "pass"],
  ["it does not log", null, sources(0), "fail"],
  ["it receives logs (trap 20)", null, sources(2), "not_applicable"],
  ["it logs to itself and receives nothing else (trap 20)", itself, sources(0), "fail"],
  ["its own setting is unread", unknown("denied", "s3:GetBucketLogging"), sources(0), "unknown"],
])("%s", (_, logging, related, status) => {
  expect(statusOf(control, { own: { logging }, related })).toBe(status);
});

test("buckets that could not be read leave the failure and are counted in it", () => {
  expect(judged(control, { own: { logging: null }, related: sources(0, 3) }).verdict).toEqual({
    status: "fail",
    because: "Requests are not logged. 3 buckets could not be read and may log here.",
  });
});
