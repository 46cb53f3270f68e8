import { forbidden } from "next/navigation";
import { cache } from "react";
import { isAppError } from "@/lib/platform/errors";
import type { Actor } from "@/lib/services/access/actor";
import { listScopes, type Scope } from "@/lib/services/organization/list-scopes";
import { type Coverage, summarizeCoverage } from "@/lib/services/posture/summarize-coverage";
import { toldUpTo } from "@/lib/services/replay/arriving";
import { type ReplayView, readReplay } from "@/lib/services/replay/read-replay";
import { currentActor } from "./current-actor";

/** What Next hands a page of its query. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export type PageScope = {
  actor: Actor;
  /** The unit of the page: the one in the address, or the actor's widest. */
  ou: Scope;
  ous: readonly Scope[];
  coverage: Coverage;
  /** What of the address was ignored, in sentences: pages add their own. */
  notices: string[];
  /** The moment the page tells up to: now, or the day of a past that is still arriving. */
  at: Date;
  /** The model organization's past, where one arrives or is here. */
  replay: ReplayView | null;
};

/** Reads `?ou=` of a page's address. A unit the actor may not read is ignored, and the page says so. */
export async function pageScope(searchParams: SearchParams): Promise<PageScope> {
  const { ou: asked } = await searchParams;
  return scopeOf(Array.isArray(asked) ? asked[0] : asked);
}

const scopeOf = cache(async (asked: string | undefined): Promise<PageScope> => {
  const actor = await currentActor();
  const ous = await scopesOf(actor);
  const found = asked === undefined ? undefined : ous.find(({ awsId }) => awsId === asked);
  const ou = found ?? ous[0];
  if (!ou) forbidden();
  const notices =
    asked !== undefined && !found
      ? [`There is no unit ${asked.slice(0, 64)}, or it is outside what you may read. This is ${ou.name}.`]
      : [];
  const [coverage, at, replay] = await Promise.all([summarizeCoverage(actor, ou.id), toldUpTo(), readReplay(actor)]);
  return { actor, ou, ous, coverage, notices, at, replay };
});

/** Whoever may read nothing is told so, on a page of its own. */
async function scopesOf(actor: Actor): Promise<Scope[]> {
  try {
    return await listScopes(actor);
  } catch (error) {
    if (isAppError(error) && error.code === "not_allowed") forbidden();
    throw error;
  }
}
