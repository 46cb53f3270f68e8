import { expect, test } from "vitest";
import { unknown } from "@/lib/model/fact";
import { bucketRef, judged, statusOf } from "@/testing/judge-control";
import control from "./bucket-policy-no-cross-account-access";

const members = { id: "o-aldermoor1", managementAccountId: "999988887777", accounts: ["111122223333", "222233334444"] };
const policy = (more: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: `${bucketRef.arn}/*`, ...more },
  });
const to = (AWS: string) => policy({ Principal: { AWS } });
const when = (Condition: object) => policy({ Principal: "*", Condition });
const service = (Condition?: object) =>
  policy({
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: "s3:PutObject",
    ...(Condition ? { Condition } : {}),
  });
const acl = (...grantees: string[]) => ({
  owner: "f".repeat(64),
  grants: ["f".repeat(64), ...grantees].map((grantee) => ({
    grantee,
    granteeType: "CanonicalUser",
    permission: "READ",
  })),
});
const perimeter = [
  {
    id: "p-1",
    name: "Perimeter",
    targetId: "r-1",
    document: JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: "*",
        Condition: {
          StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-aldermoor1" },
          BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
        },
      },
    }),
  },
];
const denied = unknown("denied", "s3:GetBucketPolicy");
const situation = (
  text: unknown,
  more: { acl?: unknown; ownership?: unknown; rcps?: unknown; members?: unknown } = {},
) => ({
  own: { policy: text, acl: more.acl ?? acl(), ownership: more.ownership ?? "BucketOwnerEnforced" },
  organization: { members: more.members ?? members, resourceControlPolicies: more.rcps ?? [] },
});

test.each([
  ["no policy", situation(null), "pass"],
  ["its own account", situation(to("111122223333")), "pass"],
  ["another account of the organization", situation(to("arn:aws:iam::222233334444:role/reader")), "pass"],
  ["an account outside", situation(to("444455556666")), "fail"],
  ["a role outside", situation(to("arn:aws:iam::444455556666:role/reader")), "fail"],
  ["everyone", situation(policy({ Principal: "*" })), "fail"],
  ["everyone in the organization", situation(when({ StringEquals: { "aws:PrincipalOrgID": "o-aldermoor1" } })), "pass"],
  [
    "everyone in another organization",
    situation(when({ StringEquals: { "aws:PrincipalOrgID": "o-somebodyelse" } })),
    "fail",
  ],
  [
    "a service for its own trail",
    situation(service({ StringEquals: { "aws:SourceAccount": "111122223333" } })),
    "pass",
  ],
  ["a service for anybody's trail (confused deputy)", situation(service()), "fail"],
  [
    "an account outside, under a perimeter of the organization",
    situation(to("444455556666"), { rcps: perimeter }),
    "pass",
  ],
  [
    "somebody else's canonical user in the access list",
    situation(null, { acl: acl("a".repeat(64)), ownership: "ObjectWriter" }),
    "unknown",
  ],
  ["the same with access lists off", situation(null, { acl: acl("a".repeat(64)) }), "pass"],
  ["a policy nobody could read", situation(denied), "unknown"],
  ["an organization nobody could read", situation(to("444455556666"), { members: denied }), "unknown"],
  ["a policy that is not JSON", situation("{"), "unknown"],
])("%s", (_, facts, status) => {
  expect(statusOf(control, facts)).toBe(status);
});

test("accounts and organizations may be trusted", () => {
  const trusting = (params: object, text: string) => statusOf(control, { ...situation(text), params });
  expect(trusting({ trustedAccounts: ["444455556666"] }, to("444455556666"))).toBe("pass");
  const other = when({ StringEquals: { "aws:PrincipalOrgID": "o-somebodyelse" } });
  expect(trusting({ trustedOrganizations: ["o-somebodyelse"] }, other)).toBe("pass");
});

test("names who is let in", () => {
  expect(judged(control, situation(to("444455556666"))).verdict).toMatchObject({
    because: "Account 444455556666 can reach the bucket from outside the organization.",
  });
});

test("tells anyone who meets conditions from anyone at all", () => {
  const because = (text: string) => judged(control, situation(text)).verdict;
  expect(because(when({ IpAddress: { "aws:SourceIp": "192.0.2.0/24" } }))).toMatchObject({
    because: "Anyone who meets its conditions can reach the bucket from outside the organization.",
  });
  expect(because(policy({ Principal: "*" }))).toMatchObject({
    because: "Anyone can reach the bucket from outside the organization.",
  });
});
