import { actionOf } from "../iam/actions";
import { AwsError } from "../wire/aws-error";
import type { FaultEffect } from "../wire/server";

const xml = new Set(["S3", "S3Control"]);
const query = new Set(["STS", "IAM", "SNS", "CloudFormation"]);

/** A service that is asked too often, as each says it. */
export function throttledAs(service: string): AwsError {
  if (xml.has(service)) return new AwsError("SlowDown", "Please reduce your request rate.", 503);
  if (service === "Organizations") return new AwsError("TooManyRequestsException", "Rate exceeded", 400);
  if (query.has(service)) return new AwsError("Throttling", "Rate exceeded", 400);
  if (service === "EC2") return new AwsError("RequestLimitExceeded", "Request limit exceeded.", 503);
  return new AwsError("ThrottlingException", "Rate exceeded", 400);
}

/** A caller that may not, as each service says it. */
export function deniedAs(service: string, operation: string): AwsError {
  const plain = xml.has(service) || query.has(service);
  const code = service === "EC2" ? "UnauthorizedOperation" : plain ? "AccessDenied" : "AccessDeniedException";
  return new AwsError(code, `User is not authorized to perform: ${actionOf(service, operation)}`, 403);
}

/** A session that is over. */
export const expiredAs = (service: string): AwsError =>
  new AwsError(
    xml.has(service) || query.has(service) ? "ExpiredToken" : "ExpiredTokenException",
    "The security token included in the request is expired",
    xml.has(service) ? 400 : 403,
  );

/** A 200 that is no answer: of another call, or broken off. */
export const brokenAnswer = (kind: "wrong-root" | "truncated"): FaultEffect => ({
  status: 200,
  headers: { "content-type": "application/xml" },
  body:
    kind === "wrong-root"
      ? '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>x</Name></ListBucketResult>'
      : '<?xml version="1.0" encoding="UTF-8"?>\n<Truncated><Begin>',
});
