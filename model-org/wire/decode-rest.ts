import type { IncomingHttpHeaders } from "node:http";
import type { Decoded, RawRequest } from "./decode";
import { fromForm } from "./form";
import { accountOfHost, placeOf } from "./host";
import { restJson } from "./json";
import type { Member } from "./member";
import type { Operation, Service } from "./model";
import { route } from "./route";
import { scalarIn, traitsOf, valueSchema } from "./scalars";
import { fromXml, parseXml } from "./xml";

/** @returns the operation a REST request's method, path, query and headers mean; undefined where there is none */
export function decodeRest(service: Service, request: RawRequest): Decoded | undefined {
  const { method, url, headers } = request;
  const { bucket, path } = placeOf(service.id, url, headers);
  const routed = route(service, { method, path, hasBucket: bucket !== undefined, query: url.searchParams, headers });
  if (!routed) return undefined;
  const { operation, labels } = routed;
  const input: Record<string, unknown> = {};
  const inBody: Member[] = [];
  for (const member of operation.input) {
    if (member.at === "body") inBody.push(member);
    else {
      const label = labels[member.name] ?? implicitLabel(member, operation, bucket, headers);
      const value = boundValue(operation, member, request, label);
      if (value !== undefined) input[member.name] = value;
    }
  }
  if (inBody.length > 0 && request.body.length > 0) {
    const all = structured(service, operation.inputSchema, request.body.toString()) as Record<string, unknown>;
    for (const { name } of inBody) if (all[name] !== undefined) input[name] = all[name];
  }
  return { operation, input };
}

/** S3's Bucket comes from the host or the path; S3 Control's AccountId is a host label repeated in a header. */
function implicitLabel(
  { name, schema }: Member,
  operation: Operation,
  bucket: string | undefined,
  headers: IncomingHttpHeaders,
): string | undefined {
  if (operation.bucketLabel && name === "Bucket") return bucket;
  const { httpHeader, hostLabel } = traitsOf(schema);
  const value = httpHeader === undefined ? undefined : headers[httpHeader.toLowerCase()];
  return typeof value === "string" ? value : hostLabel ? accountOfHost(headers) : undefined;
}

function boundValue(operation: Operation, member: Member, request: RawRequest, label: string | undefined): unknown {
  const { at, wire, schema } = member;
  const { url, headers, body } = request;
  switch (at) {
    case "label":
      return label === undefined ? undefined : scalarIn(schema, label, 5);
    case "query": {
      const all = url.searchParams.getAll(wire);
      if (all.length === 0) return undefined;
      if (schema.isListSchema()) return all.map((text) => scalarIn(valueSchema(schema), text, 5));
      return scalarIn(schema, all[0] ?? "", 5);
    }
    case "queryParams":
      return otherParams(operation, member, url.searchParams);
    case "header": {
      const text = headers[wire] ?? label;
      if (typeof text !== "string") return undefined;
      if (!schema.isListSchema()) return scalarIn(schema, text, 6);
      return text.split(",").map((one) => scalarIn(valueSchema(schema), one.trim(), 6));
    }
    case "prefixHeaders":
      return Object.fromEntries(
        Object.entries(headers).flatMap(([key, value]) =>
          key.startsWith(wire) ? [[key.slice(wire.length), value]] : [],
        ),
      );
    case "payload": {
      if (body.length === 0) return undefined;
      if (schema.isBlobSchema()) return body;
      return schema.isStructSchema() ? structured(operation.service, schema, body.toString()) : body.toString();
    }
    default:
      return undefined;
  }
}

/** A map of the query keys that no other member takes. */
function otherParams({ input, literals }: Operation, { schema }: Member, params: URLSearchParams): unknown {
  const taken = new Set([
    ...input.flatMap(({ at, wire }) => (at === "query" ? [wire] : [])),
    ...literals.map(([key]) => key),
  ]);
  const lists = valueSchema(schema).isListSchema();
  const keys = [...new Set(params.keys())].filter((key) => !taken.has(key));
  if (keys.length === 0) return undefined;
  return Object.fromEntries(keys.map((key) => [key, lists ? params.getAll(key) : params.get(key)]));
}

const structured = ({ protocol }: Pick<Service, "protocol">, schema: Member["schema"], text: string): unknown =>
  protocol === "restXml" ? fromXml(schema, parseXml(text).value) : fromForm(restJson, schema, JSON.parse(text));
