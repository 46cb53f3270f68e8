import { toCbor } from "./cbor";
import { encodeRest } from "./encode-rest";
import { toForm } from "./form";
import { rpcJson } from "./json";
import type { Operation } from "./model";
import type { Protocol } from "./protocol";
import { structXml } from "./xml";

export type Answer = { status: number; headers: Record<string, string>; body: string | Uint8Array };

/** The content type of each RPC protocol's answers. */
export const contentTypes = {
  awsJson1_0: "application/x-amz-json-1.0",
  awsJson1_1: "application/x-amz-json-1.1",
  awsQuery: "text/xml",
  ec2Query: "text/xml;charset=UTF-8",
  rpcv2Cbor: "application/cbor",
} as const;

/** @returns an operation's output as the protocol of its request writes it */
export function encode(
  operation: Operation,
  protocol: Protocol,
  output: Readonly<Record<string, unknown>>,
  requestId: string,
): Answer {
  if (protocol === "restXml" || protocol === "restJson1") return encodeRest(operation, output, requestId);
  const headers: Record<string, string> = {
    "x-amzn-requestid": requestId,
    "content-type": contentTypes[protocol],
  };
  if (protocol === "rpcv2Cbor") headers["smithy-protocol"] = "rpc-v2-cbor";
  return { status: operation.status, headers, body: bodyOf(operation, protocol, output, requestId) };
}

function bodyOf(
  { name, service, outputSchema }: Operation,
  protocol: keyof typeof contentTypes,
  output: Readonly<Record<string, unknown>>,
  requestId: string,
): string | Uint8Array {
  const nothing = outputSchema.isUnitSchema();
  if (protocol === "rpcv2Cbor") return toCbor(outputSchema, output);
  if (protocol === "awsJson1_0" || protocol === "awsJson1_1") {
    return nothing ? "" : JSON.stringify(toForm(rpcJson, outputSchema, output));
  }
  const result = nothing ? "" : structXml(outputSchema, output);
  const xmlns = service.xmlns ? ` xmlns="${service.xmlns}"` : "";
  if (protocol === "ec2Query") {
    // EC2 has no wrapper: where there is nothing to say it says that it worked.
    const members = nothing ? "<return>true</return>" : result;
    return `<${name}Response${xmlns}><requestId>${requestId}</requestId>${members}</${name}Response>`;
  }
  return `<${name}Response${xmlns}><${name}Result>${result}</${name}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${name}Response>`;
}
