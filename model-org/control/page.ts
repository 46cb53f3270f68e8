import { z } from "zod";

/** How a listing is paged: so many after a name. */
export const Paging = {
  after: z.string().optional(),
  limit: z.coerce
    .number({ error: "limit is no number." })
    .int()
    .min(1, "limit is below 1.")
    .max(500, "limit is above 500.")
    .default(100),
};

/**
 * @param items in the order of their keys
 * @returns a page of a list, and what the next page is after
 */
export function pageAfter<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  { after, limit }: { after?: string | undefined; limit: number },
): { items: T[]; next?: string } {
  const from = after === undefined ? 0 : items.findIndex((item) => keyOf(item) > after);
  const page = from < 0 ? [] : items.slice(from, from + limit);
  const last = page.at(-1);
  return last !== undefined && from + limit < items.length ? { items: page, next: keyOf(last) } : { items: page };
}
