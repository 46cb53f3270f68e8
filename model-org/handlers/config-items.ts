import type * as Config from "@aws-sdk/client-config-service";
import { configRecorders } from "../world/config-recorder";
import { namesKnown, recordedBucket, recordingOf } from "../world/recorded";
import type { World } from "../world/world";
import { bucketItem } from "./config-bucket-item";
import type { Item } from "./config-query-run";
import { isRecordedType, resourcesOf } from "./config-resources";

/** What names a resource. */
export type ResourceName = { accountId: string; region: string; type: string; id: string };

/**
 * @returns a resource as Config knows it now. Where a recorder runs but leaves its type out, an item that says only so;
 * undefined for what was never discovered.
 */
export function itemNamed(world: World, { accountId, region, type, id }: ResourceName): Item | undefined {
  const account = world.account(accountId);
  if (!account || !isRecordedType(type)) return undefined;
  if (type === "AWS::S3::Bucket") {
    const recorded = recordedBucket(world, id);
    if (recorded?.bucket.accountId === accountId && recorded.bucket.region === region)
      return bucketItem(world, recorded);
    const unrecorded = !recorded && namesKnown(world, accountId).includes(id) && world.bucket(id)?.region === region;
    return unrecorded ? notRecorded(world, { accountId, region, type, id }) : undefined;
  }
  return resourcesOf(world, account, type)
    .find(({ key }) => key === `${region}/${id}`)
    ?.item();
}

function notRecorded(world: World, { accountId, region, type, id }: ResourceName): Item | undefined {
  const [recorder] = world.records.list(configRecorders, accountId, region);
  if (!recorder || recordingOf(world, accountId, region, type)) return undefined;
  return {
    version: "1.3",
    accountId,
    awsRegion: region,
    resourceType: type,
    resourceId: id,
    configurationItemCaptureTime: recorder.startedAt,
    configurationItemStatus: "ResourceNotRecorded",
  };
}

const text = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));
const time = (value: unknown): Date | undefined => (value === undefined ? undefined : new Date(String(value)));

/** @returns an item as it is recorded: settings are texts of JSON, the access list a text of a text */
export function asBaseItem(item: Item): Config.BaseConfigurationItem {
  const settings = Object.entries((item["supplementaryConfiguration"] as Record<string, unknown> | undefined) ?? {});
  return {
    version: text(item["version"]),
    accountId: text(item["accountId"]),
    configurationItemCaptureTime: time(item["configurationItemCaptureTime"]),
    configurationItemStatus: item["configurationItemStatus"] as Config.ConfigurationItemStatus,
    configurationStateId: text(item["configurationStateId"]),
    arn: text(item["arn"]),
    resourceType: item["resourceType"] as Config.ResourceType,
    resourceId: text(item["resourceId"]),
    resourceName: text(item["resourceName"]),
    awsRegion: text(item["awsRegion"]),
    availabilityZone: text(item["availabilityZone"]),
    resourceCreationTime: time(item["resourceCreationTime"]),
    ...(item["configuration"] === undefined ? {} : { configuration: JSON.stringify(item["configuration"]) }),
    supplementaryConfiguration: Object.fromEntries(
      settings.map(([name, value]) => [
        name,
        // One setting is a bare text; the access list is a text already, and is written as JSON once more.
        name === "IsRequesterPaysEnabled" ? String(value) : JSON.stringify(value),
      ]),
    ),
  };
}

/** @returns an item with its tags */
export function asItem(item: Item): Config.ConfigurationItem {
  const tags = (item["tags"] as { key: string; value: string }[] | undefined) ?? [];
  return {
    ...asBaseItem(item),
    tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
    relatedEvents: [],
    relationships: [],
  };
}
