import type { IncomingMessage } from "node:http";
import { AwsError } from "./aws-error";
import type { ServiceDefinition } from "./model";
import { isQuery, type Protocol } from "./protocol";

/** What a request's signature says. */
export type Signed = { accessKeyId: string; region: string; signingName: string };

const credential = /Credential=([^/,\s]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/;

/** @throws AwsError for a request nobody signed */
export function readSignature({ headers }: Pick<IncomingMessage, "headers">, url: URL): Signed {
  const presigned = url.searchParams.get("X-Amz-Credential");
  const found = credential.exec(headers.authorization ?? (presigned === null ? "" : `Credential=${presigned}`));
  if (!found) throw new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
  const [, accessKeyId = "", region = "", signingName = ""] = found;
  return { accessKeyId, region, signingName };
}

/**
 * S3 and S3 Control sign alike, also for directory buckets and Outposts: the path of S3 Control begins with its version.
 * @throws AwsError for a service there is no model of
 */
export function definitionOf(
  services: readonly ServiceDefinition[],
  signingName: string,
  path: string,
): ServiceDefinition {
  const name = /^s3(express|-outposts)$/.test(signingName) ? "s3" : signingName;
  const isControl = path.startsWith("/v20180820/");
  const definition = services.find(
    (service) => service.signingName === name && (name !== "s3" || (service.id === "S3Control") === isControl),
  );
  if (!definition) throw new AwsError("UnknownService", `There is no model of the service ${signingName}.`, 501);
  return definition;
}

/** @returns what a request with a key nobody holds is told */
export function invalidToken(protocol: Protocol): AwsError {
  const code =
    protocol === "restXml"
      ? "InvalidAccessKeyId"
      : protocol === "ec2Query"
        ? "AuthFailure"
        : isQuery(protocol)
          ? "InvalidClientTokenId"
          : "UnrecognizedClientException";
  return new AwsError(code, "The security token included in the request is invalid.", 403);
}
