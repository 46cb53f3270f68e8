import * as Api from "@aws-sdk/client-cloudfront";
import type { Context } from "../wire/context";
import type { World } from "../world/world";
import { pageOf } from "./pages";

const $metadata = {};
const pageSize = 100;

/** A page as every list of CloudFront answers it: with its marker and how many it may hold. */
export function listed<T, S>(
  all: readonly T[],
  { Marker, MaxItems }: { Marker?: string | undefined; MaxItems?: number | undefined },
  summary: (one: T) => S,
) {
  const size = MaxItems === undefined ? pageSize : Number(MaxItems);
  if (!(size >= 1 && size <= pageSize)) throw invalid("The parameter MaxItems is not valid.");
  const { items, next } = pageOf(all, Marker, size, () => invalid("The parameter Marker is not valid."));
  return {
    Marker: Marker ?? "",
    ...(next === undefined ? {} : { NextMarker: next }),
    MaxItems: size,
    IsTruncated: next !== undefined,
    Quantity: items.length,
    ...(items.length > 0 ? { Items: items.map(summary) } : {}),
  };
}

const invalid = (message: string) => new Api.InvalidArgument({ message, $metadata });

/** Whoever changes something says which version was read. @throws InvalidIfMatchVersion, PreconditionFailed */
export function heldTo(etag: string, ifMatch: string | undefined): void {
  if (!ifMatch) {
    throw new Api.InvalidIfMatchVersion({
      message: "The If-Match version is missing or not valid for the resource.",
      $metadata,
    });
  }
  if (ifMatch !== etag) {
    throw new Api.PreconditionFailed({
      message: "The request failed because it didn't meet the preconditions in one or more request-header fields.",
      $metadata,
    });
  }
}

export const nextEtag = (world: World, { requestId }: Context): string =>
  `E${world.random.hex(13, "etag", requestId).toUpperCase()}`;
