import * as Api from "@aws-sdk/client-resource-explorer-2";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type ExplorerView, explorerViews, losesABucket } from "../world/explorer-indexes";
import type { World } from "../world/world";
import { pageOf } from "./pages";
import { badToken, here, indexOf, saying, viewArn } from "./resource-explorer-places";

const $metadata = {};

/** Search finds no more than these, however many there are. */
const found = 1_000;

/** What a view finds: buckets only, the one kind the model keeps an inventory of. */
export function resourceExplorerSearch(world: World): HandlersOf<typeof Api> {
  const views = (context: Context) => {
    const { account, region } = here(world, context);
    return world.records.list(explorerViews, account.id, region);
  };
  const viewOf = (arn: string | undefined, context: Context): ExplorerView => {
    const place = here(world, context);
    const view = views(context).find((one) => (arn === undefined ? one.isDefault : viewArn(place, one) === arn));
    if (view) return view;
    throw new Api.UnauthorizedException({
      message: "Unauthorized: there is no such view, or no default view in this Region.",
      $metadata,
    });
  };
  /** Of all regions where the index gathers them, else of its own: a bucket has to be made to know its region. */
  const bucketsIn = (context: Context, from: number, most: number) => {
    const { account, region } = here(world, context);
    const all = world.bucketNames(account.id);
    const names = losesABucket({ world, account }) ? all.slice(0, -1) : all;
    const gathers = indexOf(world, context).type === "AGGREGATOR";
    const seen = gathers ? names : names.filter((name) => world.bucket(name)?.region === region);
    return { names: seen.slice(from, from + most), all: seen };
  };
  const resource = (name: string, { caller }: Context): Api.Resource => ({
    Arn: `arn:${world.partition}:s3:::${name}`,
    OwningAccountId: caller.accountId,
    Region: world.bucket(name)?.region,
    ResourceType: "s3:bucket",
    Service: "s3",
    LastReportedAt: new Date(Math.floor(world.clock.now().getTime() / 86_400_000) * 86_400_000),
    Properties: [],
  });
  const asksForBuckets = (query: string) =>
    query.trim() === "" || /\bresourcetype:s3:bucket\b/.test(query) || /\bservice:s3\b/.test(query);
  return {
    ListViews({ NextToken, MaxResults }, context) {
      const { items, next } = pageOf(views(context), NextToken, MaxResults ?? 20, badToken);
      return { Views: items.map((view) => viewArn(here(world, context), view)), NextToken: next };
    },
    GetDefaultView(_, context) {
      indexOf(world, context);
      const view = views(context).find(({ isDefault }) => isDefault);
      return view ? { ViewArn: viewArn(here(world, context), view) } : {};
    },
    Search({ QueryString = "", ViewArn, MaxResults, NextToken }, context) {
      const view = viewOf(ViewArn, context);
      const { names, all } = bucketsIn(context, 0, found);
      const wanted = asksForBuckets(QueryString) ? names : [];
      const { items, next } = pageOf(wanted, NextToken, MaxResults ?? 100, badToken);
      return {
        Resources: items.map((name) => resource(name, context)),
        ViewArn: viewArn(here(world, context), view),
        Count: { TotalResources: wanted.length, Complete: wanted.length === 0 || all.length <= found },
        NextToken: next,
      };
    },
    ListResources({ Filters, ViewArn, MaxResults, NextToken }, context) {
      const view = viewOf(ViewArn, context);
      const wanted = asksForBuckets(Filters?.FilterString ?? "") ? bucketsIn(context, 0, 0).all : [];
      const { items, next } = pageOf(wanted, NextToken, MaxResults ?? 100, badToken);
      return {
        Resources: items.map((name) => resource(name, context)),
        ViewArn: viewArn(here(world, context), view),
        NextToken: next,
      };
    },
    CreateView({ ViewName = "" }, context) {
      indexOf(world, context);
      const place = here(world, context);
      if (views(context).some(({ name }) => name === ViewName)) {
        throw new Api.ConflictException(saying("A view of this name already exists."));
      }
      const updatedAt = world.clock.now().toISOString();
      const view: ExplorerView = { name: ViewName, id: context.requestId, isDefault: false, updatedAt };
      world.records.put(explorerViews, place.account.id, place.region, view);
      return {
        View: {
          ViewArn: viewArn(place, view),
          ViewName,
          Owner: place.account.id,
          Scope: `arn:${world.partition}:iam::${place.account.id}:root`,
          LastUpdatedAt: new Date(updatedAt),
          Filters: { FilterString: "" },
        },
      };
    },
    AssociateDefaultView({ ViewArn }, context) {
      const { account, region } = here(world, context);
      const chosen = viewOf(ViewArn, context);
      for (const view of views(context)) {
        world.records.put(explorerViews, account.id, region, { ...view, isDefault: view.name === chosen.name });
      }
      return { ViewArn };
    },
  };
}
