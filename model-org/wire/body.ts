import type { IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { AwsError } from "./aws-error";
import type { Protocol } from "./protocol";

const maxBody = 2_000_000;

/**
 * Reads a request's body. CloudWatch's metrics come compressed; what S3 is sent to store stays as it is.
 * @throws AwsError for a body that is too large or not compressed as it says
 */
export async function readBody(request: IncomingMessage, protocol: Protocol): Promise<Buffer> {
  const body = await buffer(request);
  if (body.length > maxBody) throw new AwsError("EntityTooLarge", "The request is too large.", 400);
  if (request.headers["content-encoding"] !== "gzip" || protocol === "restXml") return body;
  return promisify(gunzip)(body, { maxOutputLength: maxBody }).catch(() => {
    throw new AwsError("SerializationException", "The request could not be decompressed.");
  });
}
