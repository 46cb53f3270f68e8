import { AwsError } from "./aws-error";
import { toCbor } from "./cbor";
import { type Answer, contentTypes } from "./encode";
import { toForm } from "./form";
import { restJson, rpcJson } from "./json";
import type { ErrorShape, Service } from "./model";
import { isAwsJson, isQuery, type Protocol } from "./protocol";
import { scalarOut, traitsOf } from "./scalars";
import { errorDocument } from "./xml-error";

/** What is said of an error in every protocol. */
export type Failure = {
  code: string;
  status: number;
  message: string;
  requestId: string;
  shape: ErrorShape | undefined;
  /** Its members: the thrown error's own, or what an AwsError was given. */
  fields: Readonly<Record<string, unknown>>;
  /** Whether an AwsError was thrown: then the fields are texts, also where no shape models them. */
  byHand: boolean;
};

export type ErrorOptions = {
  service: Service | undefined;
  protocol: Protocol;
  requestId: string;
  /** A client that spoke awsQuery before asks for the code it knew: `x-amzn-query-mode`. */
  queryMode: boolean;
};

/** @returns an error as its protocol writes it; what is neither AWS's nor modelled is an internal error */
export function encodeError(thrown: unknown, options: ErrorOptions): Answer {
  const { service, protocol, requestId, queryMode } = options;
  const failure = failureOf(thrown, service, protocol, requestId);
  const { code, status, message, shape } = failure;
  const given = thrown instanceof AwsError ? thrown.headers : {};
  if (protocol === "restXml" || isQuery(protocol)) {
    const headers = { ...given, "content-type": "application/xml", "x-amz-request-id": requestId };
    return { status, headers, body: errorDocument(service, protocol, failure) };
  }
  const headers: Record<string, string> = { ...given, "x-amzn-requestid": requestId };
  if (queryMode) {
    headers["x-amzn-query-error"] = `${shape?.query?.[0] ?? code};${status < 500 ? "Sender" : "Receiver"}`;
  }
  const said = { __type: code, message, Message: message };
  if (protocol === "rpcv2Cbor") {
    Object.assign(headers, { "content-type": contentTypes.rpcv2Cbor, "smithy-protocol": "rpc-v2-cbor" });
    return { status, headers, body: toCbor(shape?.schema, failure.fields, said) };
  }
  headers["content-type"] = protocol === "restJson1" ? "application/json" : contentTypes[protocol];
  if (protocol === "restJson1") addHeaders(headers, failure);
  // After the members: some errors have a member of this header, which no handler needs to set.
  headers["x-amzn-errortype"] = code;
  const form = protocol === "restJson1" ? restJson : rpcJson;
  const fields = shape ? (toForm(form, shape.schema, failure.fields) as object) : {};
  return { status, headers, body: JSON.stringify({ ...fields, ...said }) };
}

function failureOf(thrown: unknown, service: Service | undefined, protocol: Protocol, requestId: string): Failure {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const aws = error instanceof AwsError ? error : undefined;
  const shape = service?.errors.get(aws?.code ?? error.name);
  const named = shape && (isQuery(protocol) ? (shape.query?.[0] ?? shape.name) : shape.name);
  return {
    code: named ?? aws?.code ?? "InternalError",
    status: aws?.status ?? (shape ? statusOf(shape, protocol) : 500),
    message: error.message,
    requestId,
    shape,
    fields: aws ? aws.fields : (error as unknown as Readonly<Record<string, unknown>>),
    byHand: aws !== undefined,
  };
}

function statusOf({ fault, httpError, query }: ErrorShape, protocol: Protocol): number {
  const plain = fault === "server" ? 500 : 400;
  // awsJson answers 400 or 500, whatever the model's httpError says.
  if (isAwsJson(protocol)) return plain;
  return (isQuery(protocol) ? query?.[1] : undefined) ?? httpError ?? plain;
}

/** Retry-After and its like: members of an error that travel in its headers. */
function addHeaders(headers: Record<string, string>, { shape, fields }: Failure): void {
  if (!shape) return;
  for (const [name, member] of shape.schema.structIterator()) {
    const header = traitsOf(member).httpHeader;
    const value = fields[name];
    if (header !== undefined && value != null) headers[header.toLowerCase()] = scalarOut(member, value, 6);
  }
}
