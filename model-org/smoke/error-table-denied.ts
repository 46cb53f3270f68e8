import { domainOf } from "../world/seed";
import type { World } from "../world/world";
import { type DocumentedError, none, type Places, rowsOf } from "./error-table-rows";

/** A call, what it is given, and the page that says how it is denied where that is not its own. */
type Call = readonly [operation: string, input: object, page?: string];

/** A service, the folder of its reference, its error, and a read and a write that are denied. */
type Denial = readonly [service: string, reference: string, error: `${string} ${number}`, read?: Call, write?: Call];

const common = "CommonErrors.html";
/** Services of awsQuery answer what this page explains under the code AccessDenied. */
const denied = "IAM/latest/UserGuide/troubleshoot_access-denied.html";
const queueDenied = "AWSSimpleQueueService/latest/SQSDeveloperGuide/troubleshooting-access-denied.html";

function denials(first: string, accountId: string, { partition }: World): Denial[] {
  const topic = `arn:${partition}:sns:${first}:${accountId}:${none}`;
  const queue = `https://sqs.${first}.${domainOf(partition)}/${accountId}/${none}`;
  const access = {
    Name: none,
    SigningProtocol: "sigv4",
    SigningBehavior: "never",
    OriginAccessControlOriginType: "s3",
  };
  const alarm = { AlarmName: none, EvaluationPeriods: 1, ComparisonOperator: "GreaterThanThreshold" };
  const filter = { logGroupName: none, filterName: none, filterPattern: "", metricTransformations: [] };
  const control = `arn:${partition}:controltower:${first}::control/${none}`;
  const unit = `arn:${partition}:organizations::${accountId}:ou/o-none/ou-none`;
  return [
    ["AccessAnalyzer", "access-analyzer/latest/APIReference", "AccessDeniedException 403", ["ListAnalyzers", {}]],
    ["Account", "accounts/latest/reference", "AccessDeniedException 403", ["ListRegions", {}]],
    [
      "Backup",
      "aws-backup/latest/devguide",
      "AccessDeniedException 403",
      ["ListBackupVaults", {}, common],
      ["CreateBackupVault", { BackupVaultName: none }, common],
    ],
    [
      "CloudFormation",
      "AWSCloudFormation/latest/APIReference",
      "AccessDenied 403",
      ["ListStacks", {}, denied],
      ["DeleteStack", { StackName: none }, denied],
    ],
    [
      "CloudFront",
      "cloudfront/latest/APIReference",
      "AccessDenied 403",
      ["GetDistribution", { Id: none }],
      ["CreateOriginAccessControl", { OriginAccessControlConfig: access }, denied],
    ],
    [
      "CloudTrail",
      "awscloudtrail/latest/APIReference",
      "AccessDeniedException 400",
      ["DescribeTrails", {}, common],
      ["StopLogging", { Name: none }, common],
    ],
    [
      "CloudWatch",
      "AmazonCloudWatch/latest/APIReference",
      "AccessDenied 403",
      ["DescribeAlarms", {}, denied],
      ["PutMetricAlarm", alarm, denied],
    ],
    [
      "Config",
      "config/latest/APIReference",
      "AccessDeniedException 400",
      ["DescribeConfigurationRecorders", {}, common],
      ["StopConfigurationRecorder", { ConfigurationRecorderName: none }, common],
    ],
    [
      "ControlTower",
      "controltower/latest/APIReference",
      "AccessDeniedException 403",
      ["ListLandingZones", {}],
      ["EnableControl", { controlIdentifier: control, targetIdentifier: unit }],
    ],
    [
      "EC2",
      "AWSEC2/latest/APIReference",
      "UnauthorizedOperation 403",
      ["DescribeVpcs", {}, "errors-overview.html"],
      ["CreateVpcEndpoint", { VpcId: none, ServiceName: none }, "errors-overview.html"],
    ],
    [
      "EventBridge",
      "eventbridge/latest/APIReference",
      "AccessDeniedException 400",
      ["ListRules", {}, common],
      ["DeleteRule", { Name: none }, common],
    ],
    ["GuardDuty", "guardduty/latest/APIReference", "AccessDeniedException 403", ["ListDetectors", {}, common]],
    ["Health", "health/latest/APIReference", "AccessDeniedException 400", ["DescribeEvents", {}, common]],
    [
      "IAM",
      "IAM/latest/APIReference",
      "AccessDenied 403",
      ["ListRoles", {}, denied],
      ["DeleteRole", { RoleName: none }, denied],
    ],
    [
      "KMS",
      "kms/latest/APIReference",
      "AccessDeniedException 400",
      ["ListKeys", {}, common],
      ["EnableKeyRotation", { KeyId: none }, common],
    ],
    [
      "Logs",
      "AmazonCloudWatchLogs/latest/APIReference",
      "AccessDeniedException 400",
      ["DescribeLogGroups", {}, common],
      ["PutMetricFilter", filter, common],
    ],
    ["Macie2", "macie/latest/APIReference", "AccessDeniedException 403", ["GetMacieSession", {}, "macie.html"]],
    [
      "Organizations",
      "organizations/latest/APIReference",
      "AccessDeniedException 400",
      ["DescribeOrganization", {}],
      ["AttachPolicy", { PolicyId: "p-00000000", TargetId: accountId }],
    ],
    ["ResourceExplorer", "resource-explorer/latest/apireference", "AccessDeniedException 403", ["ListIndexes", {}]],
    [
      "ResourceGroups",
      "ARG/latest/APIReference",
      "AccessDeniedException 403",
      ["ListGroups", {}, common],
      ["CreateGroup", { Name: none }, common],
    ],
    [
      "S3",
      "AmazonS3/latest/API",
      "AccessDenied 403",
      ["ListDirectoryBuckets", {}, "ErrorResponses.html#ErrorCodeList"],
    ],
    [
      "S3Control",
      "AmazonS3/latest/API",
      "AccessDenied 403",
      ["DescribeJob", { AccountId: accountId, JobId: none }, "ErrorResponses.html#ErrorCodeList"],
    ],
    [
      "S3Tables",
      "AmazonS3/latest/API",
      "AccessDeniedException 403",
      ["ListTableBuckets", {}, "API_s3Buckets_ListTableBuckets.html"],
    ],
    [
      "S3Vectors",
      "AmazonS3/latest/API",
      "AccessDeniedException 403",
      ["ListVectorBuckets", {}, "API_S3VectorBuckets_ListVectorBuckets.html"],
    ],
    ["SecurityHub", "securityhub/1.0/APIReference", "AccessDeniedException 403", ["DescribeHub", {}, common]],
    [
      "SNS",
      "sns/latest/api",
      "AuthorizationErrorException 403",
      ["ListTopics", {}],
      ["Subscribe", { TopicArn: topic, Protocol: "email" }],
    ],
    [
      "SQS",
      "AWSSimpleQueueService/latest/APIReference",
      "AccessDenied 403",
      ["ListQueues", {}, queueDenied],
      ["DeleteMessage", { QueueUrl: queue, ReceiptHandle: none }, queueDenied],
    ],
    [
      "Support",
      "awssupport/latest/APIReference",
      "AccessDeniedException 400",
      ["DescribeTrustedAdvisorChecks", { language: "en" }, common],
      ["RefreshTrustedAdvisorCheck", { checkId: none }, common],
    ],
    [
      "Tagging",
      "resourcegroupstagging/latest/APIReference",
      "AccessDeniedException 400",
      ["GetResources", {}, common],
      ["TagResources", { ResourceARNList: [topic], Tags: { a: "b" } }, common],
    ],
    ["TrustedAdvisor", "trustedadvisor/latest/APIReference", "AccessDeniedException 403", ["ListChecks", {}]],
  ];
}

/** What every service answers who may not: who mends may read buckets alone, and who reads may change nothing. */
export function deniedErrors({ first, idOf, world }: Places): DocumentedError[] {
  const as = "claims-dev";
  return denials(first, idOf(as), world).flatMap(([service, reference, error, read, write]) => {
    const row = rowsOf(service, reference, { as, by: "reader", region: first });
    const denial = ([operation, input, page]: Call, by: "reader" | "remediator", situation: string) =>
      row(operation, situation, input, error, { by, ...(page === undefined ? {} : { page }) });
    return [
      ...(read ? [denial(read, "remediator", "denied to who mends")] : []),
      ...(write ? [denial(write, "reader", "denied to who reads")] : []),
    ];
  });
}
