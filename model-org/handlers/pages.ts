import { AwsError } from "../wire/aws-error";

/**
 * One page of a list. The token is opaque to callers and names where the next page begins.
 * @throws AwsError for a token this list never gave
 */
export function pageOf<T>(
  items: readonly T[],
  token: string | undefined,
  size: number,
  invalid: () => Error = () => new AwsError("InvalidInputException", "The pagination token is not valid."),
): { items: T[]; next: string | undefined } {
  const from = token === undefined ? 0 : Number(Buffer.from(token, "base64url").toString());
  if (!Number.isInteger(from) || from < 0 || from > items.length) throw invalid();
  const next = from + size;
  return {
    items: items.slice(from, next),
    next: next < items.length ? Buffer.from(String(next)).toString("base64url") : undefined,
  };
}
