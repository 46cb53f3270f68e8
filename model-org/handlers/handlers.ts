import type { Handlers } from "../wire/server";
import type { World } from "../world/world";

/** The handlers of each service, made at its first request: a service nobody asks costs nothing. */
const tables: Readonly<Record<string, (world: World) => Promise<object>>> = {
  S3: async (world) => (await import("./s3")).s3(world),
  S3Control: async (world) => (await import("./s3-control")).s3Control(world),
  AccessAnalyzer: async (world) => (await import("./access-analyzer")).accessAnalyzer(world),
  Account: async (world) => (await import("./account")).account(world),
  Backup: async (world) => (await import("./backup")).backup(world),
  CloudFormation: async (world) => (await import("./cloudformation")).cloudFormation(world),
  CloudFront: async (world) => (await import("./cloudfront")).cloudFront(world),
  CloudTrail: async (world) => (await import("./cloudtrail")).cloudTrail(world),
  CloudWatch: async (world) => (await import("./cloudwatch")).cloudWatch(world),
  Config: async (world) => (await import("./config")).config(world),
  ControlTower: async (world) => (await import("./control-tower")).controlTower(world),
  EC2: async (world) => (await import("./ec2")).ec2(world),
  EventBridge: async (world) => (await import("./event-bridge")).eventBridge(world),
  GuardDuty: async (world) => (await import("./guardduty")).guardDuty(world),
  Health: async (world) => (await import("./health")).health(world),
  IAM: async (world) => ({
    ...(await import("./iam")).iam(world),
    ...(await import("./iam-roles")).iamRoles(world),
  }),
  KMS: async (world) => (await import("./kms")).kms(world),
  Logs: async (world) => (await import("./logs")).logs(world),
  Macie2: async (world) => (await import("./macie")).macie(world),
  Organizations: async (world) => ({
    ...(await import("./organizations")).organizations(world),
    ...(await import("./organization-changes")).organizationChanges(world),
  }),
  ResourceExplorer: async (world) => (await import("./resource-explorer")).resourceExplorer(world),
  ResourceGroups: async (world) => (await import("./resource-groups")).resourceGroups(world),
  S3Tables: async (world) => (await import("./s3-tables")).s3Tables(world),
  S3Vectors: async (world) => (await import("./s3-vectors")).s3Vectors(world),
  SNS: async (world) => (await import("./sns")).sns(world),
  SQS: async (world) => (await import("./sqs")).sqs(world),
  STS: async (world) => (await import("./sts")).sts(world),
  SecurityHub: async (world) => (await import("./security-hub")).securityHub(world),
  Support: async (world) => (await import("./support")).support(world),
  Tagging: async (world) => (await import("./tagging")).tagging(world),
  TrustedAdvisor: async (world) => (await import("./trusted-advisor")).trustedAdvisor(world),
};

/** @returns the handlers of a service; none for a service without any */
export async function handlersOf(world: World, service: string): Promise<Handlers> {
  // Safe: each table is typed by its own client; a handler is called only with what that client's schema read.
  return ((await tables[service]?.(world)) ?? {}) as Handlers;
}
