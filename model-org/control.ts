import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { routeOf } from "./control/route";
import { routes } from "./control/routes";
import type { Stage } from "./control/stage";
import { Refused } from "./refused";

/**
 * The control API, on a port of its own: looks at the world and changes it behind AWS's back, as a demonstration and
 * the tests need. JSON in and out; `GET /` lists what it does.
 */
export function createControlServer(stage: Stage): Server {
  return createServer((request, response) => {
    void serve(stage, request, response);
  });
}

/** Names this machine calls itself by: a page of somebody else that was led here by its name is refused. */
const isLoopback = (host: string | undefined): boolean => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? "");

async function serve(stage: Stage, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = (status: number, told: unknown) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(told));
  try {
    answer(200, await told(stage, request));
  } catch (error) {
    answer(statusOf(error), { error: sentenceOf(error) });
  }
}

async function told(stage: Stage, request: IncomingMessage): Promise<unknown> {
  const { headers, method = "GET", url = "/" } = request;
  if (headers.origin !== undefined || !isLoopback(headers.host)) {
    throw new Refused(403, "The control API answers this machine's own programs, and no web page.");
  }
  const { pathname, searchParams } = new URL(url, "http://control");
  const { route, params } = routeOf(routes, method, pathname);
  const given = read(await text(request));
  return (await route.answer(stage, { params, query: Object.fromEntries(searchParams), given })) ?? {};
}

function read(body: string): unknown {
  try {
    return body === "" ? {} : JSON.parse(body);
  } catch {
    throw new Refused(400, "The body is no JSON.");
  }
}

function statusOf(error: unknown): number {
  if (error instanceof Refused) return error.status;
  return error instanceof z.ZodError || error instanceof RangeError ? 400 : 500;
}

function sentenceOf(error: unknown): string {
  if (error instanceof z.ZodError) return [...new Set(error.issues.map(({ message }) => message))].join(" ");
  return error instanceof Error ? error.message : String(error);
}
