import * as Config from "@aws-sdk/client-config-service";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { configRecorders } from "../world/config-recorder";
import type { Account } from "../world/configuration";
import { recordingOf } from "../world/recorded";
import type { World } from "../world/world";
import { bucketItem } from "./config-bucket-item";
import { invalidToken } from "./config-errors";
import { asBaseItem, asItem, itemNamed } from "./config-items";
import type { Item } from "./config-query-run";
import type { Selector } from "./config-select";
import { pageOf } from "./pages";

const $metadata = {};

/** What an account asks Config about itself, in the region it asks in. */
export function configOwn(world: World, selector: Selector): HandlersOf<typeof Config> {
  const self = ({ caller }: Context): Account[] => [world.account(caller.accountId)].flatMap((one) => one ?? []);
  const running = ({ caller, region }: Context) => {
    const [recorder] = world.records.list(configRecorders, caller.accountId, region);
    if (recorder?.recording) return;
    throw new Config.NoAvailableConfigurationRecorderException({
      message: "There are no configuration recorders available to provide the role needed to describe your resources.",
      $metadata,
    });
  };
  return {
    SelectResourceConfig(input, context) {
      return selector.select(self(context), input, context.region);
    },
    async ListDiscoveredResources(input, context) {
      running(context);
      const page = await selector.select(
        self(context),
        {
          Expression: `SELECT resourceId, resourceName, resourceType WHERE resourceType = '${input.resourceType}'`,
          Limit: input.limit || 100,
          NextToken: input.nextToken,
        },
        context.region,
      );
      const found = page.Results.map((result) => JSON.parse(result) as Config.ResourceIdentifier);
      const wanted = found.filter(
        ({ resourceId }) => !input.resourceIds?.length || input.resourceIds.includes(resourceId ?? ""),
      );
      return { resourceIdentifiers: wanted, nextToken: page.NextToken };
    },
    BatchGetResourceConfig(input, context) {
      running(context);
      const asked = input.resourceKeys ?? [];
      const answers = asked.map((one) => ({ one, found: itemNamed(world, keyOf(context, one)) }));
      return {
        baseConfigurationItems: answers.flatMap(({ found }) => (found ? [asBaseItem(found)] : [])),
        unprocessedResourceKeys: answers.flatMap(({ one, found }) => (found ? [] : [one])),
      };
    },
    GetResourceConfigHistory(input, context) {
      const key = keyOf(context, { resourceType: input.resourceType, resourceId: input.resourceId });
      const items = historyOf(world, key).filter((item) => between(item, input.earlierTime, input.laterTime));
      if (items.length === 0) {
        throw new Config.ResourceNotDiscoveredException({
          message: `Resource ${input.resourceId} of resourceType:${input.resourceType} is unknown or has not been discovered`,
          $metadata,
        });
      }
      if (input.chronologicalOrder === "Forward") items.reverse();
      const page = pageOf(items, input.nextToken, input.limit || 10, invalidToken);
      return { configurationItems: page.items.map(asItem), nextToken: page.next };
    },
  };
}

type Key = ReturnType<typeof keyOf>;

const keyOf = ({ caller, region }: Context, { resourceType, resourceId }: Partial<Config.ResourceKey>) => ({
  accountId: caller.accountId,
  region,
  type: resourceType ?? "",
  id: resourceId ?? "",
});

function between(item: Item, earlier: Date | undefined, later: Date | undefined): boolean {
  const at = new Date(String(item["configurationItemCaptureTime"]));
  return (!earlier || at >= earlier) && (!later || at <= later);
}

/** What a resource was, newest first: as far as the model remembers, and no further than Config has come. */
function historyOf(world: World, key: Key): Item[] {
  const current = itemNamed(world, key);
  if (key.type !== "AWS::S3::Bucket") return current ? [current] : [];
  const recording = recordingOf(world, key.accountId, key.region, key.type);
  if (!recording) return current ? [current] : [];
  const noticed = world.bucketHistory.changesOf(key.id).filter((at) => at <= recording.asOf);
  const deleted = noticed.length > 0 && !current ? noticed.at(-1) : undefined;
  const earlier = noticed.reverse().flatMap((at): Item[] => {
    const { state, since } = world.bucketHistory.at(key.id, new Date(at.getTime() - 1), undefined);
    if (state?.accountId !== key.accountId || state.region !== key.region) return [];
    const began = since ?? new Date(Math.max(new Date(state.createdAt).getTime(), recording.since.getTime()));
    return [bucketItem(world, { bucket: state, capturedAt: new Date(began.getTime() + recording.lag) })];
  });
  const gone: Item[] =
    deleted && earlier.length > 0
      ? [
          {
            version: "1.3",
            accountId: key.accountId,
            awsRegion: key.region,
            resourceType: key.type,
            resourceId: key.id,
            configurationItemCaptureTime: new Date(deleted.getTime() + recording.lag).toISOString(),
            configurationItemStatus: "ResourceDeleted",
          },
        ]
      : [];
  return [...(current ? [current] : []), ...gone, ...earlier];
}
