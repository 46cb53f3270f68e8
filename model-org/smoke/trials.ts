import { keyIdOf } from "../world/buckets";
import { detectors } from "../world/detectors";
import type { World } from "../world/world";

type Call = readonly [operation: string, input: object];

/** What is tried of a service: something written, where there is something, and what is read after. */
export type Trial = {
  service: string;
  /** The account that calls, by name; the administrator of the management account unless said. */
  as?: string;
  /** The first of the world's regions unless said. */
  region?: string;
  write?: Call;
  read: Call;
  /** What must be in what is read; anything at all unless said. */
  want?: object;
};

const anything = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" }],
});

const block = {
  BlockPublicAcls: true,
  IgnorePublicAcls: false,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: false,
};

/** @returns one trial of every service */
export function trialsOf(world: World): Trial[] {
  const account = (name: string) => world.tree.accounts.find((one) => one.name === `aldermoor-${name}`)?.id ?? "";
  const region = world.regions[0] ?? world.homeRegion;
  const own = world.bucketsOf(world.managementAccountId).find((bucket) => bucket.region === region);
  const ou = (name: string) => {
    const { tree } = world;
    const id = tree.ous.find((one) => one.name === name)?.id;
    return `arn:${world.partition}:organizations::${tree.managementAccountId}:ou/${tree.organizationId}/${id}`;
  };
  const unguarded = world.tree.accounts
    .filter(({ state, id }) => state === "ACTIVE" && world.records.list(detectors, id, region).length === 0)
    .map(({ name }) => name.replace("aldermoor-", ""))[0];
  const key = keyIdOf(world.random, account("claims-prod"), region, 0);
  return [
    {
      service: "S3",
      ...(own ? { region: own.region } : {}),
      write: ["PutBucketVersioning", { Bucket: own?.name, VersioningConfiguration: { Status: "Suspended" } }],
      read: ["GetBucketVersioning", { Bucket: own?.name }],
      want: { Status: "Suspended" },
    },
    {
      service: "S3Control",
      as: "hackathon-2026",
      write: ["PutPublicAccessBlock", { AccountId: account("hackathon-2026"), PublicAccessBlockConfiguration: block }],
      read: ["GetPublicAccessBlock", { AccountId: account("hackathon-2026") }],
      want: { PublicAccessBlockConfiguration: block },
    },
    {
      service: "CloudFront",
      as: "web-brokers",
      region: world.homeRegion,
      write: [
        "CreateOriginAccessControl",
        {
          OriginAccessControlConfig: {
            Name: "smoke",
            SigningProtocol: "sigv4",
            SigningBehavior: "always",
            OriginAccessControlOriginType: "s3",
          },
        },
      ],
      read: ["ListOriginAccessControls", {}],
      want: { OriginAccessControlList: { Quantity: 2 } },
    },
    { service: "CloudFront", as: "web-aldermoor", region: world.homeRegion, read: ["ListDistributions", {}] },
    {
      service: "Account",
      write: [
        "PutAlternateContact",
        {
          AccountId: account("sandbox-yuki"),
          AlternateContactType: "SECURITY",
          Name: "Duty",
          Title: "Officer",
          EmailAddress: "duty@aldermoor.example",
          PhoneNumber: "+353 20 910 0000",
        },
      ],
      read: ["GetAlternateContact", { AccountId: account("sandbox-yuki"), AlternateContactType: "SECURITY" }],
      want: { AlternateContact: { Title: "Officer" } },
    },
    {
      service: "AccessAnalyzer",
      as: "sandbox-yuki",
      write: ["CreateAnalyzer", { analyzerName: "smoke", type: "ACCOUNT" }],
      read: ["ListAnalyzers", {}],
      want: { analyzers: [{ name: "smoke" }] },
    },
    {
      service: "ControlTower",
      write: [
        "EnableControl",
        {
          controlIdentifier: `arn:${world.partition}:controltower:${region}::control/AWS-GR_S3_VERSIONING_ENABLED`,
          targetIdentifier: ou("Sandbox"),
        },
      ],
      read: ["ListEnabledControls", { targetIdentifier: ou("Sandbox") }],
      want: { enabledControls: [{}] },
    },
    {
      service: "Backup",
      as: "claims-prod",
      write: ["PutBackupVaultLockConfiguration", { BackupVaultName: "workloads", MinRetentionDays: 7 }],
      read: ["DescribeBackupVault", { BackupVaultName: "workloads" }],
      want: { Locked: true, MinRetentionDays: 7 },
    },
    {
      service: "GuardDuty",
      ...(unguarded === undefined ? {} : { as: unguarded }),
      write: ["CreateDetector", { Enable: true }],
      read: ["ListDetectors", {}],
    },
    {
      service: "Macie2",
      as: "sandbox-yuki",
      write: ["EnableMacie", { status: "ENABLED" }],
      read: ["GetMacieSession", {}],
      want: { status: "ENABLED" },
    },
    {
      service: "ResourceExplorer",
      as: "sandbox-yuki",
      write: ["CreateIndex", {}],
      read: ["ListIndexes", {}],
      want: { Indexes: [{ Type: "LOCAL" }] },
    },
    {
      service: "ResourceGroups",
      as: "claims-dev",
      write: ["CreateGroup", { Name: "smoke", ResourceQuery: { Type: "TAG_FILTERS_1_0", Query: "{}" } }],
      read: ["ListGroups", {}],
      want: { GroupIdentifiers: [{ GroupName: "smoke" }] },
    },
    {
      service: "S3Tables",
      write: ["CreateTableBucket", { name: "smoke" }],
      read: ["ListTableBuckets", {}],
      want: { tableBuckets: [{ name: "smoke" }] },
    },
    {
      service: "S3Vectors",
      write: ["CreateVectorBucket", { vectorBucketName: "smoke" }],
      read: ["ListVectorBuckets", {}],
      want: { vectorBuckets: [{ vectorBucketName: "smoke" }] },
    },
    {
      service: "SecurityHub",
      as: "sandbox-yuki",
      write: ["EnableSecurityHub", {}],
      read: ["DescribeHub", {}],
    },
    { service: "TrustedAdvisor", as: "portal-prod", region: world.homeRegion, read: ["ListRecommendations", {}] },
    { service: "CloudTrail", read: ["DescribeTrails", {}] },
    { service: "Config", as: "claims-prod", read: ["DescribeConfigurationRecorders", {}] },
    {
      service: "EventBridge",
      as: "claims-dev",
      write: ["PutRule", { Name: "smoke", EventPattern: JSON.stringify({ source: ["aws.s3"] }) }],
      read: ["DescribeRule", { Name: "smoke" }],
      want: { Name: "smoke", State: "ENABLED" },
    },
    { service: "Health", as: "portal-prod", region: world.homeRegion, read: ["DescribeEvents", {}] },
    {
      service: "KMS",
      as: "claims-prod",
      write: ["EnableKeyRotation", { KeyId: key }],
      read: ["GetKeyRotationStatus", { KeyId: key }],
      want: { KeyRotationEnabled: true },
    },
    { service: "Logs", read: ["DescribeLogGroups", {}] },
    {
      service: "Organizations",
      write: ["CreatePolicy", { Name: "smoke", Description: "", Type: "SERVICE_CONTROL_POLICY", Content: anything }],
      read: ["ListPolicies", { Filter: "SERVICE_CONTROL_POLICY" }],
    },
    {
      service: "Support",
      as: "portal-prod",
      region: world.homeRegion,
      write: ["RefreshTrustedAdvisorCheck", { checkId: "Pfx0RwqBli" }],
      read: ["DescribeTrustedAdvisorCheckResult", { checkId: "Pfx0RwqBli" }],
      want: { result: { status: "warning" } },
    },
    { service: "Tagging", as: "data-lake-prod", read: ["GetResources", { ResourceTypeFilters: ["s3"] }] },
    {
      service: "CloudFormation",
      as: "policies-prod",
      write: ["DetectStackDrift", { StackName: "storage-1" }],
      read: ["DescribeStackResources", { StackName: "storage-1" }],
    },
    {
      service: "IAM",
      as: "backup",
      region: world.homeRegion,
      write: [
        "PutRolePolicy",
        { RoleName: "OrganizationAccountAccessRole", PolicyName: "Smoke", PolicyDocument: anything },
      ],
      read: ["ListRolePolicies", { RoleName: "OrganizationAccountAccessRole" }],
      want: { PolicyNames: ["Smoke"] },
    },
    { service: "SNS", as: "security-tooling", read: ["ListTopics", {}] },
    { service: "STS", as: "claims-prod", read: ["GetCallerIdentity", {}], want: { Account: account("claims-prod") } },
    { service: "CloudWatch", read: ["DescribeAlarms", {}] },
    { service: "SQS", as: "security-tooling", read: ["ListQueues", {}] },
    { service: "EC2", as: "claims-prod", read: ["DescribeVpcEndpoints", {}] },
  ];
}
