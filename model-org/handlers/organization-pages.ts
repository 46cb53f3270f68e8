import { invalidInput } from "./organization-errors";
import { pageOf } from "./pages";

/** Organizations answers twenty at a time, and no more. */
const pageSize = 20;

type Paging = { NextToken?: string | undefined; MaxResults?: number | undefined };

/** @returns where a page begins */
function startOf({ NextToken }: Paging): number {
  const place = NextToken === undefined ? "0" : Buffer.from(NextToken, "base64url").toString();
  if (/^\d+$/.test(place)) return Number(place);
  throw invalidToken();
}

const invalidToken = () => invalidInput("INVALID_NEXT_TOKEN", "You provided a value for NextToken that isn't valid.");

function sizeOf({ MaxResults = pageSize }: Paging): number {
  if (MaxResults > pageSize) throw invalidInput("MAX_VALUE_EXCEEDED", `MaxResults is at most ${pageSize}.`);
  if (MaxResults < 1) throw invalidInput("MIN_VALUE_EXCEEDED", "MaxResults is at least 1.");
  return MaxResults;
}

/** One page of a list. @throws InvalidInputException for a token this list never gave, or a page that is too large */
export function page<T>(items: readonly T[], paging: Paging): { items: T[]; next: string | undefined } {
  startOf(paging);
  return pageOf(items, paging.NextToken, sizeOf(paging), invalidToken);
}

/**
 * One page of what a long list holds here and there, without looking at more of it than the page takes.
 * @param at what is at a place of the list; undefined where nothing is
 */
export function pageWhere<T>(
  length: number,
  at: (i: number) => T | undefined,
  paging: Paging,
): { items: T[]; next: string | undefined } {
  const size = sizeOf(paging);
  const items: T[] = [];
  let i = startOf(paging);
  if (i > length) throw invalidToken();
  for (; i < length && items.length < size; i++) {
    const found = at(i);
    if (found !== undefined) items.push(found);
  }
  return { items, next: i < length ? Buffer.from(String(i)).toString("base64url") : undefined };
}
