import { detectors } from "../world/detectors";
import { type DocumentedError, none, type Places, rowsOf } from "./error-table-rows";

/** What Access Analyzer, GuardDuty, Macie and Security Hub refuse. */
export function guardErrors(places: Places): DocumentedError[] {
  const { first, arn, idOf, world } = places;
  const prod = { as: "claims-prod", by: "reader", region: first } as const;
  const owner = { by: "owner" } as const;
  // A sandbox: none of them is enabled there, and nobody administers anything.
  const ines = { as: "sandbox-ines", by: "reader", region: first } as const;
  const analyzer = rowsOf("AccessAnalyzer", "access-analyzer/latest/APIReference", prod);
  const guardDuty = rowsOf("GuardDuty", "guardduty/latest/APIReference", prod);
  const macie = rowsOf("Macie2", "macie/latest/APIReference", ines);
  const hub = rowsOf("SecurityHub", "securityhub/1.0/APIReference", ines);
  const analyzerArn = arn("access-analyzer", "claims-prod", `analyzer/${none}`);
  const filter = { isPublic: { eq: ["true"] } };
  const [bucket] = world.bucketNames(idOf("sandbox-ines"));
  const role = `arn:${world.partition}:iam::${idOf("claims-prod")}:role/scan`;
  const detectorId = "0".repeat(32);
  const [administrators] = world.records.list(detectors, world.hubAccountId, first);
  const plan = { ProtectedResource: { S3Bucket: { BucketName: bucket } }, Role: role };
  const discovery = { page: "automated-discovery-configuration.html" };
  const session = { page: "macie.html" };
  return [
    analyzer("GetAnalyzer", "no such analyzer", { analyzerName: none }, "ResourceNotFoundException 404"),
    analyzer("ListFindingsV2", "no such analyzer", { analyzerArn }, "ResourceNotFoundException 404"),
    analyzer("GetFindingV2", "no such analyzer", { analyzerArn, id: none }, "ResourceNotFoundException 404"),
    analyzer("ListFindingsV2", "no ARN", { analyzerArn: none }, "ValidationException 400"),
    analyzer(
      "GetArchiveRule",
      "no such analyzer",
      { analyzerName: none, ruleName: none },
      "ResourceNotFoundException 404",
    ),
    analyzer("CreateAnalyzer", "denied", { analyzerName: none, type: "ACCOUNT" }, "AccessDeniedException 403"),
    analyzer(
      "CreateAnalyzer",
      "it exists",
      { analyzerName: "account", type: "ACCOUNT" },
      "ConflictException 409",
      owner,
    ),
    analyzer(
      "CreateAnalyzer",
      "there is one of the type",
      { analyzerName: "another", type: "ACCOUNT" },
      "ServiceQuotaExceededException 402",
      owner,
    ),
    analyzer(
      "CreateAnalyzer",
      "a member wants the organization's",
      { analyzerName: "whole", type: "ORGANIZATION" },
      "ValidationException 400",
      owner,
    ),
    analyzer("ListAnalyzers", "a token it never gave", { nextToken: none }, "ValidationException 400"),
    analyzer(
      "UpdateFindings",
      "no such analyzer",
      { analyzerArn, status: "ARCHIVED", ids: [none] },
      "ResourceNotFoundException 404",
      owner,
    ),
    analyzer(
      "CreateArchiveRule",
      "no such analyzer",
      { analyzerName: none, ruleName: "web", filter },
      "ResourceNotFoundException 404",
      owner,
    ),

    guardDuty("ListMalwareProtectionPlans", "a token it never gave", { NextToken: none }, "BadRequestException 400"),
    guardDuty("GetDetector", "no such detector", { DetectorId: detectorId }, "BadRequestException 400"),
    guardDuty("ListFindings", "no such detector", { DetectorId: detectorId }, "BadRequestException 400"),
    guardDuty(
      "DescribeOrganizationConfiguration",
      "no such detector",
      { DetectorId: detectorId },
      "BadRequestException 400",
    ),
    guardDuty("ListOrganizationAdminAccounts", "a member asks", {}, "BadRequestException 400"),
    guardDuty(
      "GetMalwareProtectionPlan",
      "no such plan",
      { MalwareProtectionPlanId: none },
      "ResourceNotFoundException 404",
    ),
    guardDuty("CreateMalwareProtectionPlan", "denied", plan, "AccessDeniedException 403"),
    guardDuty("ListMembers", "no such detector", { DetectorId: detectorId }, "BadRequestException 400"),
    guardDuty(
      "ListMembers",
      "a token it never gave",
      { DetectorId: administrators?.id, NextToken: none },
      "BadRequestException 400",
      { as: "security-tooling" },
    ),
    guardDuty("UpdateDetector", "no such detector", { DetectorId: detectorId }, "BadRequestException 400", owner),
    guardDuty(
      "ArchiveFindings",
      "no such detector",
      { DetectorId: detectorId, FindingIds: [none] },
      "BadRequestException 400",
      owner,
    ),
    guardDuty(
      "UpdateOrganizationConfiguration",
      "no such detector",
      { DetectorId: detectorId, AutoEnable: true },
      "BadRequestException 400",
      owner,
    ),
    guardDuty("CreateDetector", "there is one", { Enable: true }, "BadRequestException 400", owner),
    guardDuty("CreateMalwareProtectionPlan", "another account's bucket", plan, "BadRequestException 400", owner),

    macie("GetMacieSession", "not enabled", {}, "AccessDeniedException 403", session),
    macie("DescribeBuckets", "not enabled", {}, "AccessDeniedException 403", { page: "datasources-s3.html" }),
    macie("ListFindings", "not enabled", {}, "AccessDeniedException 403", { page: "findings.html" }),
    macie("ListMembers", "not enabled", {}, "AccessDeniedException 403", { page: "members.html" }),
    macie("GetAutomatedDiscoveryConfiguration", "not enabled", {}, "AccessDeniedException 403", discovery),
    macie(
      "UpdateAutomatedDiscoveryConfiguration",
      "a member asks",
      { status: "ENABLED" },
      "AccessDeniedException 403",
      {
        ...discovery,
        as: "data-lake-prod",
        by: "owner",
      },
    ),
    macie("UpdateOrganizationConfiguration", "a member asks", { autoEnable: true }, "AccessDeniedException 403", {
      page: "admin-configuration.html",
      as: "data-lake-prod",
      by: "owner",
    }),
    macie(
      "CreateFindingsFilter",
      "not enabled",
      { name: none, action: "ARCHIVE", findingCriteria: {} },
      "AccessDeniedException 403",
      { ...owner, page: "findingsfilters.html" },
    ),
    macie("ListClassificationJobs", "not enabled", {}, "AccessDeniedException 403", { page: "jobs-list.html" }),
    macie("GetMacieSession", "not enabled in the region", {}, "AccessDeniedException 403", {
      ...session,
      as: "data-lake-prod",
      region: world.homeRegion,
    }),
    macie("DescribeOrganizationConfiguration", "a member asks", {}, "AccessDeniedException 403", {
      as: "data-lake-prod",
      page: "admin-configuration.html",
    }),
    macie("EnableMacie", "denied", {}, "AccessDeniedException 403", session),
    macie("EnableMacie", "enabled already", {}, "ConflictException 409", {
      ...session,
      as: "data-lake-prod",
      by: "owner",
    }),
    macie("UpdateMacieSession", "not enabled", { status: "PAUSED" }, "AccessDeniedException 403", {
      ...session,
      by: "owner",
    }),
    macie(
      "CreateClassificationJob",
      "no buckets",
      { clientToken: none, name: none, jobType: "ONE_TIME", s3JobDefinition: {} },
      "ValidationException 400",
      {
        as: "data-lake-prod",
        by: "owner",
        page: "jobs.html",
      },
    ),

    hub("DescribeHub", "not enabled", {}, "InvalidAccessException 401"),
    hub("GetEnabledStandards", "not enabled", {}, "InvalidAccessException 401"),
    hub("GetFindings", "not enabled", {}, "InvalidAccessException 401"),
    hub("DescribeOrganizationConfiguration", "a member asks", {}, "InvalidAccessException 401", { as: "claims-prod" }),
    hub("EnableSecurityHub", "denied", {}, "AccessDeniedException 403"),
    hub("EnableSecurityHub", "enabled already", {}, "ResourceConflictException 409", {
      as: "claims-prod",
      by: "owner",
    }),
    hub(
      "BatchEnableStandards",
      "no such standard",
      { StandardsSubscriptionRequests: [{ StandardsArn: `arn:${world.partition}:securityhub:::standards/${none}` }] },
      "InvalidInputException 400",
      { as: "claims-prod", by: "owner" },
    ),
    hub(
      "BatchEnableStandards",
      "not enabled",
      { StandardsSubscriptionRequests: [] },
      "InvalidAccessException 401",
      owner,
    ),
  ];
}
