import { otherEnds } from "@/lib/data/inventory/other-ends";
import { type CompleteListing, type ListedResource, recordListing } from "@/lib/data/inventory/record-listing";
import { recording } from "@/lib/platform/clock";
import { judgeDependants, type Occasion } from "./judge-dependants";

/** What a complete listing said of one resource that an event named. */
export type ListedOne = {
  accountId: number;
  arn: string;
  /** As the inventory holds it, before. */
  resourceId: number | null;
  /** As it was listed; null where it is not there. */
  listed: ListedResource | null;
  /** What was listed to the end. */
  complete: CompleteListing;
};

/**
 * Takes one resource into the inventory that was listed, or retires it where it no longer was: only a complete listing
 * may say so. The rest of the listing is left for a scan.
 * @returns its id; null where it is gone
 */
export async function recordListed(one: ListedOne, occasion: Occasion): Promise<number | null> {
  const { accountId, arn, resourceId, listed, complete } = one;
  const ends = resourceId === null ? [] : await otherEnds(resourceId);
  const { ids } = await recordListing({
    accountId,
    at: occasion.at,
    ...recording(),
    scanId: occasion.scanId,
    resources: listed ? [listed] : [],
    complete: [complete],
    only: [arn],
  });
  if (!listed) await judgeDependants(ends, occasion);
  return ids.get(arn) ?? null;
}
