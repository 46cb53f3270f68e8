import type { Policy } from "./configuration";
import { backupRules, classification, selecting, statements } from "./organization/planted-documents";
import type { Random } from "./random";

/** What the policies are made from: who and where things are in the planted tree. */
export type PlantedTree = {
  random: Random;
  partition: string;
  organizationId: string;
  rootId: string;
  idOf(ou: string): string;
  /** The id of an account by its planned name; undefined in a smaller organization that lacks it. */
  accountId(name: string): string | undefined;
};

type Draft = { key: string; name: string; type: Policy["type"]; description: string; on: (string | undefined)[] };

/**
 * The policies of the organization. AWS's own are attached everywhere, which world/organization/attachments.ts knows
 * without a list of targets.
 */
export function plantedPolicies(tree: PlantedTree): Policy[] {
  const { random, partition, rootId, organizationId, idOf, accountId } = tree;
  const policy = ({ key, on, ...draft }: Draft, content: object): Policy => ({
    id: `p-${random.hex(10, "policy", key)}`,
    ...draft,
    content: JSON.stringify(content),
    targets: on.filter((target) => target !== undefined),
    awsManaged: false,
  });
  return [
    policy(
      {
        key: "s3",
        name: "BlockPublicAccess",
        type: "S3_POLICY",
        description: "Nothing in Infrastructure is public.",
        on: [idOf("Infrastructure")],
      },
      { s3_attributes: { public_access_block_configuration: { "@@assign": "all" } } },
    ),
    policy(
      {
        key: "rcp",
        name: "EncryptedTransport",
        type: "RESOURCE_CONTROL_POLICY",
        description: "Requests to development data use TLS.",
        on: [idOf("Dev")],
      },
      statements({
        Sid: "EncryptedTransport",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: "*",
        Condition: { BoolIfExists: { "aws:SecureTransport": "false" } },
      }),
    ),
    fullAccess("RCPFullAWSAccess", "RESOURCE_CONTROL_POLICY", "Allows access to every resource", { Principal: "*" }),
    fullAccess("FullAWSAccess", "SERVICE_CONTROL_POLICY", "Allows access to every operation", {}),
    policy(
      {
        key: "scp",
        name: "LeaveNoTrailOff",
        type: "SERVICE_CONTROL_POLICY",
        description: `Nobody in ${organizationId} stops CloudTrail.`,
        on: [rootId],
      },
      statements({ Effect: "Deny", Action: ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail"], Resource: "*" }),
    ),
    // Somebody meant to leave the decision to the team, and wrote who may decide but not what: invalid.
    policy(
      {
        key: "s3-undecided",
        name: "TeamDecides",
        type: "S3_POLICY",
        description: "The campaigns team decides on public access.",
        on: [accountId("web-campaigns")],
      },
      { s3_attributes: { public_access_block_configuration: { "@@operators_allowed_for_child_policies": ["@@all"] } } },
    ),
    policy(
      {
        key: "keep-watch",
        name: "KeepWatch",
        type: "SERVICE_CONTROL_POLICY",
        description: "What watches stays on.",
        on: [idOf("Security")],
      },
      statements({
        Effect: "Deny",
        Action: [
          "cloudtrail:StopLogging",
          "cloudtrail:DeleteTrail",
          "cloudtrail:UpdateTrail",
          "cloudtrail:PutEventSelectors",
          "config:StopConfigurationRecorder",
          "guardduty:DeleteDetector",
          "macie2:DisableMacie",
        ],
        Resource: "*",
        Condition: asideFromAdministrators(tree),
      }),
    ),
    policy(
      {
        key: "keep-blocked",
        name: "KeepBlocked",
        type: "SERVICE_CONTROL_POLICY",
        description: "Block Public Access stays on; access points are in a network.",
        on: [idOf("Security")],
      },
      statements(
        {
          Effect: "Deny",
          Action: ["s3:PutAccountPublicAccessBlock", "s3:PutBucketPublicAccessBlock"],
          Resource: "*",
          Condition: asideFromAdministrators(tree),
        },
        {
          Effect: "Deny",
          Action: "s3:CreateAccessPoint",
          Resource: "*",
          Condition: { StringNotEquals: { "s3:AccessPointNetworkOrigin": "VPC" } },
        },
      ),
    ),
    // Written for closed accounts only, where no bucket is judged: a perimeter the rest still waits for.
    policy(
      {
        key: "perimeter",
        name: "Quarantine",
        type: "RESOURCE_CONTROL_POLICY",
        description: "Nobody from outside reaches what is suspended; nothing is written with a customer's own key.",
        on: [idOf("Suspended")],
      },
      statements(
        {
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: "*",
          Condition: {
            StringNotEqualsIfExists: { "aws:PrincipalOrgID": organizationId },
            BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
          },
        },
        {
          Effect: "Deny",
          Principal: "*",
          Action: "s3:PutObject",
          Resource: "*",
          Condition: { Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" } },
        },
      ),
    ),
    policy(
      {
        key: "tags-enforced",
        name: "DataClassification",
        type: "TAG_POLICY",
        description: "Buckets say what they hold.",
        on: [idOf("Prod")],
      },
      classification({ enforced_for: { "@@assign": ["s3:bucket"] } }),
    ),
    policy(
      {
        key: "tags-reported",
        name: "DataClassificationReported",
        type: "TAG_POLICY",
        description: "Spelt alike, and not enforced.",
        on: [idOf("Dev")],
      },
      classification({}),
    ),
    policy(
      {
        key: "backup",
        name: "DailyBackup",
        type: "BACKUP_POLICY",
        description: "Production buckets tagged for it are backed up every day.",
        on: [idOf("Prod")],
      },
      { plans: { daily: { ...selecting(partition), rules: backupRules(["daily", "weekly", "monthly", "yearly"]) } } },
    ),
    // The legal department's eight rules and the four it inherits are more than a plan may have: invalid.
    policy(
      {
        key: "backup-legal",
        name: "LegalHoldBackup",
        type: "BACKUP_POLICY",
        description: "What is on hold is kept longer, department by department.",
        on: [accountId("legal-hold-prod")],
      },
      { plans: { daily: { rules: backupRules(departments.map((name) => `hold_${name}`)) } } },
    ),
  ];
}

const departments = ["claims", "fraud", "labour", "tax", "privacy", "disputes", "regulator", "archive"];

const fullAccess = (name: string, type: Policy["type"], description: string, more: object): Policy => ({
  id: `p-${name}`,
  name,
  type,
  description,
  content: JSON.stringify(statements({ Effect: "Allow", ...more, Action: "*", Resource: "*" })),
  targets: [],
  awsManaged: true,
});

const asideFromAdministrators = ({ partition }: PlantedTree) => ({
  ArnNotLike: {
    "aws:PrincipalArn": ["Breakwater*", "OrganizationAccountAccessRole"].map(
      (role) => `arn:${partition}:iam::*:role/${role}`,
    ),
  },
});
