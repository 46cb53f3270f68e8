import type { Kind } from "../world/records";
import type { World } from "../world/world";

/** A role of an account. IAM reports it, STS signs in to it, and its policies are what its sessions may do. */
export type Role = {
  name: string;
  path: string;
  id: string;
  description: string;
  createdAt: string;
  /** Who may assume it. */
  trust: string;
  /** Inline policies by name. */
  inline: Record<string, string>;
  /** ARNs of managed policies. */
  attached: string[];
  lastUsedAt?: string;
};

const document = (...Statement: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement });

/** Services whose settings the reader asks for, by the prefix of their actions. */
const readPrefixes = [
  "access-analyzer",
  "account",
  "backup",
  "cloudformation",
  "cloudfront",
  "cloudtrail",
  "cloudwatch",
  "config",
  "controltower",
  "ec2",
  "events",
  "guardduty",
  "health",
  "iam",
  "kms",
  "logs",
  "macie2",
  "organizations",
  "resource-explorer-2",
  "resource-groups",
  "s3",
  "s3express",
  "s3tables",
  "s3vectors",
  "securityhub",
  "sns",
  "sqs",
  "support",
  "tag",
  "trustedadvisor",
];

/** The reader's: every setting, no object, no name of one, and no key's use. */
const readPolicy = document(
  {
    Sid: "ReadSettings",
    Effect: "Allow",
    Action: readPrefixes.flatMap((prefix) =>
      ["Get*", "List*", "Describe*", "BatchGet*", "Select*", "Lookup*"].map((verb) => `${prefix}:${verb}`),
    ),
    Resource: "*",
  },
  {
    Sid: "AskForReports",
    Effect: "Allow",
    Action: ["iam:GenerateCredentialReport", "cloudformation:DetectStack*"],
    Resource: "*",
  },
  {
    Sid: "ReadNoData",
    Effect: "Deny",
    Action: [
      "s3:GetObject*",
      "s3:ListBucket",
      "s3:ListBucketVersions",
      "s3tables:GetTableData",
      "s3vectors:GetVectors",
    ],
    Resource: "*",
  },
);

/** The remediator's: what the product's own policy for it lists, and no third thing. */
const remediatePolicy = document(
  { Sid: "ReadBuckets", Effect: "Allow", Action: ["s3:Get*", "s3:List*"], Resource: "*" },
  {
    Sid: "ChangeBuckets",
    Effect: "Allow",
    Action: ["s3:PutBucketPublicAccessBlock", "s3:PutEncryptionConfiguration"],
    Resource: "*",
  },
  {
    Sid: "ReadNoData",
    Effect: "Deny",
    Action: ["s3:GetObject*", "s3:ListBucket", "s3:ListBucketVersions"],
    Resource: "*",
  },
);

export const hubRoleNames = { reader: "BreakwaterHubReader", remediator: "BreakwaterHubRemediator" } as const;

export const roleArn = (world: World, accountId: string, { path, name }: Pick<Role, "path" | "name">): string =>
  `arn:${world.partition}:iam::${accountId}:role${path}${name}`;

/** Roles of every account: those Breakwater needs, and the one Organizations makes. */
export const roles: Kind<Role> = {
  name: "iam-role",
  id: ({ name }) => name,
  derive({ world, account }) {
    const { readRole, remediateRole, externalId } = world.options;
    const { random, organizationId } = world.seed;
    const role = (name: string, more: Pick<Role, "trust" | "inline" | "description">): Role => ({
      name,
      path: "/",
      id: `AROA${random.hex(17, "role", account.id, name).toUpperCase()}`,
      createdAt: account.joinedAt,
      attached: [],
      ...more,
    });
    const hub = (name: string) => roleArn(world, world.hubAccountId, { path: "/", name });
    const trustHub = (name: string, ...conditions: object[]) =>
      document({
        Effect: "Allow",
        Principal: { AWS: hub(name) },
        Action: "sts:AssumeRole",
        Condition: Object.assign(
          { StringEquals: { "sts:ExternalId": externalId, "aws:PrincipalOrgID": organizationId } },
          ...conditions,
        ),
      });
    const own: Role[] = [
      role("OrganizationAccountAccessRole", {
        description: "The management account's way in.",
        trust: document({
          Effect: "Allow",
          Principal: { AWS: `arn:${world.partition}:iam::${world.managementAccountId}:root` },
          Action: "sts:AssumeRole",
        }),
        inline: { Administrator: document({ Effect: "Allow", Action: "*", Resource: "*" }) },
      }),
    ];
    if (account.roles.read) {
      own.push(
        role(readRole, {
          description: "Reads settings for Breakwater.",
          trust: trustHub(hubRoleNames.reader),
          inline: { ReadSettings: readPolicy },
        }),
      );
    }
    if (account.roles.remediate) {
      own.push(
        role(remediateRole, {
          description: "Mends settings for Breakwater.",
          trust: trustHub(hubRoleNames.remediator, { Null: { "sts:SourceIdentity": "false" } }),
          inline: { Remediate: remediatePolicy },
        }),
      );
    }
    if (account.id === world.hubAccountId) own.push(...hubRoles(world, role));
    return own;
  },
};

function hubRoles(
  world: World,
  role: (name: string, more: Pick<Role, "trust" | "inline" | "description">) => Role,
): Role[] {
  const { readRole, remediateRole } = world.options;
  const trust = document({
    Effect: "Allow",
    Principal: { Service: "ecs-tasks.amazonaws.com" },
    Action: "sts:AssumeRole",
  });
  const assume = (name: string) => ({
    Effect: "Allow",
    Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
    Resource: `arn:${world.partition}:iam::*:role/${name}`,
  });
  const organization = {
    Effect: "Allow",
    Action: [
      "organizations:Describe*",
      "organizations:List*",
      "config:Describe*",
      "config:Select*",
      "config:List*",
      "config:Get*",
      "config:BatchGet*",
    ],
    Resource: "*",
  };
  const queue = {
    Effect: "Allow",
    Action: ["sqs:GetQueueUrl", "sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:DeleteMessage"],
    Resource: "*",
  };
  return [
    role(hubRoleNames.reader, {
      description: "The reader.",
      trust,
      inline: { Read: document(assume(readRole), organization, queue) },
    }),
    role(hubRoleNames.remediator, {
      description: "The remediator.",
      trust,
      inline: { Remediate: document(assume(remediateRole), organization) },
    }),
  ];
}
