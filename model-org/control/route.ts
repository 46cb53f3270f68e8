import { Refused } from "../refused";
import type { Stage } from "./stage";

/** A request of the control API, as far as a route needs it. */
export type Asked = {
  /** Parts of the path, by the name the route gives them. */
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  /** The body. */
  given: unknown;
};

/** One thing the control API does. */
export type Route = {
  method: "GET" | "POST" | "DELETE";
  /** A part that begins with a colon stands for any one: `/buckets/:name`. */
  path: string;
  /** What it does, in a few words. */
  says: string;
  /** @returns the answer. @throws Refused, ZodError */
  answer(stage: Stage, asked: Asked): unknown;
};

/**
 * @returns the route of a request, and the parts of its path
 * @throws Refused where there is none
 */
export function routeOf(
  routes: readonly Route[],
  method: string,
  pathname: string,
): { route: Route; params: Record<string, string> } {
  const parts = partsOf(pathname);
  for (const route of routes) {
    const params = paramsOf(route.path.split("/").slice(1), parts);
    if (route.method === method && params) return { route, params };
  }
  throw new Refused(404, `The control API has no ${method} ${pathname}. GET / lists what it has.`);
}

function partsOf(pathname: string): string[] {
  try {
    return pathname.replace(/\/$/, "").split("/").slice(1).map(decodeURIComponent);
  } catch {
    throw new Refused(400, `${pathname} is no address.`);
  }
}

function paramsOf(template: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (template.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, part] of template.entries()) {
    const value = parts[i] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
}
