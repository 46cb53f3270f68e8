import type { Failure } from "./errors";
import type { Service } from "./model";
import type { Protocol } from "./protocol";
import { escapeXml, structXml } from "./xml";

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** @returns an error as S3, EC2 and the others that speak XML each wrap it */
export function errorDocument(service: Service | undefined, protocol: Protocol, failure: Failure): string {
  const { code, status, message, requestId } = failure;
  const said = `<Code>${code}</Code><Message>${escapeXml(message)}</Message>`;
  if (protocol === "ec2Query") {
    const error = `<Error>${said}${fieldsOf(failure)}</Error>`;
    return `${declaration}<Response><Errors>${error}</Errors><RequestID>${requestId}</RequestID></Response>`;
  }
  const inner = said + fieldsOf(failure);
  if (protocol === "restXml" && (!service || service.id === "S3")) {
    return `${declaration}<Error>${inner}<RequestId>${requestId}</RequestId><HostId>model</HostId></Error>`;
  }
  const type = `<Type>${status < 500 ? "Sender" : "Receiver"}</Type>`;
  const xmlns = service?.xmlns ? ` xmlns="${service.xmlns}"` : "";
  return `<ErrorResponse${xmlns}><Error>${type}${inner}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}

/** The error's members, but not its message again: two elements of one name would be read as a list. */
function fieldsOf({ shape, fields, byHand }: Failure): string {
  if (!byHand) return shape ? structXml(shape.schema, fields, (name) => !/^message$/i.test(name)) : "";
  return Object.entries(fields)
    .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
    .join("");
}
