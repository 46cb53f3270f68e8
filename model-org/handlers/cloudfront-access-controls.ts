import * as Api from "@aws-sdk/client-cloudfront";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type AccessControl, accessControls, distributions } from "../world/distributions";
import type { World } from "../world/world";
import { heldTo, listed, nextEtag } from "./cloudfront-lists";

const $metadata = {};

/** Origin access controls of CloudFront. */
export function cloudFrontAccessControls(world: World): HandlersOf<typeof Api> {
  const all = ({ caller }: Context) => world.records.list(accessControls, caller.accountId, world.homeRegion);
  const control = (id: string | undefined, { caller }: Context): AccessControl => {
    const found = world.records.get(accessControls, caller.accountId, world.homeRegion, id ?? "");
    if (found) return found;
    throw new Api.NoSuchOriginAccessControl({ message: "The origin access control does not exist.", $metadata });
  };
  const inUse = (id: string, { caller }: Context) =>
    world.records
      .list(distributions, caller.accountId, world.homeRegion)
      .some(({ config }) => config.Origins?.Items?.some((origin) => origin.OriginAccessControlId === id));
  return {
    ListOriginAccessControls: (input, context) => ({
      OriginAccessControlList: listed(all(context), input, ({ id, config }) => ({
        Id: id,
        Description: config.Description ?? "",
        Name: config.Name,
        SigningProtocol: config.SigningProtocol,
        SigningBehavior: config.SigningBehavior,
        OriginAccessControlOriginType: config.OriginAccessControlOriginType,
      })),
    }),
    GetOriginAccessControl({ Id }, context) {
      const { id, config, etag } = control(Id, context);
      return { OriginAccessControl: { Id: id, OriginAccessControlConfig: config }, ETag: etag };
    },
    CreateOriginAccessControl({ OriginAccessControlConfig: config }, context) {
      if (!config?.Name) throw new Api.InvalidArgument({ message: "The name is missing.", $metadata });
      if (all(context).some((one) => one.config.Name === config.Name)) {
        throw new Api.OriginAccessControlAlreadyExists({
          message: "An origin access control with the specified parameters already exists.",
          $metadata,
        });
      }
      const id = `E${world.random.hex(13, "access-control", context.requestId).toUpperCase()}`;
      const etag = nextEtag(world, context);
      world.records.put(accessControls, context.caller.accountId, world.homeRegion, { id, etag, config });
      return {
        OriginAccessControl: { Id: id, OriginAccessControlConfig: config },
        Location: `https://cloudfront.amazonaws.com/2020-05-31/origin-access-control/${id}`,
        ETag: etag,
      };
    },
    DeleteOriginAccessControl({ Id, IfMatch }, context) {
      const { id, etag } = control(Id, context);
      heldTo(etag, IfMatch);
      if (inUse(id, context)) {
        throw new Api.OriginAccessControlInUse({
          message: "Cannot delete the origin access control because it's in use by one or more distributions.",
          $metadata,
        });
      }
      world.records.remove(accessControls, context.caller.accountId, world.homeRegion, id);
      return {};
    },
  };
}
