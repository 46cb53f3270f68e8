import type * as S3Control from "@aws-sdk/client-s3-control";
import { roles } from "../iam/roles";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import {
  type AccessGrantsLocation,
  accessGrants,
  accessGrantsLocations,
  grantsArn,
  grantsId,
} from "../world/access-grants";
import type { World } from "../world/world";
import { controlPage } from "./s3-control-access";
import { type GrantsPlace, grantsFor, grantsLocation } from "./s3-control-grants-access";
import { tagsFrom } from "./s3-tagging";

/** Locations: where grants may begin, each with the role that reaches the data. */
export function s3GrantsLocations(world: World): HandlersOf<typeof S3Control> {
  const shown = (place: GrantsPlace, { id, createdAt, scope, role }: AccessGrantsLocation) => ({
    AccessGrantsLocationId: id,
    AccessGrantsLocationArn: grantsArn(world.partition, place, "location", id),
    CreatedAt: new Date(createdAt),
    LocationScope: scope,
    IAMRoleArn: role,
  });
  const put = (place: GrantsPlace, location: AccessGrantsLocation) => {
    world.records.put(accessGrantsLocations, place.accountId, place.region, location);
    return shown(place, location);
  };
  const roleFrom = ({ accountId }: GrantsPlace, arn = ""): string => {
    const [, owner, path = ""] = /^arn:[a-z-]+:iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (owner === accountId && world.records.get(roles, accountId, world.homeRegion, name)) return arn;
    throw new AwsError("InvalidIamRole", "The specified IAM Role is invalid");
  };
  const scopeFrom = ({ accountId, region }: GrantsPlace, scope = ""): string => {
    if (scope === "s3://") return scope;
    const bucket = world.bucket(/^s3:\/\/([^/*]+)(?:\/.*)?\*?$/.exec(scope)?.[1] ?? "");
    if (bucket?.region === region && bucket.accountId === accountId) return scope;
    throw new AwsError("InvalidAccessGrantsLocation", "The specified Access Grants Location is invalid");
  };

  return {
    CreateAccessGrantsLocation(input, context) {
      const place = grantsFor(world, input, context, "s3:CreateAccessGrantsLocation");
      const scope = scopeFrom(place, input.LocationScope);
      const role = roleFrom(place, input.IAMRoleArn);
      const all = world.records.list(accessGrantsLocations, place.accountId, place.region);
      if (all.some((one) => one.scope === scope)) {
        throw new AwsError(
          "AccessGrantsLocationAlreadyExistsError",
          "The specified access grants location already exists",
          409,
        );
      }
      const createdAt = world.clock.now().toISOString();
      return put(place, {
        id: scope === "s3://" ? "default" : grantsId(world, place.accountId, place.region, scope, createdAt),
        createdAt,
        scope,
        role,
        tags: tagsFrom(input.Tags),
      });
    },
    GetAccessGrantsLocation(input, context) {
      const id = input.AccessGrantsLocationId ?? "";
      const place = grantsFor(world, input, context, "s3:GetAccessGrantsLocation", "location", id);
      return shown(place, grantsLocation(world, place, id));
    },
    ListAccessGrantsLocations(input, context) {
      const place = grantsFor(world, input, context, "s3:ListAccessGrantsLocations");
      const all = world.records.list(accessGrantsLocations, place.accountId, place.region);
      const { items, token } = controlPage(
        all.filter(({ scope }) => input.LocationScope === undefined || scope === input.LocationScope),
        input,
      );
      return { AccessGrantsLocationsList: items.map((location) => shown(place, location)), ...token };
    },
    UpdateAccessGrantsLocation(input, context) {
      const id = input.AccessGrantsLocationId ?? "";
      const place = grantsFor(world, input, context, "s3:UpdateAccessGrantsLocation", "location", id);
      const location = grantsLocation(world, place, id);
      return put(place, { ...location, role: roleFrom(place, input.IAMRoleArn) });
    },
    DeleteAccessGrantsLocation(input, context) {
      const id = input.AccessGrantsLocationId ?? "";
      const place = grantsFor(world, input, context, "s3:DeleteAccessGrantsLocation", "location", id);
      const { accountId, region } = place;
      const location = grantsLocation(world, place, id);
      if (world.records.list(accessGrants, accountId, region).some((grant) => grant.location === location.id)) {
        throw new AwsError(
          "AccessGrantsLocationNotEmptyError",
          "Please clean up access grants before deleting access grants location",
        );
      }
      world.records.remove(accessGrantsLocations, accountId, region, location.id);
      return {};
    },
  };
}
