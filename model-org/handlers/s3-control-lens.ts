import type * as S3Control from "@aws-sdk/client-s3-control";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { defaultDashboard, type StorageLens, storageLensArn, storageLenses } from "../world/storage-lens";
import type { World } from "../world/world";
import { accountFor, type ControlInput, controlPage } from "./s3-control-access";
import { refuseLens } from "./s3-control-lens-faults";
import { malformedXml } from "./s3-errors";
import { tagsFrom } from "./s3-tagging";

type Configured = ControlInput & { ConfigId?: string | undefined };
type Place = { accountId: string; region: string; id: string };

const pageSize = 100;

/** Storage Lens: dashboards of an account or of the organization, each asked for in its home region. */
export function s3StorageLens(world: World): HandlersOf<typeof S3Control> {
  const placeFor = (input: Configured, context: Context, action: string): Place => {
    const { region } = context;
    const id = input.ConfigId ?? "";
    const resource = storageLensArn(world.partition, { accountId: input.AccountId ?? "", region }, id);
    return { accountId: accountFor(world, input, context, action, { resource }).id, region, id };
  };
  const at = ({ accountId, region, id }: Place) => world.records.get(storageLenses, accountId, region, id);
  const find = (place: Place): StorageLens => {
    const found = at(place);
    if (found) return found;
    throw new AwsError("NoSuchConfiguration", "The specified configuration does not exist.", 404);
  };
  const put = ({ accountId, region }: Place, lens: StorageLens): Record<never, never> => {
    world.records.put(storageLenses, accountId, region, lens);
    return {};
  };

  return {
    ListStorageLensConfigurations(input, context) {
      const { region } = context;
      const { id } = accountFor(world, input, context, "s3:ListStorageLensConfigurations");
      const { items, token } = controlPage(world.records.list(storageLenses, id, region), input, pageSize);
      return {
        StorageLensConfigurationList: items.map(({ configuration }) => ({
          Id: configuration.Id,
          StorageLensArn: configuration.StorageLensArn,
          HomeRegion: region,
          IsEnabled: configuration.IsEnabled,
        })),
        ...token,
      };
    },
    GetStorageLensConfiguration(input, context) {
      const { configuration } = find(placeFor(input, context, "s3:GetStorageLensConfiguration"));
      return { StorageLensConfiguration: configuration };
    },
    PutStorageLensConfiguration(input, context) {
      const place = placeFor(input, context, "s3:PutStorageLensConfiguration");
      const { StorageLensConfiguration: given } = input;
      if (!given?.AccountLevel?.BucketLevel || given.IsEnabled === undefined) throw malformedXml();
      refuseLens(world, given, place);
      const configuration = { ...given, StorageLensArn: storageLensArn(world.partition, place, place.id) };
      return put(place, { configuration, tags: input.Tags ? tagsFrom(input.Tags) : (at(place)?.tags ?? {}) });
    },
    DeleteStorageLensConfiguration(input, context) {
      const place = placeFor(input, context, "s3:DeleteStorageLensConfiguration");
      find(place);
      if (place.id === defaultDashboard) {
        throw new AwsError("DefaultConfigurationDeleteForbidden", "The Default configuration cannot be deleted.", 403);
      }
      world.records.remove(storageLenses, place.accountId, place.region, place.id);
      return {};
    },
    GetStorageLensConfigurationTagging(input, context) {
      const { tags } = find(placeFor(input, context, "s3:GetStorageLensConfigurationTagging"));
      return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
    },
    PutStorageLensConfigurationTagging(input, context) {
      const place = placeFor(input, context, "s3:PutStorageLensConfigurationTagging");
      return put(place, { ...find(place), tags: tagsFrom(input.Tags) });
    },
    DeleteStorageLensConfigurationTagging(input, context) {
      const place = placeFor(input, context, "s3:DeleteStorageLensConfigurationTagging");
      return put(place, { ...find(place), tags: {} });
    },
  };
}
