import type { Account } from "../world/configuration";
import { document } from "../world/documents";
import type { Kind } from "../world/records";
import type { World } from "../world/world";
import { customerPolicyArn } from "./customer-policies";
import { managedPolicyArn } from "./managed-policies";
import { workloadRoles } from "./workload-roles";

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
  /** The ARN of a managed policy that caps the others. */
  boundary?: string;
  tags?: Record<string, string>;
  lastUsedAt?: string;
};

export const hubRoleNames = { reader: "BreakwaterHubReader", remediator: "BreakwaterHubRemediator" } as const;

export const roleArn = (world: World, accountId: string, { path, name }: Pick<Role, "path" | "name">): string =>
  `arn:${world.partition}:iam::${accountId}:role${path}${name}`;

/** What a role of the seed is made of. */
export type RoleDraft = Pick<Role, "name" | "trust" | "description"> & Partial<Role>;

/** @returns a role of an account as the seed makes it */
const roleFrom = ({ random }: World, account: Account, draft: RoleDraft): Role => ({
  path: "/",
  id: `AROA${random.hex(17, "role", account.id, draft.name).toUpperCase()}`,
  createdAt: account.joinedAt,
  inline: {},
  attached: [],
  ...draft,
});

/** @returns one of the two roles Breakwater has in an account, as the StackSet makes it */
export function breakwaterRole(world: World, account: Account, which: "read" | "remediate"): Role {
  const { readRole, remediateRole, externalId } = world.options;
  const trustHub = (name: string, ...conditions: object[]) =>
    document({
      Effect: "Allow",
      Principal: { AWS: roleArn(world, world.hubAccountId, { path: "/", name }) },
      Action: "sts:AssumeRole",
      Condition: Object.assign(
        { StringEquals: { "sts:ExternalId": externalId, "aws:PrincipalOrgID": world.seed.organizationId } },
        ...conditions,
      ),
    });
  return which === "read"
    ? roleFrom(world, account, {
        name: readRole,
        description: "Reads settings for Breakwater.",
        trust: trustHub(hubRoleNames.reader),
        attached: [customerPolicyArn(world, account.id, "BreakwaterReadSettings")],
      })
    : roleFrom(world, account, {
        name: remediateRole,
        description: "Mends settings for Breakwater.",
        trust: trustHub(hubRoleNames.remediator, { Null: { "sts:SourceIdentity": "false" } }),
        attached: [customerPolicyArn(world, account.id, "BreakwaterMendSettings")],
      });
}

/** Roles of every account: those Breakwater needs, the one Organizations makes, and those of what runs in it. */
export const roles: Kind<Role> = {
  name: "iam-role",
  id: ({ name }) => name,
  derive(place) {
    const { world, account } = place;
    const own: Role[] = [
      roleFrom(world, account, {
        name: "OrganizationAccountAccessRole",
        description: "The management account's way in.",
        trust: document({
          Effect: "Allow",
          Principal: { AWS: `arn:${world.partition}:iam::${world.managementAccountId}:root` },
          Action: "sts:AssumeRole",
        }),
        attached: [managedPolicyArn(world.partition, "AdministratorAccess")],
      }),
      ...workloadRoles(place).map((draft) => roleFrom(world, account, draft)),
    ];
    if (account.roles.read) own.push(breakwaterRole(world, account, "read"));
    if (account.roles.remediate) own.push(breakwaterRole(world, account, "remediate"));
    if (account.id === world.hubAccountId) {
      own.push(...hubRoles(world).map((draft) => roleFrom(world, account, draft)));
    }
    return own;
  },
};

function hubRoles(world: World): RoleDraft[] {
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
    {
      name: hubRoleNames.reader,
      description: "The reader.",
      trust,
      inline: { Read: document(assume(readRole), organization, queue) },
    },
    {
      name: hubRoleNames.remediator,
      description: "The remediator.",
      trust,
      inline: { Remediate: document(assume(remediateRole), organization) },
    },
  ];
}
