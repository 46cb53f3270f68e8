/** Policy documents as teams write them. The partition is the caller's, never assumed. */
export type Partition = string;

type Statement = Readonly<Record<string, unknown>>;

const document = (...statements: readonly Statement[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

const arns = (partition: Partition, bucket: string): string[] => [
  `arn:${partition}:s3:::${bucket}`,
  `arn:${partition}:s3:::${bucket}/*`,
];

export const statements = {
  tlsOnly: (partition: Partition, bucket: string): Statement => ({
    Sid: "DenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: arns(partition, bucket),
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  }),
  /** Forgets the bucket itself: listing still works without TLS. */
  tlsForObjectsOnly: (partition: Partition, bucket: string): Statement => ({
    Sid: "TlsForObjects",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: `arn:${partition}:s3:::${bucket}/*`,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  }),
  publicRead: (partition: Partition, bucket: string): Statement => ({
    Sid: "PublicReadGetObject",
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: `arn:${partition}:s3:::${bucket}/*`,
  }),
  publicDropbox: (partition: Partition, bucket: string): Statement => ({
    Sid: "AnyoneMayUpload",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: ["s3:PutObject", "s3:GetObject"],
    Resource: `arn:${partition}:s3:::${bucket}/uploads/*`,
  }),
  organizationRead: (partition: Partition, bucket: string, organizationId: string): Statement => ({
    Sid: "ReadWithinTheOrganization",
    Effect: "Allow",
    Principal: "*",
    Action: ["s3:GetObject", "s3:ListBucket"],
    Resource: arns(partition, bucket),
    Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId } },
  }),
  partnerWrite: (partition: Partition, bucket: string, account: string): Statement => ({
    Sid: "PartnerDelivers",
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action: ["s3:PutObject"],
    Resource: `arn:${partition}:s3:::${bucket}/inbound/*`,
  }),
  logDelivery: (partition: Partition, bucket: string, account: string): Statement => ({
    Sid: "S3ServerAccessLogs",
    Effect: "Allow",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `arn:${partition}:s3:::${bucket}/*`,
    Condition: { StringEquals: { "aws:SourceAccount": account } },
  }),
  /** Only the vault's own role gets in: the auditor is locked out too. */
  onlyTheVault: (partition: Partition, bucket: string, account: string): Statement => ({
    Sid: "OnlyTheVault",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: arns(partition, bucket),
    Condition: {
      ArnNotLike: {
        "aws:PrincipalArn": [
          `arn:${partition}:iam::${account}:role/VaultKeeper`,
          `arn:${partition}:iam::${account}:root`,
        ],
      },
    },
  }),
  /** Behind the distribution only: not public. */
  behindCloudFront: (partition: Partition, bucket: string, account: string): Statement => ({
    Sid: "AllowCloudFront",
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: "s3:GetObject",
    Resource: `arn:${partition}:s3:::${bucket}/*`,
    Condition: {
      StringEquals: { "aws:SourceArn": `arn:${partition}:cloudfront::${account}:distribution/E2QWRUHAPOMQZL` },
    },
  }),
} as const;

export { document };
