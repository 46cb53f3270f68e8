import { describe, expect, test } from "vitest";
import { parsePolicy } from "../language/parse-policy";
import type { PolicyKind } from "../language/policy";
import { policyIsPublic } from "./policy-is-public";

type Expected = "public" | "not-public" | "undetermined";

function verdictUnder(Condition: unknown, kind: PolicyKind = "bucket") {
  const Statement = [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "s3:*", Resource: "*", Condition }];
  const { evidence } = policyIsPublic(parsePolicy({ Version: "2012-10-17", Statement }, kind));
  return [evidence[0]?.verdict, evidence[0]?.row];
}

describe.each([
  ["aws:SourceArn", 3],
  ["aws:PrincipalArn", 4],
  ["aws:SourceVpcArn", 4],
])("an ARN under %s (row %i)", (key, row) => {
  test.each<[string, string | string[], Expected, number]>([
    ["ArnEquals", "arn:aws:iam::111122223333:role/a", "not-public", row],
    ["ArnLike", "arn:aws:iam::111122223333:root", "not-public", row],
    ["StringEquals", ["arn:aws:sns:eu-west-1:111122223333:t", "arn:aws:s3:::b"], "not-public", row],
    ["StringLike", "arn:aws:s3:::b", "not-public", row],
    ["StringEqualsIgnoreCase", "ARN:AWS:IAM::111122223333:ROOT", "not-public", row],
    ["StringEquals", "anything that is fixed", "not-public", row],
    ["ArnLike", "*", "public", 7],
    ["ArnEquals", ["arn:aws:iam::111122223333:root", "*"], "public", 7],
    ["ArnLike", "arn:aws:iam::*:role/a", "public", 7],
    ["ArnLike", "arn:aws:iam::1111222233??:root", "public", 7],
    ["StringLike", "arn:aws:iam::11112222*:root", "public", 7],
    ["StringLike", "arn:aws:s3:::b*", "public", 7],
    ["StringLike", "arn:*", "public", 7],
    ["ArnLike", "arn:aws:iam::111122223333:role/*", "undetermined", 12],
    ["ArnLike", "arn:aws:sns:*:111122223333:t", "undetermined", 12],
    ["StringLike", "arn:*:111122223333:*", "undetermined", 12],
    ["StringEquals", "*", "undetermined", 11],
    ["ArnLikeIfExists", "arn:aws:iam::111122223333:root", "public", 10],
    ["ArnEqualsIfExists", "arn:aws:iam::111122223333:root", "public", 10],
    ["ForAllValues:ArnEquals", "arn:aws:iam::111122223333:root", "public", 10],
    ["ArnNotEquals", "arn:aws:iam::111122223333:root", "public", 10],
    ["ArnNotLike", "arn:aws:iam::111122223333:*", "public", 10],
    ["ArnLike", "$" + "{aws:PrincipalArn}", "public", 1],
  ])("%s %j is %s", (operator, value, verdict, because) => {
    expect(verdictUnder({ [operator]: { [key]: value } })).toEqual([verdict, because]);
  });
});

