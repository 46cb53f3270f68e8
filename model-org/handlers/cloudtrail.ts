import * as Api from "@aws-sdk/client-cloudtrail";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type EventDataStore, eventDataStores } from "../world/event-data-stores";
import type { World } from "../world/world";
import { lookUp } from "./cloudtrail-lookup";
import { readTrails } from "./cloudtrail-trails";
import { writeTrails } from "./cloudtrail-writes";
import { pageOf } from "./pages";

/** CloudTrail: trails, event data stores and the history of events. */
export function cloudTrail(world: World): HandlersOf<typeof Api> {
  return { ...readTrails(world), ...writeTrails(world), ...lookUp(world), ...stores(world) };
}

function stores(world: World): HandlersOf<typeof Api> {
  const storesOf = ({ caller, region }: Context) => world.records.list(eventDataStores, caller.accountId, region);
  const arnOf = ({ caller, region }: Context, { id }: EventDataStore) =>
    `arn:${world.partition}:cloudtrail:${region}:${caller.accountId}:eventdatastore/${id}`;
  return {
    ListEventDataStores({ NextToken, MaxResults }, context) {
      const { items, next } = pageOf(
        storesOf(context),
        NextToken,
        MaxResults ?? 1000,
        () => new Api.InvalidNextTokenException({ message: "The token is not valid.", $metadata: {} }),
      );
      // AWS lists names and ARNs; what a store selects is asked for one by one.
      const EventDataStores = items.map((store) => ({ EventDataStoreArn: arnOf(context, store), Name: store.name }));
      return { EventDataStores, NextToken: next };
    },
    GetEventDataStore({ EventDataStore: asked }, context) {
      const store = storesOf(context).find((one) => one.id === asked || arnOf(context, one) === asked);
      if (!store) {
        throw new Api.EventDataStoreNotFoundException({
          message: `The event data store ${asked} was not found.`,
          $metadata: {},
        });
      }
      return {
        EventDataStoreArn: arnOf(context, store),
        Name: store.name,
        Status: store.status,
        AdvancedEventSelectors: [...store.selectors],
        MultiRegionEnabled: store.multiRegion,
        OrganizationEnabled: store.organization,
        RetentionPeriod: store.retentionDays,
        TerminationProtectionEnabled: store.status === "ENABLED",
        CreatedTimestamp: new Date(store.createdAt),
        UpdatedTimestamp: new Date(store.createdAt),
        BillingMode: "EXTENDABLE_RETENTION_PRICING",
      };
    },
  };
}
