import type { IncomingHttpHeaders } from "node:http";
import { AwsError } from "./aws-error";
import { fromCbor } from "./cbor";
import { decodeRest } from "./decode-rest";
import { fromForm } from "./form";
import { rpcJson } from "./json";
import type { Operation, Service } from "./model";
import { isQuery, type Protocol, rpcPath } from "./protocol";
import { fromQuery } from "./query";

export type RawRequest = { method: string; url: URL; headers: IncomingHttpHeaders; body: Buffer };

export type Decoded = { operation: Operation; input: Record<string, unknown> };

/** @throws AwsError for an operation the service does not have, or a body nobody can read */
export function decode(service: Service, protocol: Protocol, request: RawRequest): Decoded {
  try {
    const operation = nameless(service, protocol, request);
    if (operation === "rest") return decodeRest(service, request) ?? unknown(protocol, pathOf(request));
    return { operation, input: inputOf(operation, protocol, request) };
  } catch (error) {
    if (error instanceof AwsError) throw error;
    throw new AwsError(unreadable(protocol), "The request could not be read.");
  }
}

const unreadable = (protocol: Protocol): string => {
  if (protocol === "restXml") return "MalformedXML";
  return isQuery(protocol) ? "MalformedQueryString" : "SerializationException";
};

const pathOf = ({ method, url }: RawRequest): string => `${method} ${url.pathname}${url.search}`;

/** A form is the body, or for a presigned request the query string. */
const formOf = ({ url, body }: RawRequest): URLSearchParams =>
  new URLSearchParams(body.length > 0 ? body.toString() : url.search);

/** @returns the operation a request names, or that it names none: a REST request has only its path */
function nameless(service: Service, protocol: Protocol, request: RawRequest): Operation | "rest" {
  if (protocol === "restXml" || protocol === "restJson1") return "rest";
  const name = nameOf(protocol, request);
  return service.operations.get(name) ?? unknown(protocol, name === "" ? pathOf(request) : name);
}

function nameOf(protocol: Protocol, request: RawRequest): string {
  if (protocol === "rpcv2Cbor") return rpcPath.exec(request.url.pathname)?.[2] ?? "";
  if (isQuery(protocol)) return formOf(request).get("Action") ?? "";
  // botocore sends some services' whole name before the last dot, the JavaScript SDK a short one.
  const target = String(request.headers["x-amz-target"] ?? "");
  return target.slice(target.lastIndexOf(".") + 1);
}

function unknown(protocol: Protocol, name: string): never {
  const message = `No operation is called ${name}.`;
  if (protocol === "restXml") throw new AwsError("MethodNotAllowed", `No operation answers ${name}.`, 405);
  throw new AwsError(isQuery(protocol) ? "InvalidAction" : "UnknownOperationException", message);
}

function inputOf({ inputSchema }: Operation, protocol: Protocol, request: RawRequest): Record<string, unknown> {
  if (protocol === "awsQuery" || protocol === "ec2Query") return fromQuery(inputSchema, formOf(request), protocol);
  const input =
    protocol === "rpcv2Cbor"
      ? fromCbor(inputSchema, request.body)
      : inputSchema.isUnitSchema()
        ? {}
        : fromForm(rpcJson, inputSchema, JSON.parse(request.body.toString() || "{}"));
  return (input ?? {}) as Record<string, unknown>;
}
