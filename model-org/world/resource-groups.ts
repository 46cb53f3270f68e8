import type { Kind } from "./records";

/** A group of resources, by a query over their tags. */
export type ResourceGroup = { name: string; description: string; query: { type: string; text: string } };

/** The query of a group that holds what carries a tag. */
export const byTag = (key: string, value: string): ResourceGroup["query"] => ({
  type: "TAG_FILTERS_1_0",
  text: JSON.stringify({ ResourceTypeFilters: ["AWS::S3::Bucket"], TagFilters: [{ Key: key, Values: [value] }] }),
});

/** Groups of resources: of production accounts, by what their data is; none elsewhere. */
export const resourceGroups: Kind<ResourceGroup> = {
  name: "resource-group",
  id: ({ name }) => name,
  derive({ world, account, region }) {
    const purpose = world.tree.purposes.get(account.id)?.purpose;
    if ((purpose !== "prod" && purpose !== "data-lake") || region !== world.regions[0]) return [];
    return ["confidential", "restricted"].map((value) => ({
      name: `${value}-buckets`,
      description: `Buckets with ${value} data.`,
      query: byTag("data-classification", value),
    }));
  },
};
