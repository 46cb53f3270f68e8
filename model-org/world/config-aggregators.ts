import type { AccountAggregationSource } from "@aws-sdk/client-config-service";
import type { Kind } from "./records";

/** An aggregator: of the whole organization, or of accounts by hand. */
export type ConfigAggregator = {
  name: string;
  id: string;
  organization: { roleArn: string; allRegions: boolean; regions: string[] } | null;
  accounts: AccountAggregationSource[];
  createdAt: string;
  updatedAt: string;
};

/** The organization's aggregator, with the delegated administrator in the organization's first region. */
export const configAggregators: Kind<ConfigAggregator> = {
  name: "config-aggregator",
  id: ({ name }) => name,
  derive({ world, account, region }) {
    if (account.id !== world.hubAccountId || region !== world.regions[0]) return [];
    return [
      {
        name: "organization",
        id: world.random.hex(8, "aggregator"),
        organization: {
          roleArn: `arn:${world.partition}:iam::${account.id}:role/ConfigAggregator`,
          allRegions: true,
          regions: [],
        },
        accounts: [],
        createdAt: "2024-01-15T09:12:00.000Z",
        updatedAt: "2024-01-15T09:12:00.000Z",
      },
    ];
  },
};
