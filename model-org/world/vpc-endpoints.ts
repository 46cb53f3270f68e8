import { type Vpc, vpcs } from "./networks";
import type { Kind, Place } from "./records";

/** A door from a network to a service of AWS. */
export type VpcEndpoint = {
  id: string;
  vpcId: string;
  type: "Gateway" | "Interface";
  /** The last part of the service's name: s3, dynamodb. */
  service: string;
  state: "available" | "pendingAcceptance" | "deleting";
  policy: string;
  /** Ids of the route tables that lead to it: a gateway's. */
  tables: string[];
  subnets: string[];
  createdAt: string;
};

/** What AWS writes where nobody says another policy. */
export const openEndpointPolicy = JSON.stringify({
  Version: "2008-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
});

const policyOf = (...Statement: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement });

const anyone = { Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*" };

const withinOrganization = ({ world }: Place): string =>
  policyOf({ ...anyone, Condition: { StringEquals: { "aws:ResourceOrgID": world.seed.organizationId } } });

type Draft = Partial<Omit<VpcEndpoint, "id" | "vpcId">> & { id?: string };

const isPrivate = ({ way }: Vpc["tables"][number]): boolean => way === "nat";

const privateTables = ({ tables }: Vpc): string[] => tables.filter(isPrivate).map(({ id }) => id);

/** Doors by account: restricted in the ways there are, open, half connected, or of another service. */
const stories: Readonly<Record<string, (place: Place, vpc: Vpc) => Draft[]>> = {
  "data-lake-prod": (place, vpc) => [
    { policy: withinOrganization(place) },
    { type: "Interface", tables: [], policy: withinOrganization(place), subnets: subnetsOf(vpc) },
  ],
  "claims-prod": ({ world: { partition } }) => [
    {
      policy: policyOf({
        ...anyone,
        Resource: [`arn:${partition}:s3:::aldermoor-claims-prod-*`, `arn:${partition}:s3:::aldermoor-claims-prod-*/*`],
      }),
    },
  ],
  // Its id is in a policy of the account.
  "payments-prod": ({ account }) => [
    {
      id: "vpce-0a1b2c3d4e5f60718",
      policy: policyOf({ ...anyone, Condition: { StringEquals: { "aws:ResourceAccount": account.id } } }),
    },
  ],
  // Allows everything, and then denies what is not the organization's.
  "underwriting-prod": ({ world }) => [
    {
      policy: policyOf(
        { ...anyone, Action: "*" },
        {
          Effect: "Deny",
          Principal: "*",
          Action: "*",
          Resource: "*",
          Condition: { StringNotEqualsIfExists: { "aws:ResourceOrgID": world.seed.organizationId } },
        },
      ),
    },
  ],
  // There, but no table leads to it.
  "portal-prod": () => [{ tables: [] }],
  // One of two private tables leads to it.
  "billing-prod": (_, vpc) => [{ tables: privateTables(vpc).slice(0, 1) }],
  "documents-prod": (_, vpc) => [{ type: "Interface", tables: [], subnets: subnetsOf(vpc) }],
  // Waits for somebody to accept it.
  "partner-exchange-prod": (_, vpc) => [
    { type: "Interface", tables: [], subnets: subnetsOf(vpc), state: "pendingAcceptance" },
  ],
  "telematics-prod": () => [{ service: "dynamodb" }],
  network: (place, vpc) => [
    { type: "Interface", tables: [], policy: withinOrganization(place), subnets: subnetsOf(vpc) },
  ],
};

const subnetsOf = ({ tables }: Vpc): string[] => tables.filter(isPrivate).flatMap(({ subnets }) => subnets);

function draftsOf(place: Place, vpc: Vpc): Draft[] {
  const { world, account } = place;
  const plan = world.tree.purposes.get(account.id);
  if (vpc.isDefault) return [];
  const story = stories[plan?.name ?? ""];
  if (story) return story(place, vpc);
  const chance = { infrastructure: 0.9, prod: 0.75, dev: 0.4 }[plan?.purpose as string] ?? 0.1;
  if (!world.random.chance(chance, "s3-endpoint", vpc.id)) return [];
  const careful = plan?.purpose !== "dev" && world.random.chance(0.5, "endpoint-policy", vpc.id);
  return [careful ? { policy: withinOrganization(place) } : {}];
}

/** Endpoints of the networks of an account and region. */
export const vpcEndpoints: Kind<VpcEndpoint> = {
  name: "vpc-endpoint",
  id: ({ id }) => id,
  derive(place) {
    const { world } = place;
    return vpcs.derive(place).flatMap((vpc) =>
      draftsOf(place, vpc).map(
        (draft, n): VpcEndpoint => ({
          id: `vpce-${world.random.hex(17, "endpoint", vpc.id, n)}`,
          vpcId: vpc.id,
          type: "Gateway",
          service: "s3",
          state: "available",
          policy: openEndpointPolicy,
          tables: privateTables(vpc),
          subnets: [],
          createdAt: new Date(Date.UTC(2022, world.random.below(46, "endpoint", vpc.id), 12)).toISOString(),
          ...draft,
        }),
      ),
    );
  },
};
