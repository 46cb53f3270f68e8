import { document } from "../world/documents";
import type { Kind, Place } from "../world/records";
import type { World } from "../world/world";
import { breakwaterPolicies } from "./breakwater-policies";

/** A managed policy an account wrote itself. Its versions are kept oldest first; what counts is the default one. */
export type CustomerPolicy = {
  name: string;
  id: string;
  description: string;
  createdAt: string;
  versions: { id: string; document: string; createdAt: string }[];
  defaultVersion: string;
};

/** @returns the ARN of a policy an account wrote itself */
export const customerPolicyArn = (world: World, accountId: string, name: string): string =>
  `arn:${world.partition}:iam::${accountId}:policy/${name}`;

type Draft = { name: string; description: string; documents: readonly string[] };

const everything = { Sid: "Storage", Effect: "Allow", Action: "s3:*", Resource: "*" };

/** What teams wrote, by account: what a review has to read twice. */
const written: Readonly<Record<string, (partition: string) => Draft[]>> = {
  "billing-prod": () => [
    { name: "S3Everything", description: "For the invoice batch.", documents: [document(everything)] },
  ],
  "data-science-dev": () => [
    { name: "S3Everything", description: "For notebooks.", documents: [document({ ...everything, Action: ["S3:*"] })] },
  ],
  // Everything, but only through the endpoint of the VPC.
  "payments-prod": () => [
    {
      name: "S3ThroughTheEndpoint",
      description: "For settlement.",
      documents: [
        document({ ...everything, Condition: { StringEquals: { "aws:SourceVpce": "vpce-0a1b2c3d4e5f60718" } } }),
      ],
    },
  ],
  "shared-services": () => [
    {
      name: "LegacyAll",
      description: "From before roles were scoped.",
      documents: [document({ Effect: "Allow", Action: "*", Resource: "*" })],
    },
  ],
  // Attached to nobody.
  "documents-prod": () => [
    { name: "S3Everything", description: "Of a migration in 2022.", documents: [document(everything)] },
  ],
  // Its first version allowed everything; the default one does not.
  identity: (partition) => [
    {
      name: "DirectoryExports",
      description: "Exports of the directory.",
      documents: [
        document(everything),
        document({
          Effect: "Allow",
          Action: "s3:PutObject",
          Resource: `arn:${partition}:s3:::aldermoor-identity-inventory/*`,
        }),
      ],
    },
  ],
  // Allows S3 without naming it.
  "analytics-dev": () => [
    {
      name: "AllButIdentity",
      description: "Whatever analysts need.",
      documents: [document({ Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "*" })],
    },
  ],
  "partner-exchange-prod": (partition) => [
    {
      name: "WorkloadBoundary",
      description: "The most a workload may.",
      documents: [
        document({
          Effect: "Allow",
          Action: ["s3:GetObject", "s3:PutObject", "logs:*"],
          Resource: [`arn:${partition}:s3:::aldermoor-partner-exchange-prod-*/*`, `arn:${partition}:logs:*:*:*`],
        }),
      ],
    },
  ],
};

/** @returns the name of the policy that allows a workload its own account's buckets */
export const dataPolicyName = (plan: string): string => `${plan}-data`;

function draftsOf({ world, account }: Place): Draft[] {
  const { partition } = world;
  const plan = world.tree.purposes.get(account.id);
  const scoped: Draft = {
    name: dataPolicyName(plan?.name ?? account.name),
    description: "The account's own buckets.",
    documents: [
      document({
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
        Resource: [`arn:${partition}:s3:::${account.name}-*`, `arn:${partition}:s3:::${account.name}-*/*`],
      }),
    ],
  };
  const replicates: Draft = {
    name: "ReplicateBuckets",
    description: "What replication needs of the account's own buckets, and of those it copies to.",
    documents: [
      document(
        {
          Effect: "Allow",
          Action: ["s3:GetReplicationConfiguration", "s3:ListBucket", "s3:GetObjectVersion*"],
          Resource: [`arn:${partition}:s3:::${account.name}-*`, `arn:${partition}:s3:::${account.name}-*/*`],
        },
        {
          Effect: "Allow",
          Action: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
          Resource: `arn:${partition}:s3:::aldermoor-*/*`,
        },
      ),
    ],
  };
  const works = plan && ["prod", "data-lake", "dev", "web"].includes(plan.purpose);
  return [
    ...Object.entries(breakwaterPolicies).map(([name, text]) => ({
      name,
      description: "What Breakwater may.",
      documents: [text],
    })),
    ...(works ? [scoped] : []),
    ...(plan && !["sandbox", "closed"].includes(plan.purpose) ? [replicates] : []),
    ...(written[plan?.name ?? ""]?.(partition) ?? []),
  ];
}

/** Customer managed policies: those of Breakwater's roles, scoped ones of workloads, and a few that allow everything. */
export const customerPolicies: Kind<CustomerPolicy> = {
  name: "iam-policy",
  id: ({ name }) => name,
  derive(place) {
    const { world, account } = place;
    return draftsOf(place).map(({ name, description, documents }) => ({
      name,
      id: `ANPA${world.random.hex(17, "policy", account.id, name).toUpperCase()}`,
      description,
      createdAt: account.joinedAt,
      versions: documents.map((text, n) => ({
        id: `v${n + 1}`,
        document: text,
        createdAt: new Date(Date.parse(account.joinedAt) + n * 90 * 86_400_000).toISOString(),
      })),
      defaultVersion: `v${documents.length}`,
    }));
  },
};

/** @returns the policy of an ARN, where the account it names has one */
export function customerPolicyAt(
  world: World,
  arn: string,
): { accountId: string; policy: CustomerPolicy; document: string } | undefined {
  const [, accountId, name] = /^arn:[a-z-]+:iam::(\d{12}):policy\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if (accountId === undefined || name === undefined) return undefined;
  const policy = world.records.get(customerPolicies, accountId, world.homeRegion, name);
  const version = policy?.versions.find(({ id }) => id === policy.defaultVersion);
  return policy && version ? { accountId, policy, document: version.document } : undefined;
}
