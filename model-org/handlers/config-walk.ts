import type { Account } from "../world/configuration";
import { recordedBucket } from "../world/recorded";
import type { World } from "../world/world";
import type { Condition } from "./config-query";
import { type Item, narrowed } from "./config-query-run";
import { isRecordedType, type Listed, recordedTypes, resourcesOf } from "./config-resources";

/** Where a walk stands: the nth account, the nth type, and the last resource that was looked at. */
export type Place = { account: number; type: number; after: string };

export const beginning: Place = { account: 0, type: 0, after: "" };

/** What a walk needs not look at. */
export type Narrow = {
  accounts: ReadonlySet<string> | undefined;
  types: ReadonlySet<string> | undefined;
  ids: ReadonlySet<string> | undefined;
};

export const narrowOf = (where: Condition | undefined): Narrow => ({
  accounts: narrowed(where, "accountId"),
  types: narrowed(where, "resourceType"),
  ids: narrowed(where, "resourceId") ?? narrowed(where, "resourceName"),
});

export type Step = { place: Place; item: Item | undefined };

/**
 * Goes through what is recorded, account by account and type by type, from a place on. Yields every resource it makes,
 * also one that Config does not know: so a caller can stop after any number of them.
 */
export function* walk(world: World, accounts: readonly Account[], narrow: Narrow, from: Place): Generator<Step> {
  const owners = ownersOf(world, narrow);
  for (let account = from.account; account < accounts.length; account++) {
    const of = accounts[account] as Account;
    if ((narrow.accounts && !narrow.accounts.has(of.id)) || (owners && !owners.has(of.id))) continue;
    const begun = account === from.account;
    for (let type = begun ? from.type : 0; type < recordedTypes.length; type++) {
      const named = recordedTypes[type] as string;
      if (!isRecordedType(named) || (narrow.types && !narrow.types.has(named))) continue;
      const after = begun && type === from.type ? from.after : "";
      const listed = resourcesOf(world, of, named);
      for (let n = firstAfter(listed, after); n < listed.length; n++) {
        const { key, item } = listed[n] as Listed;
        if (narrow.ids && named === "AWS::S3::Bucket" && !narrow.ids.has(key)) continue;
        yield { place: { account, type, after: key }, item: item() };
      }
    }
  }
}

/** Whose the buckets are that a query names: nobody else's are looked through. */
function ownersOf(world: World, { ids, types }: Narrow): ReadonlySet<string> | undefined {
  if (!ids || types?.size !== 1 || !types.has("AWS::S3::Bucket")) return undefined;
  return new Set([...ids].flatMap((id) => recordedBucket(world, id)?.bucket.accountId ?? []));
}

/** Keys are sorted within a region, and regions follow each other: buckets are one sorted list. */
function firstAfter(listed: readonly Listed[], after: string): number {
  if (after === "") return 0;
  if (listed[0]?.type !== "AWS::S3::Bucket") return listed.findIndex(({ key }) => key === after) + 1;
  let low = 0;
  for (let high = listed.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((listed[middle] as Listed).key > after) high = middle;
    else low = middle + 1;
  }
  return low;
}
