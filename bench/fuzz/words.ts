import type { Random } from "./random";

/** What stands in policies, and what should not: the words that documents are made of. */
type Words = readonly [string, ...string[]];

export const elements: Words = [
  ...(["Version", "Id", "Statement", "Sid", "Effect", "Principal", "NotPrincipal", "Action"] as const),
  ...["NotAction", "Resource", "NotResource", "Condition", "AWS", "Service", "Federated", "CanonicalUser"],
  ...[
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "valueOf",
    "",
    "\u0000",
    "é\u202e",
    "length",
  ],
];

export const operators: Words = [
  ...(["StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase"] as const),
  ...["NumericLessThan", "NumericEquals", "DateGreaterThan", "Bool", "BinaryEquals", "IpAddress", "NotIpAddress"],
  ...["ArnLike", "ArnNotEquals", "Null", "BoolIfExists", "StringNotEqualsIfExists", "ForAnyValue:StringLike"],
  ...["ForAllValues:StringNotLike", "ForAllValues:Null", "NullIfExists", "StringSounds", "__proto__", "constructor"],
];

export const keys: Words = [
  ...(["aws:SourceIp", "aws:SourceArn", "aws:PrincipalOrgID", "aws:PrincipalArn", "aws:SecureTransport"] as const),
  ...["s3:TlsVersion", "aws:SourceVpce", "aws:SourceAccount", "aws:userid", "aws:PrincipalTag/team", "s3:prefix"],
  ...["s3:DataAccessPointAccount", "s3:DataAccessPointArn", "aws:PrincipalOrgPaths", "aws:CurrentTime", "s3:x-amz-acl"],
  ...[
    "s3:x-amz-server-side-encryption",
    "s3:if-none-match",
    "aws:TagKeys",
    "aws:PrincipalIsAWSService",
    "AWS:SOURCEIP",
  ],
  ...["aws:ResourceTag/team", "s3:BucketTag/team", "constructor", "__proto__", "", "aws:nothing"],
];

export const values: Words = [
  ...(["*", "?", "", "true", "false", "1.2", "-0", "1e999", "2026-01-01T00:00:00Z", "1735689600", "o-1"] as const),
  ...["0.0.0.0/0", "10.0.0.0/8", "203.0.113.9", "::/0", "fd00::/8", "10.0.0.0/99", "1:2:3:4:5:6:7:8:9", "vpce-1"],
  ...[
    "111122223333",
    "444455556666",
    "arn:aws:s3:::reports",
    "arn:aws:s3:::reports/*",
    "arn:aws:s3:::reports/${aws:username}/*",
  ],
  ...["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:user/ada", "arn:aws:iam::111122223333:role/reader"],
  ...["arn:aws:sts::111122223333:assumed-role/reader/ada", "arn:aws:iam::*:role/x", "arn:*:*:*:*:*", "arn:aws:s3"],
  ...[
    "s3:*",
    "S3:getobject",
    "s3:Get*",
    "s3:PutObject",
    "kms:Decrypt",
    "s3:?etObject",
    "**",
    "Allow",
    "Deny",
    "2008-10-17",
  ],
  ...[
    "${aws:username}",
    "${*}",
    "${aws:PrincipalTag/team, 'x'}",
    "${",
    "${}",
    "$",
    "${a",
    "}${",
    "cloudtrail.amazonaws.com",
  ],
  ...["logs/*", "*/*", "\ud800", "\u0000", "İıK", "a\u0301", "null", "[object Object]", "AES256", "aws:kms"],
];

/** Texts that have brought matchers to their knees: many stars, many variables, much of the same. */
export function hostile(random: Random, most: number): string {
  const length = Math.max(1, random.below(most));
  const unit = random.pick([
    "*a",
    "*",
    "?*",
    "a*b?",
    "${aws:username}",
    "${",
    "arn:aws:s3:::*",
    ":",
    "/",
    "%",
    "İ",
    "\\",
    '"',
    "A",
    "0",
    "::",
    ".",
    "1.",
    "*k*z",
  ]);
  const text = unit.repeat(Math.ceil(length / unit.length));
  return random.chance(0.5) ? text : `${random.pick(values)}${text}${random.pick(values)}`;
}
