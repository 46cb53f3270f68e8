import * as Api from "@aws-sdk/client-resource-explorer-2";
import type { Context } from "../wire/context";
import { type ExplorerIndex, type ExplorerView, explorerIndexes } from "../world/explorer-indexes";
import type { Place } from "../world/records";
import type { World } from "../world/world";

const $metadata = {};

/** Some errors of Resource Explorer write their message with a capital letter. */
export const saying = (message: string) => ({ message, Message: message, $metadata });

export const badToken = () => new Api.ValidationException({ ...saying("The next token is not valid."), FieldList: [] });

/** Where a call is: the caller's own account, in the region that was asked. */
export function here(world: World, { caller, region }: Context): Place {
  const account = world.account(caller.accountId);
  if (!account) throw new Api.AccessDeniedException({ message: "Access denied.", $metadata });
  return { world, account, region };
}

/** @throws ResourceNotFoundException in a region without an index */
export function indexOf(world: World, context: Context): ExplorerIndex {
  const { account, region } = here(world, context);
  const [index] = world.records.list(explorerIndexes, account.id, region);
  if (index) return index;
  throw new Api.ResourceNotFoundException({
    message: "Index not found. You must create an index in this Region first.",
    $metadata,
  });
}

const arn = ({ world, account, region }: Place, name: string): string =>
  `arn:${world.partition}:resource-explorer-2:${region}:${account.id}:${name}`;

export const indexArn = (place: Place, { id }: ExplorerIndex): string => arn(place, `index/${id}`);

export const viewArn = (place: Place, { name, id }: ExplorerView): string => arn(place, `view/${name}/${id}`);
