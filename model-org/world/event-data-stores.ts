import type { AdvancedEventSelector } from "@aws-sdk/client-cloudtrail";
import type { Kind } from "./records";
import { selectors } from "./trail-selectors";

/** An event data store of CloudTrail Lake. */
export type EventDataStore = {
  id: string;
  name: string;
  status: "ENABLED" | "PENDING_DELETION" | "STOPPED_INGESTION";
  selectors: readonly AdvancedEventSelector[];
  multiRegion: boolean;
  organization: boolean;
  retentionDays: number;
  createdAt: string;
};

/** What an account's lake records: objects of S3 in one account, management events only in others. */
export const eventDataStores: Kind<EventDataStore> = {
  name: "event-data-store",
  id: ({ id }) => id,
  derive({ world, account, region }) {
    if (region !== world.regions[0]) return [];
    const store = (name: string, more: Partial<EventDataStore> = {}): EventDataStore => {
      const id = world.random.hex(32, "event-data-store", account.id, name);
      return {
        id: [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, id),
        name,
        status: "ENABLED",
        selectors: selectors.everything.advanced,
        multiRegion: true,
        organization: false,
        retentionDays: 366,
        createdAt: "2025-06-02T08:00:00.000Z",
        ...more,
      };
    };
    switch (world.tree.purposes.get(account.id)?.name) {
      case "data-science-dev":
        return [store("science")];
      case "claims-dev":
        return [store("claims-activity", { selectors: selectors.everything.advanced.slice(0, 1) })];
      case "analytics-dev":
        return [store("trial", { status: "STOPPED_INGESTION" })];
      case "audit":
        return [store("investigation-2025", { status: "PENDING_DELETION" })];
      default:
        return [];
    }
  },
};
