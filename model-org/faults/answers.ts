import { actionOf } from "../iam/actions";
import { denialBy } from "../iam/refusals";
import { AwsError } from "../wire/aws-error";
import type { Answer } from "../wire/encode";

/** Services that speak XML without an action of their own in the request. */
const restXml = new Set(["S3", "S3Control", "CloudFront"]);
const query = new Set(["STS", "IAM", "SNS", "CloudFormation", "CloudWatch"]);

type Throttle = readonly [code: string, status: number, message?: string];

/** Services that say "too often" in words of their own. */
const throttles: Readonly<Record<string, Throttle>> = {
  S3: ["SlowDown", 503, "Please reduce your request rate."],
  S3Control: ["SlowDown", 503, "Please reduce your request rate."],
  EC2: ["RequestLimitExceeded", 503, "Request limit exceeded."],
  Organizations: ["TooManyRequestsException", 400],
  SQS: ["RequestThrottled", 403],
  SNS: ["Throttled", 429],
  Tagging: ["ThrottledException", 400],
  CloudFront: ["Throttling", 400],
  ...Object.fromEntries(
    ["Account", "GuardDuty", "ResourceGroups", "S3Tables", "S3Vectors"].map((service): [string, Throttle] => [
      service,
      ["TooManyRequestsException", 429],
    ]),
  ),
  ...Object.fromEntries(
    ["AccessAnalyzer", "ControlTower", "Macie2", "ResourceExplorer", "SecurityHub", "TrustedAdvisor"].map(
      (service): [string, Throttle] => [service, ["ThrottlingException", 429]],
    ),
  ),
};

/** A service that is asked too often, as each says it. */
export function throttledAs(service: string): AwsError {
  const [code, status, message = "Rate exceeded"] = throttles[service] ?? [
    query.has(service) ? "Throttling" : "ThrottlingException",
    400,
  ];
  return new AwsError(code, message, status);
}

/** A caller that may not, as each service says it. */
export const deniedAs = (service: string, operation: string): AwsError =>
  denialBy(service, `User is not authorized to perform: ${actionOf(service, operation)}`);

/** A session that is over. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export function expiredAs(service: string): AwsError {
  if (restXml.has(service)) return new AwsError("ExpiredToken", "The provided token has expired.", 400);
  if (service === "EC2") return new AwsError("RequestExpired", "Request has expired.", 400);
  const code = query.has(service) ? "ExpiredToken" : "ExpiredTokenException";
  return new AwsError(code, "The security token included in the request is expired", query.has(service) ? 403 : 400);
}

/** A 200 that is the answer to another call. */
export const wrongRoot: Answer = {
  status: 200,
  headers: { "content-type": "application/xml" },
  body: '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>x</Name></ListBucketResult>',
};

/** @returns an answer with half of its body, which says nothing of the rest */
export function truncated(answer: Answer): Answer {
  const body = Buffer.from(answer.body);
  return { ...answer, body: body.subarray(0, Math.floor(body.length / 2)) };
}
