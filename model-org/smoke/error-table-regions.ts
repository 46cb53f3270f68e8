import { type DocumentedError, none, type Places, rowsOf } from "./error-table-rows";

/** A region nobody opted in to knows none of the account's keys. */
const page = "accounts/latest/reference/manage-acct-regions.html";

/** A read of each regional service, as each protocol answers keys it does not know. */
const asked: readonly (readonly [service: string, operation: string, error: `${string} ${number}`, input?: object])[] =
  [
    ["AccessAnalyzer", "ListAnalyzers", "UnrecognizedClientException 403"],
    ["Backup", "ListBackupVaults", "UnrecognizedClientException 403"],
    ["CloudFormation", "ListStacks", "InvalidClientTokenId 403"],
    ["CloudTrail", "DescribeTrails", "UnrecognizedClientException 400"],
    ["CloudWatch", "DescribeAlarms", "InvalidClientTokenId 403"],
    ["Config", "DescribeConfigurationRecorders", "UnrecognizedClientException 400"],
    ["ControlTower", "ListLandingZones", "UnrecognizedClientException 403"],
    ["EC2", "DescribeRegions", "AuthFailure 401"],
    ["EventBridge", "ListRules", "UnrecognizedClientException 400"],
    ["GuardDuty", "ListDetectors", "UnrecognizedClientException 403"],
    ["KMS", "ListKeys", "UnrecognizedClientException 400"],
    ["Logs", "DescribeLogGroups", "UnrecognizedClientException 400"],
    ["Macie2", "GetMacieSession", "UnrecognizedClientException 403"],
    ["ResourceExplorer", "ListIndexes", "UnrecognizedClientException 403"],
    ["ResourceGroups", "ListGroups", "UnrecognizedClientException 403"],
    ["S3", "ListBuckets", "IllegalLocationConstraintException 400"],
    ["S3Tables", "ListTableBuckets", "UnrecognizedClientException 403"],
    ["S3Vectors", "ListVectorBuckets", "UnrecognizedClientException 403"],
    ["SecurityHub", "DescribeHub", "UnrecognizedClientException 403"],
    ["SNS", "ListTopics", "InvalidClientTokenId 403"],
    ["SQS", "ListQueues", "InvalidClientTokenId 403"],
    ["STS", "GetCallerIdentity", "InvalidClientTokenId 403"],
    ["STS", "AssumeRole", "InvalidClientTokenId 403", { RoleArn: none, RoleSessionName: none }],
    ["Tagging", "GetResources", "UnrecognizedClientException 400"],
  ];

/** What regional services answer where the caller's account has not opted in. */
export function regionErrors({ home, world, idOf }: Places): DocumentedError[] {
  const region = world.seed.optInRegions[0] ?? home;
  const reader = { as: "claims-prod", by: "reader", region } as const;
  const block = { AccountId: idOf("claims-prod") };
  return [
    ...asked.map(([service, operation, error, input = {}]) =>
      rowsOf(service, "", reader)(operation, "a region the account has not opted in to", input, error, { page }),
    ),
    rowsOf("S3Control", "", reader)(
      "GetPublicAccessBlock",
      "a region the account has not opted in to",
      block,
      "IllegalLocationConstraintException 400",
      { page },
    ),
  ];
}
