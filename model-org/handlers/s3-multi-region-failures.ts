import type { Bucket } from "../world/configuration";
import type { MrapRequest } from "../world/multi-region-access-points";

/**
 * Why a request for a Multi-Region Access Point comes to nothing. AWS takes it, and says so later.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#S3AsynchronousErrorCodeList
 */
export type MrapFailure = MrapRequest["failure"];

const failure = (code: string, message: string): MrapFailure => ({ code, message });

/** @returns why one is not made of buckets; null where it is */
export function creationFailure(exists: boolean, buckets: readonly (Bucket | undefined)[]): MrapFailure {
  if (exists) {
    return failure(
      "MultiRegionAccessPointAlreadyOwnedByYou",
      "You already have a Multi-Region Access Point with the same name.",
    );
  }
  if (buckets.length === 0 || buckets.includes(undefined)) {
    return failure("NoSuchBucket", "The specified bucket does not exist.");
  }
  if (new Set(buckets.map((bucket) => bucket?.region)).size < buckets.length) {
    return failure(
      "MultiRegionAccessPointSameBucketRegion",
      "The buckets used to create a Multi-Region Access Point cannot be in the same Region.",
    );
  }
  return null;
}

/** @returns why one is not changed or taken away at this moment; null where it is */
export function changeFailure(status: string): MrapFailure {
  if (status === "READY") return null;
  return status === "DELETING"
    ? failure(
        "MultiRegionAccessPointModifiedByAnotherRequest",
        "The action failed because another request is modifying the specified resource. Try resubmitting your request after the previous request has been completed.",
      )
    : failure("MultiRegionAccessPointNotReady", "The specified Multi-Region Access Point is not ready to be updated.");
}
