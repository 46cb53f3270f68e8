/** The prefix of a service's actions, where it is not what the service is called here. */
const prefixes: Readonly<Record<string, string>> = {
  AccessAnalyzer: "access-analyzer",
  Account: "account",
  Backup: "backup",
  CloudFormation: "cloudformation",
  CloudFront: "cloudfront",
  CloudTrail: "cloudtrail",
  CloudWatch: "cloudwatch",
  Config: "config",
  ControlTower: "controltower",
  EC2: "ec2",
  EventBridge: "events",
  GuardDuty: "guardduty",
  Health: "health",
  IAM: "iam",
  KMS: "kms",
  Logs: "logs",
  Macie2: "macie2",
  Organizations: "organizations",
  ResourceExplorer: "resource-explorer-2",
  ResourceGroups: "resource-groups",
  S3Tables: "s3tables",
  S3Vectors: "s3vectors",
  SNS: "sns",
  SQS: "sqs",
  SecurityHub: "securityhub",
  Support: "support",
  Tagging: "tag",
  TrustedAdvisor: "trustedadvisor",
};

/** Operations whose action has another name. https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const others: Readonly<Record<string, string>> = {
  "SQS.DeleteMessageBatch": "sqs:DeleteMessage",
  "SQS.SendMessageBatch": "sqs:SendMessage",
  "CloudFormation.DetectStackDrift": "cloudformation:DetectStackDrift",
};

/** The event source of a service in CloudTrail, where it is not the prefix of its actions. */
const sources: Readonly<Record<string, string>> = {
  CloudWatch: "monitoring",
  Tagging: "tagging",
  S3: "s3",
  S3Control: "s3",
  STS: "sts",
};

/**
 * Services that authorize in their own handlers, because what a call is about is known only there.
 */
export const authorizedByHandler: ReadonlySet<string> = new Set(["S3", "S3Control", "STS", "Organizations"]);

/** @returns the IAM action of an operation */
export const actionOf = (service: string, operation: string): string =>
  others[`${service}.${operation}`] ?? `${prefixes[service] ?? service.toLowerCase()}:${operation}`;

/** @returns the event source, as in `kms.amazonaws.com` */
export const eventSourceOf = (service: string): string =>
  `${sources[service] ?? prefixes[service] ?? service.toLowerCase()}.amazonaws.com`;
