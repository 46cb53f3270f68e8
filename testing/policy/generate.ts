import type { Random } from "@/bench/fuzz/random";

export const ours = { account: "111122223333", orgId: "o-ourown1111", bucket: "reports", partition: "aws" } as const;
export const accounts = [ours.account, "222233334444", "333344445555"] as const;
const bucketArn = `arn:aws:s3:::${ours.bucket}`;
const role = (account: string, name = "reader") => `arn:aws:iam::${account}:role/${name}`;

const principals: readonly unknown[] = [
  "*",
  "*",
  { AWS: "*" },
  { AWS: "222233334444" },
  { AWS: ["arn:aws:iam::222233334444:root", "333344445555"] },
  { AWS: role("222233334444") },
  { AWS: [role(ours.account), "arn:aws:iam::333344445555:user/ada"] },
  { AWS: "arn:aws:sts::222233334444:assumed-role/reader/monday" },
  { AWS: `arn:aws:iam::${ours.account}:root` },
  { Service: "cloudtrail.amazonaws.com" },
  { Service: ["logging.s3.amazonaws.com", "delivery.logs.amazonaws.com"] },
];

const actions: readonly unknown[] = [
  "s3:GetObject",
  "S3:getobject",
  "s3:Get*",
  "s3:*",
  "*",
  ["s3:PutObject", "s3:DeleteObject"],
  ["s3:ListBucket", "s3:GetObject"],
  "s3:Put*Acl",
  "s3:?etObject",
  "s3:*Policy",
  "s3:List*",
];

const resources: readonly unknown[] = [
  [bucketArn, `${bucketArn}/*`],
  `${bucketArn}/*`,
  `${bucketArn}*`,
  "*",
  bucketArn,
  `${bucketArn}/public/*`,
  [`${bucketArn}/a*`, `${bucketArn}/*z`],
  `${bucketArn}/*.jpg`,
  `${bucketArn}/?`,
  "arn:aws:s3:::another/*",
];

/** Keys with values, and the operators they are written with. */
const conditions: readonly (readonly [key: string, operators: readonly string[], values: readonly string[]])[] = [
  [
    "aws:SourceIp",
    ["IpAddress", "NotIpAddress"],
    ["192.0.2.0/24", "192.0.2.128/25", "10.0.0.0/8", "0.0.0.0/0", "2001:db8::/32"],
  ],
  ["aws:SecureTransport", ["Bool", "BoolIfExists"], ["true", "false"]],
  ["s3:TlsVersion", ["NumericLessThan", "NumericGreaterThanEquals"], ["1.2", "1.3"]],
  [
    "aws:PrincipalOrgID",
    ["StringEquals", "StringNotEquals", "StringLike", "StringNotEqualsIfExists"],
    [ours.orgId, "o-another2222", "o-*"],
  ],
  ["aws:PrincipalAccount", ["StringEquals", "StringNotEquals", "StringEqualsIfExists"], [...accounts]],
  [
    "aws:PrincipalArn",
    ["ArnLike", "ArnNotLike", "StringLike", "StringNotEquals"],
    [role("222233334444"), "arn:aws:iam::*:role/*", role("333344445555", "a*")],
  ],
  ["aws:PrincipalType", ["StringEquals", "StringNotEquals"], ["Anonymous", "User", "AssumedRole"]],
  ["aws:PrincipalIsAWSService", ["Bool", "BoolIfExists"], ["true", "false"]],
  [
    "aws:SourceVpce",
    ["StringEquals", "StringNotEquals", "StringLike", "StringNotEqualsIfExists"],
    ["vpce-1", "vpce-2", "vpce-*"],
  ],
  ["aws:SourceVpc", ["StringEquals", "StringNotEquals"], ["vpc-1", "vpc-2"]],
  ["aws:SourceAccount", ["StringEquals", "StringNotEqualsIfExists"], [...accounts]],
  [
    "aws:SourceArn",
    ["ArnLike", "ArnNotLike", "StringLike"],
    ["arn:aws:s3:::source", "arn:aws:cloudtrail:*:111122223333:trail/*"],
  ],
  ["aws:Referer", ["StringLike", "StringNotLike"], ["https://example.com/*", "*.example.*"]],
  ["aws:UserAgent", ["StringEquals", "StringEqualsIgnoreCase", "StringNotLike"], ["curl", "CURL", "c*"]],
  ["aws:CurrentTime", ["DateLessThan", "DateGreaterThan"], ["2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"]],
  ["aws:PrincipalTag/team", ["StringEquals", "StringNotEquals", "StringLike"], ["red", "blue", "r*"]],
  ["s3:prefix", ["StringEquals", "StringLike", "StringNotLike"], ["", "home/", "home/*"]],
  ["s3:max-keys", ["NumericLessThanEquals", "NumericGreaterThan"], ["10", "100"]],
  ["s3:x-amz-acl", ["StringEquals", "StringNotEquals"], ["private", "public-read"]],
  ["s3:x-amz-server-side-encryption", ["StringEquals", "StringNotEquals", "Null"], ["aws:kms", "AES256"]],
  [
    "aws:PrincipalOrgPaths",
    ["ForAnyValue:StringLike", "ForAllValues:StringLike", "ForAllValues:StringNotLike"],
    [`${ours.orgId}/*`, `${ours.orgId}/r-1/ou-1/*`],
  ],
  ["aws:MultiFactorAuthPresent", ["Bool", "BoolIfExists", "Null"], ["true", "false"]],
];

type Json = Readonly<Record<string, unknown>>;

function conditionsFrom(random: Random): Json {
  const blocks: Record<string, Record<string, unknown>> = {};
  for (const [key, operators, values] of random.some(conditions, 2)) {
    const operator = random.pick(operators);
    const value = operator === "Null" ? random.pick(["true", "false"]) : random.some(values, 2);
    blocks[operator] = { ...blocks[operator], [key]: value };
  }
  return blocks;
}

/** @returns a statement as it may stand in a bucket's policy */
export function statementFrom(random: Random, effect = random.chance(0.6) ? "Allow" : "Deny"): Json {
  const not = (name: string, chance: number) => (random.chance(chance) ? `Not${name}` : name);
  const notPrincipal = effect === "Deny" && random.chance(0.1);
  return {
    Effect: effect,
    ...(notPrincipal
      ? { NotPrincipal: { AWS: ["222233334444", role("222233334444")] } }
      : { Principal: random.pick(principals) }),
    [not("Action", 0.1)]: random.pick(actions),
    [not("Resource", 0.08)]: random.pick(resources),
    ...(random.chance(0.65) && { Condition: conditionsFrom(random) }),
  };
}

/** @returns a bucket's policy, as AWS could store it */
export function policyFrom(random: Random, most = 4): { Version: string; Statement: readonly Json[] } {
  const count = 1 + random.below(most);
  return { Version: "2012-10-17", Statement: Array.from({ length: count }, () => statementFrom(random)) };
}
