import type { NormalizedSchema } from "@smithy/core/schema";

/** Where a member lives on the wire. */
export type Binding = "label" | "query" | "queryParams" | "header" | "prefixHeaders" | "payload" | "status" | "body";

/** A member of an operation's input or output. */
export type Member = { name: string; schema: NormalizedSchema; at: Binding; wire: string; required: boolean };

export type HttpTraits = {
  httpLabel?: unknown;
  httpQuery?: unknown;
  httpQueryParams?: unknown;
  httpHeader?: unknown;
  httpPrefixHeaders?: unknown;
  httpPayload?: unknown;
  httpResponseCode?: unknown;
};

/** @returns where a member is written, and under which name */
export function bindingOf(name: string, traits: HttpTraits, direction: "in" | "out"): [Binding, string] {
  if (direction === "in" && traits.httpLabel) return ["label", name];
  if (direction === "in" && traits.httpQuery) return ["query", String(traits.httpQuery)];
  if (direction === "in" && traits.httpQueryParams) return ["queryParams", ""];
  if (traits.httpHeader) return ["header", String(traits.httpHeader).toLowerCase()];
  if (traits.httpPrefixHeaders) return ["prefixHeaders", String(traits.httpPrefixHeaders).toLowerCase()];
  if (traits.httpPayload) return ["payload", name];
  if (direction === "out" && traits.httpResponseCode) return ["status", name];
  return ["body", name];
}
