import { document } from "../world/documents";
import type { Place } from "../world/records";
import { customerPolicyArn, dataPolicyName } from "./customer-policies";
import { managedPolicyArn } from "./managed-policies";
import type { RoleDraft } from "./roles";

/** @returns the trust of a role that an AWS service assumes */
const trusts = (service: string): string =>
  document({ Effect: "Allow", Principal: { Service: `${service}.amazonaws.com` }, Action: "sts:AssumeRole" });

const everything = document({ Effect: "Allow", Action: "s3:*", Resource: "*" });

type Means = Place & {
  /** The planned name of the account. */
  plan: string;
  managed(name: string): string;
  written(name: string): string;
};

/** What runs in an account and was not scoped, or not by a managed policy: what a review finds. */
const stories: Readonly<Record<string, (means: Means) => RoleDraft[]>> = {
  "billing-prod": ({ written }) => [
    {
      name: "invoice-batch",
      description: "Nightly invoices.",
      trust: trusts("batch"),
      attached: [written("S3Everything")],
    },
  ],
  "portal-prod": () => [
    {
      name: "portal-uploader",
      description: "What customers upload.",
      trust: trusts("lambda"),
      inline: { UploadAnything: everything },
    },
  ],
  "analytics-prod": ({ managed }) => [
    { name: "glue-etl", description: "Transforms.", trust: trusts("glue"), attached: [managed("AmazonS3FullAccess")] },
  ],
  "payments-prod": ({ written }) => [
    {
      name: "settlement",
      description: "Settlement files.",
      trust: trusts("ecs-tasks"),
      attached: [written("S3ThroughTheEndpoint")],
    },
  ],
  // Inline, but no more than it needs.
  "claims-prod": ({ world: { partition } }) => [
    {
      name: "scanner",
      description: "Reads what was scanned.",
      trust: trusts("lambda"),
      inline: {
        ReadScans: document({
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: `arn:${partition}:s3:::aldermoor-claims-prod-intake/*`,
        }),
      },
    },
  ],
  // Everything, capped by its boundary to the account's own objects.
  "partner-exchange-prod": ({ managed, written }) => [
    {
      name: "partner-sync",
      description: "Exchange with partners.",
      trust: trusts("ecs-tasks"),
      attached: [managed("AmazonS3FullAccess")],
      boundary: written("WorkloadBoundary"),
    },
  ],
  "data-science-dev": ({ written }) => [
    { name: "notebooks", description: "Notebooks.", trust: trusts("sagemaker"), attached: [written("S3Everything")] },
  ],
  "analytics-dev": ({ written }) => [
    { name: "analyst", description: "Analysts.", trust: trusts("ec2"), attached: [written("AllButIdentity")] },
  ],
  "shared-services": ({ written }) => [
    { name: "legacy-jobs", description: "Jobs of 2019.", trust: trusts("ec2"), attached: [written("LegacyAll")] },
  ],
  build: ({ world, account, managed }) => [
    {
      name: "terraform",
      description: "Deploys.",
      trust: document({
        Effect: "Allow",
        Principal: {
          Federated: `arn:${world.partition}:iam::${account.id}:oidc-provider/token.actions.githubusercontent.com`,
        },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } },
      }),
      attached: [managed("AdministratorAccess")],
    },
  ],
};

/** Roles services of the account assume, that other records name. */
const assumed: readonly [name: string, service: string, description: string][] = [
  ["s3-replication", "s3", "Replicates objects to other buckets."],
  ["TableReplication", "replication.s3tables", "Replicates tables."],
  ["GuardDutyMalwareProtection", "malware-protection-plan.guardduty", "Scans new objects."],
  ["ForwardEvents", "events", "Forwards events to the security account."],
  ["ConfigAggregator", "config", "Aggregates what Config records."],
];

/** Accounts whose vault lets one role in, and nobody else. */
const vaults = new Set(["backup", "payments-prod", "data-lake-prod"]);

/** Roles that AWS's own services and the identity centre make: their policies are not an account's to mend. */
function servicesOwn({ world, managed }: Means): RoleDraft[] {
  return [
    {
      name: "AWSServiceRoleForConfig",
      path: "/aws-service-role/config.amazonaws.com/",
      description: "A service-linked role required for AWS Config to access your resources.",
      trust: trusts("config"),
      attached: [managed("AWSConfigServiceRolePolicy")],
    },
    {
      name: `AWSReservedSSO_StorageOperator_${world.random.hex(16, "sso", "storage")}`,
      path: "/aws-reserved/sso.amazonaws.com/",
      description: "",
      trust: document({
        Effect: "Allow",
        Principal: { Federated: `arn:${world.partition}:iam::${world.managementAccountId}:saml-provider/AWSSSO` },
        Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"],
      }),
      inline: { AwsSSOInlinePolicy: everything },
    },
    {
      name: "AWSBackupDefaultServiceRole",
      path: "/service-role/",
      description: "Provides AWS Backup permission to create backups.",
      trust: trusts("backup"),
      attached: [managed("AWSBackupServiceRolePolicyForS3Backup")],
    },
    {
      name: "CloudTrailToLogs",
      description: "Delivers a trail's events to CloudWatch Logs.",
      trust: trusts("cloudtrail"),
      inline: {
        DeliverEvents: document({
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: "*",
        }),
      },
    },
  ];
}

const rolesOthersName = ({ written }: Means): RoleDraft[] =>
  assumed.map(([name, service, description]) => ({
    name,
    description,
    trust: trusts(service),
    attached: name === "s3-replication" ? [written("ReplicateBuckets")] : [],
  }));

/** @returns the roles of what runs in an account: most scoped to its own buckets, in development and sandboxes less */
export function workloadRoles(place: Place): RoleDraft[] {
  const { world, account } = place;
  const { random } = world;
  const plan = world.tree.purposes.get(account.id);
  if (!plan || plan.purpose === "closed") return [];
  const means: Means = {
    ...place,
    plan: plan.name,
    managed: (name) => managedPolicyArn(world.partition, name),
    written: (name) => customerPolicyArn(world, account.id, name),
  };
  const own = servicesOwn(means);
  if (plan.purpose !== "sandbox") own.push(...rolesOthersName(means));
  if (vaults.has(plan.name)) {
    own.push({ name: "VaultKeeper", description: "Alone opens the vault.", trust: trusts("backup") });
  }
  if (["prod", "data-lake", "dev", "web"].includes(plan.purpose)) {
    own.push({
      name: `${plan.name}-app`,
      description: "What runs here.",
      trust: trusts("ecs-tasks"),
      attached: [means.written(dataPolicyName(plan.name)), means.managed("AWSLambdaBasicExecutionRole")],
      tags: { owner: plan.name },
    });
  }
  if (plan.purpose === "sandbox" || (plan.purpose === "dev" && random.chance(0.35, "dev-tools", account.id))) {
    own.push({
      name: "experiments",
      description: "Whatever somebody tries.",
      trust: trusts("lambda"),
      attached: [means.managed("AmazonS3FullAccess")],
    });
  }
  if (plan.purpose === "dev" && random.chance(0.2, "quick-fix", account.id)) {
    own.push({ name: "quick-fix", description: "", trust: trusts("ec2"), inline: { s3: everything } });
  }
  return [...own, ...(stories[plan.name]?.(means) ?? [])];
}
