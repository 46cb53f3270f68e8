import type { Tag } from "@aws-sdk/client-iam";
import { AwsError } from "../wire/aws-error";
import { pageOf } from "./pages";

/**
 * One page as IAM cuts it: a hundred unless said.
 * @throws AwsError for a size or a marker IAM refuses
 */
export function iamPage<T>(
  all: readonly T[],
  { Marker, MaxItems = 100 }: { Marker?: string | undefined; MaxItems?: number | undefined },
): { items: T[]; IsTruncated: boolean; Marker?: string } {
  if (MaxItems < 1 || MaxItems > 1000) {
    throw new AwsError(
      "ValidationError",
      `1 validation error detected: Value '${MaxItems}' at 'maxItems' failed to satisfy constraint: Member must be between 1 and 1000`,
    );
  }
  const { items, next } = pageOf(all, Marker, MaxItems, () => new AwsError("ValidationError", "Invalid Marker."));
  return next === undefined ? { items, IsTruncated: false } : { items, IsTruncated: true, Marker: next };
}

/** @returns tags as AWS's older services list them */
export const tagsOf = (tags: Readonly<Record<string, string>> | undefined): Tag[] =>
  Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
