import type { Bucket } from "../world/configuration";
import { type DocumentedError, type Places, rowsOf } from "./error-table-rows";

/** The list of S3's error codes, whatever the operation. */
export const errorCodes = { page: "ErrorResponses.html#ErrorCodeList" };

type More = Partial<Pick<DocumentedError, "by" | "region" | "page">>;

/** A row about one bucket, asked by its own account where it is. */
export type BucketRow = (
  operation: string,
  situation: string,
  input: object,
  error: `${string} ${number}`,
  more?: More,
) => DocumentedError;

/** @returns rows about a bucket, as they are made for one that fits; their page is the list of codes unless said */
export function s3Rows({ first, ownerOf }: Places, by: DocumentedError["by"]): (bucket: Bucket) => BucketRow {
  const s3 = rowsOf("S3", "AmazonS3/latest/API", { as: "claims-prod", by, region: first });
  return (bucket) =>
    (operation, situation, input, error, more = errorCodes) =>
      s3(operation, situation, { Bucket: bucket.name, ...input }, error, {
        as: ownerOf(bucket),
        region: bucket.region,
        ...more,
      });
}

export const publicAccessBlock = {
  PublicAccessBlockConfiguration: {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  },
};
