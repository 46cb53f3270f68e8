import type { IncomingHttpHeaders } from "node:http";
import { isDirectoryHost } from "./host";
import type { Operation, Service } from "./model";

export type Routed = { operation: Operation; labels: Record<string, string> };

export type RestRequest = {
  method: string;
  path: readonly string[];
  hasBucket: boolean;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
};

/**
 * Finds the operation of a REST request: by path template, then by the template's query keys, then by required query
 * and header members. The most specific one wins.
 */
export function route(service: Service, request: RestRequest): Routed | undefined {
  let best: Routed | undefined;
  let bestScore = -1;
  for (const operation of service.byMethod.get(`${request.method} ${request.hasBucket}`) ?? []) {
    const labels: Record<string, string> = {};
    const path = matchPath(operation.segments, request.path, labels);
    if (path === undefined) continue;
    const query = matchQuery(operation, request);
    if (query === undefined) continue;
    if (path + query <= bestScore) continue;
    bestScore = path + query;
    best = { operation, labels };
  }
  return best;
}

function matchPath(
  segments: readonly string[],
  path: readonly string[],
  labels: Record<string, string>,
): number | undefined {
  let score = 0;
  let at = 0;
  for (const [i, segment] of segments.entries()) {
    if (!segment.startsWith("{")) {
      if (path[at++] !== segment) return undefined;
      score += 100;
      continue;
    }
    if (at >= path.length) return undefined;
    if (!segment.endsWith("+}")) {
      labels[segment.slice(1, -1)] = path[at++] ?? "";
      continue;
    }
    // A greedy label takes all but the segments that follow it in the template.
    const end = path.length - (segments.length - 1 - i);
    if (end <= at) return undefined;
    labels[segment.slice(1, -2)] = path.slice(at, end).join("/");
    at = end;
  }
  return at === path.length ? score : undefined;
}

function matchQuery({ name, literals, input }: Operation, { query, headers }: RestRequest): number | undefined {
  // Buckets and directory buckets are listed alike but for the host.
  let score = name === "ListDirectoryBuckets" && isDirectoryHost(headers) ? 5 : 0;
  for (const [key, value] of literals) {
    // The JavaScript SDK adds x-id, other clients do not: it only breaks ties.
    if (key === "x-id") {
      if (query.get("x-id") === value) score += 10;
      continue;
    }
    if (!query.has(key) || (value !== "" && query.get(key) !== value)) return undefined;
    score += 20;
  }
  for (const { required, at, wire } of input) {
    if (!required) continue;
    if (at === "query") {
      if (!query.has(wire)) return undefined;
      score += 3;
    } else if (at === "header") {
      if (headers[wire] === undefined) return undefined;
      score += 2;
    }
  }
  return score;
}
