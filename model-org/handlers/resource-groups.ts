import * as Api from "@aws-sdk/client-resource-groups";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { resourceGroups as groups, type ResourceGroup } from "../world/resource-groups";
import type { World } from "../world/world";
import { pageOf } from "./pages";

const badRequest = (message: string) => new Api.BadRequestException({ message, $metadata: {} });

/** Resource Groups: which there are, and by what they gather. */
export function resourceGroups(world: World): HandlersOf<typeof Api> {
  const arnOf = ({ name }: ResourceGroup, { caller, region }: Context) =>
    `arn:${world.partition}:resource-groups:${region}:${caller.accountId}:group/${name}`;
  const shown = (group: ResourceGroup, context: Context) => ({
    GroupArn: arnOf(group, context),
    Name: group.name,
    Description: group.description,
  });
  const all = ({ caller, region }: Context) => world.records.list(groups, caller.accountId, region);
  const group = (asked: string | undefined, context: Context): ResourceGroup => {
    const found = all(context).find((one) => asked === one.name || asked === arnOf(one, context));
    if (!found) throw new Api.NotFoundException({ message: "Cannot find group.", $metadata: {} });
    return found;
  };
  return {
    ListGroups({ NextToken, MaxResults }, context) {
      const { items, next } = pageOf(all(context), NextToken, MaxResults ?? 50, () =>
        badRequest("The next token is not valid."),
      );
      return {
        GroupIdentifiers: items.map((one) => ({
          GroupName: one.name,
          GroupArn: arnOf(one, context),
          Description: one.description,
        })),
        Groups: items.map((one) => shown(one, context)),
        NextToken: next,
      };
    },
    GetGroup: (input, context) => ({ Group: shown(group(input.Group ?? input.GroupName, context), context) }),
    GetGroupQuery(input, context) {
      const { name, query } = group(input.Group ?? input.GroupName, context);
      return {
        GroupQuery: { GroupName: name, ResourceQuery: { Type: query.type as Api.QueryType, Query: query.text } },
      };
    },
    CreateGroup({ Name = "", Description = "", ResourceQuery: query, Tags }, context) {
      if (!/^[a-zA-Z0-9_.-]{1,300}$/.test(Name) || /^aws/i.test(Name)) throw badRequest("The group name is not valid.");
      if (!query?.Type || !query.Query) throw badRequest("The group has no query.");
      if (all(context).some(({ name }) => name === Name)) throw badRequest("The group already exists.");
      const made = { name: Name, description: Description, query: { type: query.Type, text: query.Query } };
      world.records.put(groups, context.caller.accountId, context.region, made);
      return { Group: shown(made, context), ResourceQuery: query, Tags: Tags ?? {} };
    },
    DeleteGroup(input, context) {
      const found = group(input.Group ?? input.GroupName, context);
      world.records.remove(groups, context.caller.accountId, context.region, found.name);
      return { Group: shown(found, context) };
    },
  };
}
