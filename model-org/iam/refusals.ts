import { AwsError } from "../wire/aws-error";
import { isAwsJson, isQuery, type Protocol } from "../wire/protocol";
import { services } from "../wire/services";

/** A refusal as a service writes it. */
type Said = readonly [code: string, status: number];

const protocols: ReadonlyMap<string, Protocol> = new Map(services.map(({ id, protocol }) => [id, protocol]));

/** Spoken to in awsQuery before, these keep its codes in JSON and CBOR too. */
const onceQuery: ReadonlySet<string> = new Set(["CloudWatch", "SQS"]);

const speaksQuery = (service: string, protocol: Protocol): boolean => isQuery(protocol) || onceQuery.has(service);

/** Services with a code of their own for who may not. */
const ownDenials: Readonly<Record<string, Said>> = {
  EC2: ["UnauthorizedOperation", 403],
  SNS: ["AuthorizationError", 403],
};

function denialOf(service: string): Said {
  const protocol = protocols.get(service) ?? "restXml";
  const own = ownDenials[service];
  if (own) return own;
  if (protocol === "restXml" || speaksQuery(service, protocol)) return ["AccessDenied", 403];
  return ["AccessDeniedException", isAwsJson(protocol) ? 400 : 403];
}

/** @returns what a service answers a caller that may not */
export function denialBy(service: string, message: string): AwsError {
  const [code, status] = denialOf(service);
  return new AwsError(code, message, status);
}

/**
 * @returns what a service answers in a region the caller's account has not opted in to: it knows none of its keys there,
 * and S3 sends no request there
 */
export function unknownKeyBy(service: string, region: string): AwsError {
  const protocol = protocols.get(service) ?? "restXml";
  if (service === "EC2") {
    return new AwsError("AuthFailure", "AWS was not able to validate the provided access credentials", 401);
  }
  if (protocol === "restXml") {
    return new AwsError(
      "IllegalLocationConstraintException",
      `The ${region} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    );
  }
  const message = "The security token included in the request is invalid.";
  if (speaksQuery(service, protocol)) return new AwsError("InvalidClientTokenId", message, 403);
  return new AwsError("UnrecognizedClientException", message, isAwsJson(protocol) ? 400 : 403);
}