describe("addresses (row 6)", () => {
  test.each<[string, string | string[], Expected, number]>([
    ["IpAddress", "203.0.113.7", "not-public", 6],
    ["IpAddress", "203.0.113.0/24", "not-public", 6],
    ["IpAddress", "11.0.0.0/8", "not-public", 6],
    ["IpAddress", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"], "not-public", 6],
    ["IpAddress", ["10.0.0.0/8", "198.51.100.0/24"], "not-public", 6],
    ["IpAddress", ["11.0.0.0/8", "11.0.0.0/8"], "not-public", 6],
    ["IpAddress", "2001:db8::/32", "not-public", 6],
    ["IpAddress", "2001:0db8::1", "not-public", 6],
    ["IpAddress", "::ffff:192.0.2.1", "not-public", 6],
    ["IpAddress", "fd00::1", "not-public", 6],
    ["IpAddress", ["10.0.0.22", "2001:0db8::1"], "not-public", 6],
    ["ForAnyValue:IpAddress", "203.0.113.7", "not-public", 6],
    ["StringEquals", "203.0.113.7", "not-public", 6],
    ["IpAddress", "0.0.0.0/0", "public", 6],
    ["IpAddress", ["0.0.0.0/1", "128.0.0.0/1"], "public", 6],
    ["IpAddress", "12.0.0.0/7", "public", 6],
    ["IpAddress", ["203.0.113.7", "0.0.0.0/0"], "public", 6],
    ["IpAddress", ["not an address", "0.0.0.0/0"], "public", 6],
    ["IpAddress", "1.2.3.4/0", "public", 6],
    ["IpAddress", "::/0", "public", 6],
    ["IpAddress", "2001:d00::/31", "public", 6],
    ["IpAddress", "fc00::/7", "public", 6],
    ["IpAddressIfExists", "0.0.0.0/0", "public", 6],
    ["NotIpAddress", "203.0.113.7", "public", 10],
    ["NotIpAddressIfExists", "203.0.113.7", "public", 10],
    ["IpAddressIfExists", "203.0.113.0/24", "undetermined", 10],
    ["ForAllValues:IpAddress", "203.0.113.0/24", "undetermined", 10],
    ["IpAddress", ["11.0.0.0/8", "12.0.0.0/8"], "undetermined", 6],
    ["IpAddress", "*", "undetermined", 6],
    ["IpAddress", "1.2.3", "undetermined", 6],
    ["IpAddress", "1.2.3.256", "undetermined", 6],
    ["IpAddress", "1.2.3.4/33", "undetermined", 6],
    ["IpAddress", "1::2::3", "undetermined", 6],
    ["IpAddress", "12345::", "undetermined", 6],
    ["IpAddress", [], "undetermined", 9],
    ["StringLike", "203.0.113.*", "undetermined", 6],
    ["StringEquals", "0.0.0.0/0", "undetermined", 6],
  ])("%s %j is %s", (operator, value, verdict, because) => {
    expect(verdictUnder({ [operator]: { "aws:SourceIp": value } })).toEqual([verdict, because]);
  });
});

describe("an access point's ARN may leave its name open in a bucket's policy only (row 7)", () => {
  const named = "arn:aws:s3:us-west-2:111122223333:accesspoint/finance";
  const anyName = "arn:aws:s3:us-west-2:111122223333:accesspoint/*";
  test.each<[PolicyKind, string, string, Expected, number]>([
    ["bucket", "StringEquals", named, "not-public", 3],
    ["bucket", "StringLike", anyName, "not-public", 7],
    ["bucket", "ArnLike", anyName, "not-public", 7],
    ["bucket", "StringEquals", anyName, "not-public", 3],
    ["bucket", "ArnLike", "arn:aws:s3:us-west-2:*:accesspoint/*", "public", 7],
    ["bucket", "StringLike", "*", "public", 7],
    ["bucket", "ArnLike", "arn:aws:s3:*:111122223333:accesspoint/*", "undetermined", 7],
    ["bucket", "StringLikeIfExists", anyName, "public", 10],
    ["access-point", "StringEquals", named, "not-public", 3],
    ["access-point", "StringLike", anyName, "public", 7],
    ["access-point", "StringEquals", anyName, "undetermined", 11],
  ])("%s: %s %s is %s", (kind, operator, value, verdict, because) => {
    expect(verdictUnder({ [operator]: { "s3:DataAccessPointArn": value } }, kind)).toEqual([verdict, because]);
  });
});

test.each<[string, string, string, Expected, number]>([
  ["aws:userid", "StringEquals", "AIDAEXAMPLEID", "not-public", 3],
  ["aws:userid", "StringEquals", "111122223333", "not-public", 3],
  ["aws:userid", "StringLike", "AIDA*", "public", 7],
  ["aws:userid", "StringLike", "*:session", "public", 7],
  ["aws:userid", "StringLike", "AROAEXAMPLEID:*", "undetermined", 3],
  ["aws:userid", "StringEquals", "AROAEXAMPLEID:session", "undetermined", 3],
  ["aws:userid", "StringEquals", "anonymous", "undetermined", 3],
  ["aws:userid", "StringEqualsIfExists", "AIDAEXAMPLEID", "undetermined", 10],
  ["aws:userid", "StringNotLike", "AROAEXAMPLEID:*", "public", 10],
  ["aws:PrincipalOrgPaths", "ForAnyValue:StringEquals", "o-a1/r-b2/ou-c3/", "not-public", 4],
  ["aws:PrincipalOrgPaths", "ForAnyValue:StringLike", "o-a1/r-b2/*", "undetermined", 12],
  ["aws:PrincipalOrgPaths", "ForAnyValue:StringLike", "o-*/r-b2/*", "public", 7],
  ["aws:PrincipalOrgPaths", "ForAllValues:StringEquals", "o-a1/r-b2/ou-c3/", "public", 10],
])("%s %s %s is %s", (key, operator, value, verdict, because) => {
  expect(verdictUnder({ [operator]: { [key]: value } })).toEqual([verdict, because]);
});
