/** Policies as people write them, in the shapes AWS's guides teach: what is mutated. */
const bucket = ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"];
const policy = (...statements: object[]) => ({ Version: "2012-10-17", Id: "p", Statement: statements });

export const realPolicies: readonly [object, ...object[]] = [
  policy({ Sid: "read", Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" }),
  policy(
    {
      Sid: "tls",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: bucket,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: "s3:*",
      Resource: bucket,
      Condition: { NumericLessThan: { "s3:TlsVersion": 1.2 } },
    },
  ),
  policy({
    Effect: "Allow",
    Principal: { AWS: ["111122223333", "arn:aws:iam::444455556666:root", "arn:aws:iam::444455556666:role/reader"] },
    Action: ["s3:GetObject", "s3:ListBucket"],
    Resource: bucket,
    Condition: {
      StringEquals: { "aws:PrincipalOrgID": ["o-1", "o-2"] },
      IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"] },
    },
  }),
  policy({
    Effect: "Allow",
    Principal: { Service: ["cloudtrail.amazonaws.com", "logging.s3.amazonaws.com"] },
    Action: "s3:PutObject",
    Resource: "arn:aws:s3:::reports/AWSLogs/111122223333/*",
    Condition: {
      StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": "111122223333" },
      ArnLike: { "aws:SourceArn": "arn:aws:cloudtrail:*:111122223333:trail/*" },
    },
  }),
  policy({
    Effect: "Deny",
    NotPrincipal: { AWS: ["arn:aws:iam::444455556666:user/Bob", "arn:aws:iam::444455556666:root"] },
    NotAction: "s3:Get*",
    NotResource: "arn:aws:s3:::reports/public/*",
  }),
  policy({
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: "*",
    Condition: {
      StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-1", "aws:ResourceTag/exclude": "true" },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    },
  }),
  policy(
    {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:PutObject",
      Resource: bucket[1],
      Condition: { StringNotEquals: { "s3:x-amz-server-side-encryption": ["aws:kms", "aws:kms:dsse"] } },
    },
    {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:PutObject",
      Resource: bucket[1],
      Condition: { Null: { "s3:if-none-match": "true" }, Bool: { "s3:ObjectCreationOperation": "true" } },
    },
  ),
  policy({
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: "*",
    Resource: bucket,
    Condition: {
      StringLike: {
        "s3:DataAccessPointArn": "arn:aws:s3:*:111122223333:accesspoint/*",
        "s3:prefix": ["", "home/${aws:username}/*"],
      },
    },
  }),
  policy({ Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "kms:*", Resource: "*" }),
  policy({
    Effect: "Allow",
    Action: ["s3:Get*", "s3:List*"],
    Resource: ["arn:aws:s3:::reports/${aws:PrincipalTag/team, 'none'}/*"],
  }),
  policy({
    Effect: "Allow",
    Principal: {
      CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
      Federated: "accounts.google.com",
    },
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::reports/*",
    Condition: {
      "ForAllValues:StringLike": { "aws:TagKeys": ["a*", "b?"] },
      DateLessThan: { "aws:CurrentTime": "2027-01-01T00:00:00Z" },
    },
  }),
  policy({
    Effect: "Allow",
    Principal: "*",
    Action: ["s3tables:GetTable", "s3vectors:QueryVectors"],
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } },
  }),
];
