import { z } from "zod";
import { accountsUnder } from "@/lib/data/account-scope";
import { type GapResource, gapResources } from "@/lib/data/visibility/gaps";
import { unknownReasons } from "@/lib/model/reason";
import { AppError } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { authorizeOu } from "../access/authorize";
import { pathsOf } from "./permission-facts";

export type { GapResource };

/** Which gap: the address of its page. */
export const GapFilter = z.object({
  permission: z.string().max(100).default(""),
  reason: z.enum(unknownReasons).default("denied"),
});

export type GapResourcePage = { resources: GapResource[]; next: string | null };

const pageSize = 50;
const Place = z.string().regex(/^\d{1,9}-\d{1,9}$/);

/**
 * The resources a gap is about, by account, fifty at a time.
 * @param input.after where it goes on, as the page before gave it
 * @throws AppError `not_allowed` outside what the actor may read, `invalid` for a place no page gave
 */
export async function listGapResources(
  actor: Actor,
  input: { ouId: number; gap: z.infer<typeof GapFilter>; after?: string },
): Promise<GapResourcePage> {
  const { ouId, gap, after } = input;
  await authorizeOu(actor, "read", ouId);
  const rows = await gapResources(
    await accountsUnder([ouId]),
    { ...gap, paths: pathsOf(gap.permission) },
    { limit: pageSize + 1, ...(after === undefined ? {} : { after: placeOf(after) }) },
  );
  const resources = rows.slice(0, pageSize);
  const last = resources.at(-1);
  return { resources, next: rows.length > pageSize && last ? `${last.accountId}-${last.id}` : null };
}

function placeOf(text: string): { accountId: number; id: number } {
  if (!Place.safeParse(text).success) throw new AppError("invalid", "That is no place in this list.");
  const [accountId = 0, id = 0] = text.split("-").map(Number);
  return { accountId, id };
}
