import { ZodError } from "zod";
import type { UnknownReason } from "@/lib/model/reason";

/** A 200 that is not the answer to what was asked: another root element, or without the member the call exists for. */
export class UnexpectedAnswer extends Error {
  override readonly name = "UnexpectedAnswer";
}

/** An error of the SDK as far as telling errors apart needs it. */
type AwsLikeError = { name?: unknown; Code?: unknown; code?: unknown; $metadata?: { httpStatusCode?: unknown } };

const denied = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "AllAccessDisabled",
  "Forbidden",
  "UnauthorizedOperation",
  "AuthorizationError",
  "403",
]);

const throttled = new Set([
  "Throttling",
  "ThrottlingException",
  "ThrottledException",
  "TooManyRequestsException",
  "RequestLimitExceeded",
  "BandwidthLimitExceeded",
  "LimitExceededException",
  "SlowDown",
  "PriorRequestNotComplete",
  "RequestThrottled",
  "RequestThrottledException",
  "TransactionInProgressException",
  "EC2ThrottledException",
]);

const timedOut = new Set([
  "TimeoutError",
  "RequestTimeout",
  "RequestTimeoutException",
  "AbortError",
  "InternalError",
  "InternalFailure",
  "InternalServerError",
  "ServiceUnavailable",
  "ServiceException",
  "NetworkingError",
  "ECONNRESET",
  "ECONNREFUSED",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
]);

/** A region that is not enabled does not know the account's keys. https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html */
const regionDisabled = new Set(["OptInRequired", "IllegalLocationConstraintException", "AuthFailure"]);

const unreachable = new Set([
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidAccessKeyId",
  "InvalidClientTokenId",
  "UnrecognizedClientException",
  "InvalidToken",
  "CredentialsProviderError",
]);

const gone = new Set(["NoSuchBucket", "NoSuchAccessPoint", "NoSuchAccessPointException"]);

/** @returns the code AWS gave an error, or the name of the error */
export function codeOf(error: unknown): string {
  const { name, Code, code } = (typeof error === "object" && error !== null ? error : {}) as AwsLikeError;
  for (const value of [Code, name, code]) if (typeof value === "string" && value !== "Error") return value;
  return typeof code === "string" ? code : "Error";
}

const statusOf = (error: unknown): number => {
  const status = (typeof error === "object" && error !== null ? (error as AwsLikeError) : {}).$metadata?.httpStatusCode;
  return typeof status === "number" ? status : 0;
};

/**
 * Tells why a read failed. What nobody foresaw is an unexpected answer: never a pass, never a fail.
 * @param error what the SDK threw
 */
export function reasonOf(error: unknown): UnknownReason {
  if (error instanceof UnexpectedAnswer || error instanceof ZodError || error instanceof SyntaxError) {
    return "unexpected_answer";
  }
  const codes = [
    codeOf(error),
    (error as { name?: string } | null)?.name ?? "",
    (error as { code?: string } | null)?.code ?? "",
  ];
  const is = (set: ReadonlySet<string>) => codes.some((code) => set.has(code));
  const status = statusOf(error);
  if (is(gone)) return "gone";
  if (is(throttled) || status === 429) return "throttled";
  if (is(denied)) return "denied";
  if (is(regionDisabled)) return "region_disabled";
  if (is(unreachable)) return "account_unreachable";
  if (is(timedOut)) return "timeout";
  if (status === 501 || status === 405) return "unexpected_answer";
  if (status === 403) return "denied";
  if (status >= 500) return "timeout";
  return "unexpected_answer";
}

/** @returns whether what failed for this reason may succeed when it is tried again */
export const mayPass = (reason: UnknownReason): boolean => reason === "throttled" || reason === "timeout";
