import type { Answer } from "./encode";
import { toForm } from "./form";
import { restJson } from "./json";
import type { Member } from "./member";
import type { Operation, Service } from "./model";
import { ownTraits, scalarOut, traitsOf, valueSchema } from "./scalars";
import { escapeXml, memberXml, structXml } from "./xml";

type Output = Readonly<Record<string, unknown>>;

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** @returns an operation's output in status, headers and body, as restXml and restJson1 divide it */
export function encodeRest(operation: Operation, output: Output, requestId: string): Answer {
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
    return JSON.stringify(toForm(restJson, schema, value));
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
    return JSON.stringify(toForm(restJson, outputSchema, output, (member) => inBody.has(member)));
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
