import type { IncomingHttpHeaders } from "node:http";
import { AwsError } from "./aws-error";
import { fromJson } from "./json";
import type { Member, Operation, Service } from "./model";
import { fromQuery } from "./query";
import { route } from "./route";
import { scalarIn, traitsOf, valueSchema } from "./scalars";
import { fromXml, parseXml } from "./xml";

export type RawRequest = { method: string; url: URL; headers: IncomingHttpHeaders; body: Buffer };

export type Decoded = { operation: Operation; input: Record<string, unknown> };

/** @throws AwsError for an operation the service does not have, or a body nobody can read */
export function decode(service: Service, request: RawRequest): Decoded {
  try {
    if (service.protocol === "awsJson1_1") return decodeAwsJson(service, request);
    if (service.protocol === "awsQuery") return decodeAwsQuery(service, request);
    return decodeRest(service, request);
  } catch (error) {
    if (error instanceof AwsError) throw error;
    const code = service.protocol === "restXml" ? "MalformedXML" : "SerializationException";
    throw new AwsError(code, "The request could not be read.");
  }
}

function unknownOperation(service: Service, name: string): AwsError {
  if (service.protocol === "restXml") return new AwsError("MethodNotAllowed", `No operation answers ${name}.`, 405);
  const code = service.protocol === "awsQuery" ? "InvalidAction" : "UnknownOperationException";
  return new AwsError(code, `No operation is called ${name}.`);
}

/** botocore sends the service's whole name before the last dot, the JavaScript SDK a short one. */
function decodeAwsJson(service: Service, { headers, body }: RawRequest): Decoded {
  const target = String(headers["x-amz-target"] ?? "");
  const operation = service.operations.get(target.slice(target.lastIndexOf(".") + 1));
  if (!operation) throw unknownOperation(service, target);
  const input = fromJson(operation.inputSchema, JSON.parse(body.toString() || "{}"), false);
  return { operation, input: (input ?? {}) as Record<string, unknown> };
}

function decodeAwsQuery(service: Service, { url, body }: RawRequest): Decoded {
  const params = new URLSearchParams(body.length > 0 ? body.toString() : url.search);
  const name = params.get("Action") ?? "";
  const operation = service.operations.get(name);
  if (!operation) throw unknownOperation(service, name);
  const input = operation.inputSchema.isUnitSchema() ? {} : fromQuery(operation.inputSchema, params);
  return { operation, input: input as Record<string, unknown> };
}

/** A bucket in the host name: `name.s3.eu-west-1.amazonaws.com`. */
const bucketHost = /^(.+)\.s3[.-][a-z0-9.-]*amazonaws\.com(?:\.cn)?(?::\d+)?$/;

function decodeRest(service: Service, request: RawRequest): Decoded {
  const { method, url, headers } = request;
  let path = url.pathname
    .split("/")
    .filter((segment, i, all) => segment !== "" || (i > 1 && i < all.length - 1))
    .map(decodeURIComponent);
  let bucket: string | undefined;
  if (service.id === "S3") {
    bucket = bucketHost.exec(headers.host ?? "")?.[1];
    if (bucket === undefined && path.length > 0) {
      bucket = path[0];
      path = path.slice(1);
    }
  }
  const routed = route(service, { method, path, hasBucket: bucket !== undefined, query: url.searchParams, headers });
  if (!routed) throw unknownOperation(service, `${method} ${url.pathname}${url.search}`);
  const { operation, labels } = routed;
  const input: Record<string, unknown> = {};
  const inBody: Member[] = [];
  for (const member of operation.input) {
    if (member.at === "body") inBody.push(member);
    else {
      const value = boundValue(
        service,
        member,
        request,
        labels[member.name] ?? implicitLabel(member, operation, bucket, headers),
      );
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
  const header = traitsOf(schema).httpHeader?.toLowerCase();
  const value = header === undefined ? undefined : headers[header];
  return typeof value === "string" ? value : undefined;
}

function boundValue(service: Service, member: Member, request: RawRequest, label: string | undefined): unknown {
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
    case "header": {
      const text = headers[wire];
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
      return schema.isStructSchema() ? structured(service, schema, body.toString()) : body.toString();
    }
    default:
      return undefined;
  }
}

const structured = (service: Pick<Service, "protocol">, schema: Member["schema"], text: string): unknown =>
  service.protocol === "restXml" ? fromXml(schema, parseXml(text).value) : fromJson(schema, JSON.parse(text), true);
