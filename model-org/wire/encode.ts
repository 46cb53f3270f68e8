import { AwsError } from "./aws-error";
import { toJson } from "./json";
import type { ErrorShape, Member, Operation, Service } from "./model";
import { ownTraits, scalarOut, traitsOf, valueSchema } from "./scalars";
import { escapeXml, memberXml, structXml } from "./xml";

export type Answer = { status: number; headers: Record<string, string>; body: string | Uint8Array };

type Output = Readonly<Record<string, unknown>>;

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** @returns an operation's output as its protocol writes it */
export function encode(operation: Operation, output: Output, requestId: string): Answer {
  const { service, outputSchema, status } = operation;
  if (service.protocol === "awsJson1_1") {
    const body = outputSchema.isUnitSchema() ? "" : JSON.stringify(toJson(outputSchema, output, false));
    return { status, headers: { "x-amzn-requestid": requestId, "content-type": "application/x-amz-json-1.1" }, body };
  }
  if (service.protocol === "awsQuery") {
    const result = outputSchema.isUnitSchema() ? "" : structXml(outputSchema, output);
    const body = `<${operation.name}Response xmlns="${service.xmlns}"><${operation.name}Result>${result}</${operation.name}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation.name}Response>`;
    return { status, headers: { "x-amzn-requestid": requestId, "content-type": "text/xml" }, body };
  }
  return encodeRest(operation, output, requestId);
}

function encodeRest(operation: Operation, output: Output, requestId: string): Answer {
  const xml = operation.service.protocol === "restXml";
  const headers: Record<string, string> = xml
    ? { "x-amz-request-id": requestId, "x-amz-id-2": requestId }
    : { "x-amzn-requestid": requestId };
  let status = operation.status;
  let payload: Member | undefined;
  const inBody = new Set<string>();
  for (const member of operation.output) {
    const value = output[member.name];
    if (member.at === "body") inBody.add(member.name);
    else if (value == null) continue;
    else if (member.at === "status") status = Number(value);
    else if (member.at === "payload") payload = member;
    else addHeaders(headers, member, value);
  }
  if (payload) return { status, headers, body: payloadBody(operation, payload, output[payload.name], headers) };
  if (inBody.size === 0) return { status, headers, body: "" };
  return { status, headers, body: membersBody(operation, output, inBody, headers) };
}

function addHeaders(headers: Record<string, string>, { at, wire, schema }: Member, value: unknown): void {
  if (at === "prefixHeaders") {
    for (const [key, one] of Object.entries(value as object)) headers[wire + key] = String(one);
  } else if (schema.isListSchema()) {
    headers[wire] = (value as unknown[]).map((one) => scalarOut(valueSchema(schema), one, 6)).join(",");
  } else headers[wire] = scalarOut(schema, value, 6);
}

const rootXmlns = ({ xmlns }: Service): string => (xmlns ? ` xmlns="${xmlns}"` : "");

function payloadBody(
  { service }: Operation,
  { name, schema }: Member,
  value: unknown,
  headers: Record<string, string>,
): string | Uint8Array {
  if (schema.isBlobSchema()) return value as Uint8Array;
  if (!schema.isStructSchema()) {
    headers["content-type"] = "application/json";
    return String(value);
  }
  if (service.protocol !== "restXml") {
    headers["content-type"] = "application/json";
    return JSON.stringify(toJson(schema, value, true));
  }
  headers["content-type"] = "application/xml";
  const root = traitsOf(schema).xmlName ?? schema.getName() ?? name;
  const element = memberXml(root, schema, value);
  const own = ownTraits(schema).xmlName ?? root;
  const inner = element.slice(element.indexOf(">") + 1, element.lastIndexOf("<"));
  return element.startsWith(`<${own}>`) || element.startsWith(`<${root}`)
    ? `${declaration}<${root}${rootXmlns(service)}>${inner}</${root}>`
    : `${declaration}${element}`;
}

function membersBody(
  { service, name, outputSchema }: Operation,
  output: Output,
  inBody: ReadonlySet<string>,
  headers: Record<string, string>,
): string {
  if (service.protocol !== "restXml") {
    headers["content-type"] = "application/json";
    return JSON.stringify(toJson(outputSchema, output, true, (member) => inBody.has(member)));
  }
  headers["content-type"] = "application/xml";
  if (name === "GetBucketLocation") {
    // aws.customizations#s3UnwrappedXmlOutput: the one answer without a wrapping element.
    const location = escapeXml(String(output["LocationConstraint"] ?? ""));
    return `${declaration}<LocationConstraint${rootXmlns(service)}>${location}</LocationConstraint>`;
  }
  const root = traitsOf(outputSchema).xmlName ?? outputSchema.getName() ?? `${name}Result`;
  const members = structXml(outputSchema, output, (member) => inBody.has(member));
  return `${declaration}<${root}${rootXmlns(service)}>${members}</${root}>`;
}

/** @returns an error as its protocol writes it; what is neither AWS's nor modelled is an internal error */
export function encodeError(service: Service | undefined, thrown: unknown, requestId: string): Answer {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const aws = error instanceof AwsError ? error : undefined;
  const shape = service?.errors.get(aws?.code ?? error.name);
  const code = aws?.code ?? shape?.code ?? "InternalError";
  const status = aws?.status ?? shape?.status ?? 500;
  const headers = { ...aws?.headers };
  if (!service || service.protocol === "restXml" || service.protocol === "awsQuery") {
    const body = xmlError(service, { code, status, message: error.message, requestId }, xmlFields(error, shape));
    return { status, headers: { ...headers, "content-type": "application/xml", "x-amz-request-id": requestId }, body };
  }
  const fields = shape
    ? (toJson(shape.schema, aws ? aws.fields : error, service.protocol === "restJson1") as object)
    : {};
  return {
    status,
    headers: {
      ...headers,
      "content-type": service.protocol === "awsJson1_1" ? "application/x-amz-json-1.1" : "application/json",
      "x-amzn-requestid": requestId,
      "x-amzn-errortype": code,
    },
    body: JSON.stringify({ __type: code, ...fields, message: error.message, Message: error.message }),
  };
}

function xmlFields(error: Error, shape: ErrorShape | undefined): string {
  if (!(error instanceof AwsError)) return shape ? structXml(shape.schema, error as unknown as Output) : "";
  return Object.entries(error.fields)
    .map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
    .join("");
}

function xmlError(
  service: Service | undefined,
  { code, status, message, requestId }: { code: string; status: number; message: string; requestId: string },
  fields: string,
): string {
  const inner = `<Code>${code}</Code><Message>${escapeXml(message)}</Message>${fields}`;
  if (!service || service.id === "S3") {
    return `${declaration}<Error>${inner}<RequestId>${requestId}</RequestId><HostId>model</HostId></Error>`;
  }
  const sender = status < 500 ? "Sender" : "Receiver";
  return `<ErrorResponse${rootXmlns(service)}><Error><Type>${sender}</Type>${inner}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}
