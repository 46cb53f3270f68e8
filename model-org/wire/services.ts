import type { ServiceDefinition } from "./model";

/**
 * Every service modelled here, with all the operations its client knows. One without a handler answers 501. A client is
 * imported at the first request for its service: all of them together take a second and 160 MB.
 */
export const services: readonly ServiceDefinition[] = [
  {
    id: "S3",
    signingName: "s3",
    protocol: "restXml",
    xmlns: "http://s3.amazonaws.com/doc/2006-03-01/",
    load: () => import("@aws-sdk/client-s3"),
  },
  {
    id: "S3Control",
    signingName: "s3",
    protocol: "restXml",
    xmlns: "http://awss3control.amazonaws.com/doc/2018-08-20/",
    load: () => import("@aws-sdk/client-s3-control"),
  },
  {
    id: "CloudFront",
    signingName: "cloudfront",
    protocol: "restXml",
    xmlns: "http://cloudfront.amazonaws.com/doc/2020-05-31/",
    load: () => import("@aws-sdk/client-cloudfront"),
  },
  restJson("Account", "account", () => import("@aws-sdk/client-account")),
  restJson("AccessAnalyzer", "access-analyzer", () => import("@aws-sdk/client-accessanalyzer")),
  restJson("ControlTower", "controltower", async () => ({
    ...(await import("./control-tower")),
    ...(await import("./control-tower-schemas")),
  })),
  restJson("Backup", "backup", () => import("@aws-sdk/client-backup")),
  restJson("GuardDuty", "guardduty", () => import("@aws-sdk/client-guardduty")),
  restJson("Macie2", "macie2", () => import("@aws-sdk/client-macie2")),
  restJson("ResourceExplorer", "resource-explorer-2", () => import("@aws-sdk/client-resource-explorer-2")),
  restJson("ResourceGroups", "resource-groups", () => import("@aws-sdk/client-resource-groups")),
  restJson("S3Tables", "s3tables", () => import("@aws-sdk/client-s3tables")),
  restJson("S3Vectors", "s3vectors", () => import("@aws-sdk/client-s3vectors")),
  restJson("SecurityHub", "securityhub", () => import("@aws-sdk/client-securityhub")),
  restJson("TrustedAdvisor", "trustedadvisor", () => import("@aws-sdk/client-trustedadvisor")),
  awsJson("CloudTrail", "cloudtrail", () => import("@aws-sdk/client-cloudtrail")),
  awsJson("Config", "config", () => import("@aws-sdk/client-config-service")),
  awsJson("EventBridge", "events", () => import("@aws-sdk/client-eventbridge")),
  awsJson("Health", "health", () => import("@aws-sdk/client-health")),
  awsJson("KMS", "kms", () => import("@aws-sdk/client-kms")),
  awsJson("Logs", "logs", () => import("@aws-sdk/client-cloudwatch-logs")),
  awsJson("Organizations", "organizations", () => import("@aws-sdk/client-organizations")),
  awsJson("Support", "support", () => import("@aws-sdk/client-support")),
  awsJson("Tagging", "tagging", () => import("@aws-sdk/client-resource-groups-tagging-api")),
  query("CloudFormation", "cloudformation", "2010-05-15", () => import("@aws-sdk/client-cloudformation")),
  query("IAM", "iam", "2010-05-08", () => import("@aws-sdk/client-iam")),
  query("SNS", "sns", "2010-03-31", () => import("@aws-sdk/client-sns")),
  query("STS", "sts", "2011-06-15", () => import("@aws-sdk/client-sts")),
  // Both answer old clients in awsQuery, and those that ask for it in rpcv2Cbor.
  {
    ...query("CloudWatch", "monitoring", "2010-08-01", () => import("@aws-sdk/client-cloudwatch")),
    protocol: "awsJson1_0",
  },
  { ...query("SQS", "sqs", "2012-11-05", () => import("@aws-sdk/client-sqs")), protocol: "awsJson1_0" },
  {
    id: "EC2",
    signingName: "ec2",
    protocol: "ec2Query",
    xmlns: "http://ec2.amazonaws.com/doc/2016-11-15/",
    load: () => import("@aws-sdk/client-ec2"),
  },
];

type Load = ServiceDefinition["load"];

function restJson(id: string, signingName: string, load: Load): ServiceDefinition {
  return { id, signingName, protocol: "restJson1", load };
}

function awsJson(id: string, signingName: string, load: Load): ServiceDefinition {
  return { id, signingName, protocol: "awsJson1_1", load };
}

function query(id: string, signingName: string, version: string, load: Load): ServiceDefinition {
  return { id, signingName, protocol: "awsQuery", xmlns: `https://${signingName}.amazonaws.com/doc/${version}/`, load };
}
