import { hasSupportPlan } from "../world/support";
import { type DocumentedError, none, type Places, rowsOf } from "./error-table-rows";

/** What CloudFormation, the inventories of an account, and what comes with a support plan refuse. */
export function inventoryErrors({ first, home, arn, accountWhere, world }: Places): DocumentedError[] {
  const owner = { by: "owner" } as const;
  const prod = { as: "claims-prod", by: "reader", region: first } as const;
  const ines = { ...prod, as: "sandbox-ines" } as const;
  const unsupported = { ...prod, as: accountWhere((one) => !hasSupportPlan(world, one)), region: home } as const;
  const supported = accountWhere((one) => hasSupportPlan(world, one));
  const stacks = rowsOf("CloudFormation", "AWSCloudFormation/latest/APIReference", prod);
  const explorer = rowsOf("ResourceExplorer", "resource-explorer/latest/apireference", ines);
  const groups = rowsOf("ResourceGroups", "ARG/latest/APIReference", prod);
  const tags = rowsOf("Tagging", "resourcegroupstagging/latest/APIReference", prod);
  const support = rowsOf("Support", "awssupport/latest/APIReference", unsupported);
  const advisor = rowsOf("TrustedAdvisor", "trustedadvisor/latest/APIReference", unsupported);
  const health = rowsOf("Health", "health/latest/APIReference", unsupported);
  const welcome = { page: "awssupport/latest/APIReference/Welcome.html" };
  const common = { page: "CommonErrors.html" };
  const index = arn("resource-explorer-2", "sandbox-ines", "index/none");
  const query = { Type: "TAG_FILTERS_1_0", Query: "{}" };
  return [
    stacks("DescribeStacks", "no such stack", { StackName: none }, "ValidationError 400", common),
    stacks("DescribeStackResources", "no stack's", { PhysicalResourceId: none }, "ValidationError 400"),
    stacks("DescribeStackResourceDrifts", "no such stack", { StackName: none }, "ValidationError 400", common),
    stacks("DetectStackDrift", "no such stack", { StackName: none }, "ValidationError 400", common),
    stacks(
      "DescribeStackDriftDetectionStatus",
      "no such detection",
      { StackDriftDetectionId: none },
      "ValidationError 400",
      common,
    ),

    explorer("GetIndex", "not turned on", {}, "ResourceNotFoundException 404"),
    explorer("GetDefaultView", "not turned on", {}, "ResourceNotFoundException 404"),
    explorer("Search", "denied", { QueryString: "service:s3" }, "AccessDeniedException 403"),
    explorer("Search", "no view", { QueryString: "service:s3" }, "UnauthorizedException 401", owner),
    explorer("ListIndexes", "a token it never gave", { NextToken: none }, "ValidationException 400"),
    explorer("CreateIndex", "denied", {}, "AccessDeniedException 403"),
    explorer("CreateIndex", "there is one", {}, "ConflictException 409", { as: "claims-prod", by: "owner" }),
    explorer(
      "UpdateIndexType",
      "no such index",
      { Arn: index, Type: "AGGREGATOR" },
      "ResourceNotFoundException 404",
      owner,
    ),

    groups("GetGroup", "no such group", { Group: none }, "NotFoundException 404"),
    groups("GetGroupQuery", "no such group", { Group: none }, "NotFoundException 404"),
    groups("ListGroups", "a token it never gave", { NextToken: none }, "BadRequestException 400"),
    groups("DeleteGroup", "no such group", { Group: none }, "NotFoundException 404", owner),
    groups(
      "CreateGroup",
      "AWS's own name",
      { Name: "aws-buckets", ResourceQuery: query },
      "BadRequestException 400",
      owner,
    ),

    tags("GetResources", "a token it never gave", { PaginationToken: none }, "InvalidParameterException 400"),
    tags("GetResources", "too many at a time", { ResourcesPerPage: 101 }, "InvalidParameterException 400"),

    support(
      "DescribeTrustedAdvisorChecks",
      "no support plan",
      { language: "en" },
      "SubscriptionRequiredException 400",
      welcome,
    ),
    support(
      "DescribeTrustedAdvisorCheckResult",
      "no support plan",
      { checkId: "Pfx0RwqBli" },
      "SubscriptionRequiredException 400",
      welcome,
    ),
    support(
      "RefreshTrustedAdvisorCheck",
      "no support plan",
      { checkId: "Pfx0RwqBli" },
      "SubscriptionRequiredException 400",
      {
        ...welcome,
        by: "owner",
      },
    ),
    advisor("ListRecommendations", "no support plan", {}, "AccessDeniedException 403"),
    advisor("ListChecks", "a token it never gave", { nextToken: none }, "ValidationException 400", { as: supported }),
    health("DescribeEvents", "no support plan", {}, "SubscriptionRequiredException 400", {
      page: "health/latest/ug/supported-operations.html",
    }),
    health("DescribeEvents", "a token it never gave", { nextToken: none }, "InvalidPaginationToken 400", {
      as: supported,
    }),
  ];
}
