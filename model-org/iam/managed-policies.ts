type Managed = { path: string; statements: readonly object[] };

const allow = (Action: string | readonly string[]): object => ({ Effect: "Allow", Action, Resource: "*" });

/** AWS managed policies that identities of the model are given, by name: as far as they are about storage. */
const managed: Readonly<Record<string, Managed>> = {
  AdministratorAccess: { path: "/", statements: [allow("*")] },
  AmazonS3FullAccess: { path: "/", statements: [allow(["s3:*", "s3-object-lambda:*"])] },
  AmazonS3ReadOnlyAccess: {
    path: "/",
    statements: [allow(["s3:Get*", "s3:List*", "s3:Describe*", "s3-object-lambda:Get*", "s3-object-lambda:List*"])],
  },
  SecurityAudit: {
    path: "/",
    statements: [
      allow(["s3:GetBucket*", "s3:GetEncryptionConfiguration", "s3:ListAllMyBuckets", "iam:Get*", "iam:List*"]),
    ],
  },
  ReadOnlyAccess: { path: "/", statements: [allow(["s3:Get*", "s3:List*", "iam:Get*", "ec2:Describe*"])] },
  AWSLambdaBasicExecutionRole: {
    path: "/service-role/",
    statements: [allow(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"])],
  },
  AWSBackupServiceRolePolicyForS3Backup: {
    path: "/",
    statements: [
      allow(["s3:GetBucket*", "s3:GetInventoryConfiguration", "s3:ListBucket*", "s3:PutInventoryConfiguration"]),
    ],
  },
  AWSConfigServiceRolePolicy: {
    path: "/aws-service-role/",
    statements: [allow(["s3:GetBucket*", "s3:GetEncryptionConfiguration", "s3:ListAllMyBuckets", "iam:Get*"])],
  },
};

const documents: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(managed).map(([name, { statements }]) => [
    name,
    JSON.stringify({ Version: "2012-10-17", Statement: statements }),
  ]),
);

/** @returns the document of an AWS managed policy; undefined for one the model does not hold */
export const managedPolicyDocument = (arn: string): string | undefined =>
  /^arn:[a-z-]+:iam::aws:policy\/(?:.*\/)?([^/]+)$/.test(arn)
    ? documents[arn.slice(arn.lastIndexOf("/") + 1)]
    : undefined;

export const managedPolicyNames: readonly string[] = Object.keys(documents);

/** @returns the path of an AWS managed policy the model holds */
export const managedPolicyPath = (name: string): string => managed[name]?.path ?? "/";

/** @returns the ARN of an AWS managed policy of that name */
export const managedPolicyArn = (partition: string, name: string): string =>
  `arn:${partition}:iam::aws:policy${managedPolicyPath(name)}${name}`;
