/** Documents of the AWS managed policies that roles of the model are given, by name. */
const documents: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    AdministratorAccess: [{ Effect: "Allow", Action: "*", Resource: "*" }],
    AmazonS3FullAccess: [{ Effect: "Allow", Action: ["s3:*", "s3-object-lambda:*"], Resource: "*" }],
    AmazonS3ReadOnlyAccess: [
      {
        Effect: "Allow",
        Action: ["s3:Get*", "s3:List*", "s3:Describe*", "s3-object-lambda:Get*", "s3-object-lambda:List*"],
        Resource: "*",
      },
    ],
    SecurityAudit: [
      {
        Effect: "Allow",
        Action: ["s3:GetBucket*", "s3:GetEncryptionConfiguration", "s3:ListAllMyBuckets", "iam:Get*", "iam:List*"],
        Resource: "*",
      },
    ],
    ReadOnlyAccess: [{ Effect: "Allow", Action: ["s3:Get*", "s3:List*", "iam:Get*", "ec2:Describe*"], Resource: "*" }],
  }).map(([name, Statement]) => [name, JSON.stringify({ Version: "2012-10-17", Statement })]),
);

/** @returns the document of an AWS managed policy; undefined for one the model does not hold */
export const managedPolicyDocument = (arn: string): string | undefined =>
  /^arn:[a-z-]+:iam::aws:policy\/(?:.*\/)?([^/]+)$/.test(arn)
    ? documents[arn.slice(arn.lastIndexOf("/") + 1)]
    : undefined;

export const managedPolicyNames: readonly string[] = Object.keys(documents);
