import type * as S3Control from "@aws-sdk/client-s3-control";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import {
  type AccessGrant,
  accessGrants,
  type GranteeType,
  grantScope,
  grantsArn,
  grantsId,
  type Permission,
} from "../world/access-grants";
import type { World } from "../world/world";
import { type ControlInput, controlPage } from "./s3-control-access";
import { type GrantsPlace, grantsFor, grantsLocation } from "./s3-control-grants-access";
import { malformedXml } from "./s3-errors";
import { tagsFrom } from "./s3-tagging";

const permissions: ReadonlySet<string> = new Set<Permission>(["READ", "WRITE", "READWRITE"]);

/** How each kind of grantee is called. */
const grantees: Readonly<Record<GranteeType, RegExp>> = {
  IAM: /^arn:[a-z-]+:iam::\d{12}:(role|user)\/.+$/,
  DIRECTORY_USER: /^[0-9a-f-]{36,47}$/,
  DIRECTORY_GROUP: /^[0-9a-f-]{36,47}$/,
};

const invalid = () => new AwsError("InvalidAccessGrant", "The specified Access Grant is invalid");

function granteeFrom(given: S3Control.Grantee | undefined, hasDirectory: boolean): AccessGrant["grantee"] {
  const { GranteeType: type, GranteeIdentifier: id = "" } = given ?? {};
  if (type === undefined || !(type in grantees)) throw malformedXml();
  if (!grantees[type].test(id) || (type !== "IAM" && !hasDirectory)) throw invalid();
  return { type, id };
}

/** Grants: who may do what at a location, or below it. */
export function s3Grants(world: World): HandlersOf<typeof S3Control> {
  const shown = (place: GrantsPlace, grant: AccessGrant) => ({
    AccessGrantId: grant.id,
    AccessGrantArn: grantsArn(world.partition, place, "grant", grant.id),
    CreatedAt: new Date(grant.createdAt),
    Grantee: { GranteeType: grant.grantee.type, GranteeIdentifier: grant.grantee.id },
    Permission: grant.permission,
    AccessGrantsLocationId: grant.location,
    ...(grant.subPrefix === null ? {} : { AccessGrantsLocationConfiguration: { S3SubPrefix: grant.subPrefix } }),
    GrantScope: grant.scope,
    ...(grant.application === null ? {} : { ApplicationArn: grant.application }),
  });
  const find = (
    input: ControlInput & { AccessGrantId?: string | undefined },
    context: Context,
    action: string,
  ): { place: GrantsPlace; grant: AccessGrant } => {
    const id = input.AccessGrantId ?? "";
    const place = grantsFor(world, input, context, action, "grant", id);
    const grant = world.records.get(accessGrants, place.accountId, place.region, id);
    if (!grant) throw new AwsError("NoSuchAccessGrantError", "The specified access grant does not exist", 404);
    return { place, grant };
  };

  return {
    CreateAccessGrant(input, context) {
      const location = input.AccessGrantsLocationId ?? "";
      const place = grantsFor(world, input, context, "s3:CreateAccessGrant", "location", location);
      const { scope: above } = grantsLocation(world, place, location);
      const grantee = granteeFrom(input.Grantee, place.instance.identityCenter !== null);
      const { Permission: permission = "" } = input;
      if (!permissions.has(permission)) throw malformedXml();
      const subPrefix = input.AccessGrantsLocationConfiguration?.S3SubPrefix || null;
      // Everything there is cannot be granted: a bucket has to be named below the default location.
      if (above === "s3://" && /^$|^[*/]/.test(subPrefix ?? "")) throw invalid();
      const scope = grantScope(above, subPrefix);
      const { accountId, region } = place;
      const key = [scope, grantee.type, grantee.id, permission, input.ApplicationArn ?? ""];
      const same = world.records
        .list(accessGrants, accountId, region)
        .some(
          (one) =>
            [one.scope, one.grantee.type, one.grantee.id, one.permission, one.application ?? ""].join() === key.join(),
        );
      if (same) throw new AwsError("AccessGrantAlreadyExists", "The specified access grant already exists", 409);
      const createdAt = world.clock.now().toISOString();
      const grant: AccessGrant = {
        id: grantsId(world, accountId, region, ...key, createdAt),
        createdAt,
        location,
        subPrefix,
        scope,
        grantee,
        permission: permission as Permission,
        application: input.ApplicationArn ?? null,
        tags: tagsFrom(input.Tags),
      };
      world.records.put(accessGrants, accountId, region, grant);
      return shown(place, grant);
    },
    GetAccessGrant(input, context) {
      const { place, grant } = find(input, context, "s3:GetAccessGrant");
      return shown(place, grant);
    },
    ListAccessGrants(input, context) {
      const place = grantsFor(world, input, context, "s3:ListAccessGrants");
      const asked = (wanted: string | undefined, value: string | null) => wanted === undefined || wanted === value;
      const all = world.records
        .list(accessGrants, place.accountId, place.region)
        .filter(
          ({ grantee, permission, scope, application }) =>
            asked(input.GranteeType, grantee.type) &&
            asked(input.GranteeIdentifier, grantee.id) &&
            asked(input.Permission, permission) &&
            asked(input.GrantScope, scope) &&
            asked(input.ApplicationArn, application),
        );
      const { items, token } = controlPage(all, input);
      return { AccessGrantsList: items.map((grant) => shown(place, grant)), ...token };
    },
    DeleteAccessGrant(input, context) {
      const { place, grant } = find(input, context, "s3:DeleteAccessGrant");
      world.records.remove(accessGrants, place.accountId, place.region, grant.id);
      return {};
    },
  };
}
