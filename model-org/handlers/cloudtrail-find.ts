import * as Api from "@aws-sdk/client-cloudtrail";
import type { Context } from "../wire/context";
import { type Trail, trailArn, trailsSeen } from "../world/trails";
import type { World } from "../world/world";

const $metadata = {};

/** Names as AWS takes them. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html */
const validName = /^(?=.{3,128}$)[a-zA-Z0-9][a-zA-Z0-9]*([._-][a-zA-Z0-9]+)*$/;

/** @throws InvalidTrailNameException, CloudTrailARNInvalidException as AWS does before it looks */
export function refuseName(name: string | undefined): asserts name is string {
  if (name?.startsWith("arn:")) {
    if (/^arn:[a-z-]+:cloudtrail:[a-z0-9-]+:\d{12}:trail\/.+$/.test(name)) return;
    throw new Api.CloudTrailARNInvalidException({ message: `Invalid Trail ARN: ${name}`, $metadata });
  }
  if (name !== undefined && validName.test(name)) return;
  throw new Api.InvalidTrailNameException({
    message:
      "Trail name or ARN can only contain letters, numbers, periods, dashes and underscores, and is 3 to 128 long.",
    $metadata,
  });
}

/**
 * Finds a trail by its name, where it was made, or by its ARN, also through a shadow of it.
 * @throws TrailNotFoundException
 */
export function findTrail(world: World, { caller, region }: Context, name: string | undefined): Trail {
  refuseName(name);
  const found = trailsSeen(world, caller.accountId, region).find((trail) =>
    name.startsWith("arn:")
      ? trailArn(world, trail) === name
      : trail.name === name && trail.accountId === caller.accountId && trail.homeRegion === region,
  );
  if (found) return found;
  const asked = name.startsWith("arn:")
    ? name
    : trailArn(world, { homeRegion: region, accountId: caller.accountId, name });
  throw new Api.TrailNotFoundException({
    message: `Unknown trail: ${asked} for the user: ${caller.accountId}`,
    $metadata,
  });
}

/**
 * Finds a trail that is the caller's to change, in its own region.
 * @throws NotOrganizationMasterAccountException for the organization's in a member; InvalidHomeRegionException for a shadow
 */
export function ownTrail(world: World, context: Context, name: string | undefined): Trail {
  const trail = findTrail(world, context, name);
  if (trail.accountId !== context.caller.accountId) {
    throw new Api.NotOrganizationMasterAccountException({
      message: "The specified account is not the management account of the organization.",
      $metadata,
    });
  }
  if (trail.homeRegion !== context.region) {
    throw new Api.InvalidHomeRegionException({
      message: `Trail ${trail.name} can only be changed in its home region ${trail.homeRegion}.`,
      $metadata,
    });
  }
  return trail;
}
