import type { RawRequest } from "./decode";

/** The wire protocols AWS's services speak. */
export type Protocol = "restXml" | "restJson1" | "awsJson1_0" | "awsJson1_1" | "awsQuery" | "ec2Query" | "rpcv2Cbor";

/** The path of an RPC v2 request, whatever the endpoint's own path: it names the operation. */
export const rpcPath = /\/service\/([^/]+)\/operation\/([^/]+)$/;

/**
 * What a request speaks. REST services speak one protocol; of the others some are spoken to in several: SQS in awsQuery
 * by old clients and in awsJson1_0 by new ones, CloudWatch in rpcv2Cbor too. The answer is in the request's own.
 * @param own what the service's own client sends; undefined where the service is not known
 */
export function protocolOf(own: Protocol | undefined, { headers, url }: Pick<RawRequest, "headers" | "url">): Protocol {
  if (own === "restXml" || own === "restJson1") return own;
  if (headers["smithy-protocol"] === "rpc-v2-cbor") return "rpcv2Cbor";
  if (headers["x-amz-target"] !== undefined) {
    return headers["content-type"]?.includes("json-1.0") ? "awsJson1_0" : "awsJson1_1";
  }
  if (rpcPath.test(url.pathname)) return "rpcv2Cbor";
  if (own === "ec2Query") return own;
  // The bucket's path says nothing: where neither service nor operation is named, the answer is S3's.
  return own === undefined && !headers["content-type"]?.includes("urlencoded") ? "restXml" : "awsQuery";
}

export const isQuery = (protocol: Protocol): boolean => protocol === "awsQuery" || protocol === "ec2Query";

export const isAwsJson = (protocol: Protocol): boolean => protocol === "awsJson1_0" || protocol === "awsJson1_1";
