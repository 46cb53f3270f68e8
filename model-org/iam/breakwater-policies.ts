import { document } from "../world/documents";

/** Services whose settings the reader asks for, by the prefix of their actions. */
const readPrefixes = [
  "access-analyzer",
  "account",
  "backup",
  "cloudformation",
  "cloudfront",
  "cloudtrail",
  "cloudwatch",
  "config",
  "controltower",
  "ec2",
  "events",
  "guardduty",
  "health",
  "iam",
  "kms",
  "logs",
  "macie2",
  "organizations",
  "resource-explorer-2",
  "resource-groups",
  "s3",
  "s3express",
  "s3tables",
  "s3vectors",
  "securityhub",
  "sns",
  "sqs",
  "support",
  "tag",
  "trustedadvisor",
];

/** The reader's: every setting, no object, no name of one, and no key's use. */
const readPolicy = document(
  {
    Sid: "ReadSettings",
    Effect: "Allow",
    Action: readPrefixes.flatMap((prefix) =>
      ["Get*", "List*", "Describe*", "BatchGet*", "Select*", "Lookup*"].map((verb) => `${prefix}:${verb}`),
    ),
    Resource: "*",
  },
  {
    Sid: "AskForReports",
    Effect: "Allow",
    Action: ["iam:GenerateCredentialReport", "cloudformation:DetectStack*"],
    Resource: "*",
  },
  {
    Sid: "ReadNoData",
    Effect: "Deny",
    Action: [
      "s3:GetObject*",
      "s3:ListBucket",
      "s3:ListBucketVersions",
      "s3tables:GetTableData",
      "s3vectors:GetVectors",
    ],
    Resource: "*",
  },
);

/** The remediator's: what the product's own policy for it lists, and no third thing. */
const remediatePolicy = document(
  { Sid: "ReadBuckets", Effect: "Allow", Action: ["s3:Get*", "s3:List*"], Resource: "*" },
  {
    Sid: "ChangeBuckets",
    Effect: "Allow",
    Action: ["s3:PutBucketPublicAccessBlock", "s3:PutEncryptionConfiguration"],
    Resource: "*",
  },
  {
    Sid: "ReadNoData",
    Effect: "Deny",
    Action: ["s3:GetObject*", "s3:ListBucket", "s3:ListBucketVersions"],
    Resource: "*",
  },
);

/** The policies of the roles the StackSet puts into every account, by name: managed, so that a review finds them once. */
export const breakwaterPolicies = {
  BreakwaterReadSettings: readPolicy,
  BreakwaterMendSettings: remediatePolicy,
} as const;
