import * as Api from "@aws-sdk/client-resource-explorer-2";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type ExplorerIndex, explorerIndexes, explorerViews } from "../world/explorer-indexes";
import type { World } from "../world/world";
import { pageOf } from "./pages";
import { badToken, here, indexArn, indexOf, saying } from "./resource-explorer-places";
import { resourceExplorerSearch } from "./resource-explorer-search";

const $metadata = {};

/** Resource Explorer: which regions of an account it knows, and what it finds there. */
export function resourceExplorer(world: World): HandlersOf<typeof Api> {
  return { ...indexes(world), ...resourceExplorerSearch(world) };
}

function indexes(world: World): HandlersOf<typeof Api> {
  const all = ({ caller }: Context) =>
    world.regions.flatMap((region) => {
      const [index] = world.records.list(explorerIndexes, caller.accountId, region);
      return index ? [{ region, index }] : [];
    });
  const put = (context: Context, index: ExplorerIndex) => {
    const { account, region } = here(world, context);
    for (const type of ["LOCAL", "AGGREGATOR"]) world.records.remove(explorerIndexes, account.id, region, type);
    world.records.put(explorerIndexes, account.id, region, index);
  };
  return {
    ListIndexes({ Type, Regions, NextToken, MaxResults }, context) {
      const wanted = all(context).filter(
        ({ region, index }) =>
          (Type === undefined || index.type === Type) && (!Regions?.length || Regions.includes(region)),
      );
      const { items, next } = pageOf(wanted, NextToken, MaxResults ?? 100, badToken);
      return {
        Indexes: items.map(({ region, index }) => ({
          Region: region,
          Arn: indexArn({ ...here(world, context), region }, index),
          Type: index.type,
        })),
        NextToken: next,
      };
    },
    GetIndex(_, context) {
      const index = indexOf(world, context);
      return {
        Arn: indexArn(here(world, context), index),
        Type: index.type,
        State: "ACTIVE",
        CreatedAt: new Date(index.createdAt),
        LastUpdatedAt: new Date(index.createdAt),
        ReplicatingFrom:
          index.type === "AGGREGATOR"
            ? all(context).flatMap(({ region }) => (region === context.region ? [] : [region]))
            : [],
        Tags: {},
      };
    },
    CreateIndex(_, context) {
      const place = here(world, context);
      const [present] = world.records.list(explorerIndexes, place.account.id, place.region);
      if (present) {
        throw new Api.ConflictException(saying("An index already exists in this Region."));
      }
      const made: ExplorerIndex = {
        id: context.requestId,
        type: "LOCAL",
        createdAt: world.clock.now().toISOString(),
      };
      put(context, made);
      return { Arn: indexArn(place, made), State: "CREATING", CreatedAt: new Date(made.createdAt) };
    },
    UpdateIndexType({ Arn, Type }, context) {
      const index = indexOf(world, context);
      const place = here(world, context);
      if (Arn !== indexArn(place, index)) throw notFound();
      const other = all(context).find((one) => one.index.type === "AGGREGATOR" && one.region !== context.region);
      if (Type === "AGGREGATOR" && other) {
        throw new Api.ServiceQuotaExceededException({
          ...saying("There is an aggregator index already."),
          Name: "AggregatorIndexes",
          Value: "1",
        });
      }
      put(context, { ...index, type: Type ?? "LOCAL" });
      return { Arn, Type, State: "UPDATING", LastUpdatedAt: world.clock.now() };
    },
    DeleteIndex({ Arn }, context) {
      const index = indexOf(world, context);
      const { account, region } = here(world, context);
      if (Arn !== indexArn({ world, account, region }, index)) throw notFound();
      world.records.remove(explorerIndexes, account.id, region, index.type);
      for (const { name } of world.records.list(explorerViews, account.id, region)) {
        world.records.remove(explorerViews, account.id, region, name);
      }
      return { Arn, State: "DELETING", LastUpdatedAt: world.clock.now() };
    },
  };
}

const notFound = () => new Api.ResourceNotFoundException({ message: "The specified index does not exist.", $metadata });
