import { expect, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { bucketRef, judged, statusOf } from "@/testing/judge-control";
import control from "./bucket-minimum-tls-version";

const below = (version: string, Resource: unknown, more = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource,
      Condition: { NumericLessThan: { "s3:TlsVersion": version }, ...more },
    },
  });
const both = [bucketRef.arn, `${bucketRef.arn}/*`];
const rcp = (document: string) => [{ id: "p-1", name: "tls", targetId: "r-1", document }];
const http = JSON.stringify({
  Statement: {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: both,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  },
});
const denied = unknown("denied", "s3:GetBucketPolicy");

test.each([
  ["the bucket policy denies older versions", below("1.2", both), [], {}, "pass"],
  ["it asks for more than is asked of it", below("1.3", both), [], {}, "pass"],
  ["it asks for less", below("1.1", both), [], {}, "fail"],
  ["the organization asks for 1.3", below("1.2", both), [], { version: "1.3" }, "fail"],
  ["only objects are covered", below("1.2", `${bucketRef.arn}/*`), [], {}, "fail"],
  ["a further condition narrows it", below("1.2", both, { StringLike: { "aws:UserAgent": "old*" } }), [], {}, "fail"],
  ["plain HTTP is denied, which has no version", http, [], {}, "fail"],
  ["there is no policy", null, [], {}, "fail"],
  ["the organization denies it", null, rcp(below("1.2", "*")), {}, "pass"],
  ["the policy is not JSON", "{", [], {}, "unknown"],
  ["the bucket policy is denied and nothing above decides", denied, [], {}, "unknown"],
  ["the bucket policy is denied and the organization decides", denied, rcp(below("1.2", "*")), {}, "pass"],
  ["the organization is unread and the bucket leaves it open", null, denied, {}, "unknown"],
])("%s", (_, policy, resourceControlPolicies, params, status) => {
  expect(statusOf(control, { own: { policy }, organization: { resourceControlPolicies }, params })).toBe(status);
});

test("says which version is not asked for", () => {
  const { verdict } = judged(control, { own: { policy: null }, organization: { resourceControlPolicies: [] } });
  expect(verdict).toMatchObject({ because: "No policy denies versions of TLS below 1.2." });
});
