import type { Bucket } from "./configuration";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Properties of AWS::S3::Bucket. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
export type BucketProperties = { readonly [name: string]: Json };

/** @returns what a template that makes this bucket says; what is not configured is not said */
export function writtenProperties(bucket: Bucket): BucketProperties {
  const { encryption, logging, versioning, tags, ownership, block } = bucket;
  return withoutNothing({
    BucketName: bucket.name,
    PublicAccessBlockConfiguration: block && {
      BlockPublicAcls: block.BlockPublicAcls,
      BlockPublicPolicy: block.BlockPublicPolicy,
      IgnorePublicAcls: block.IgnorePublicAcls,
      RestrictPublicBuckets: block.RestrictPublicBuckets,
    },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        {
          ...(encryption.bucketKey === undefined ? {} : { BucketKeyEnabled: encryption.bucketKey }),
          ServerSideEncryptionByDefault: {
            SSEAlgorithm: encryption.algorithm,
            ...(encryption.kmsKeyId === undefined ? {} : { KMSMasterKeyID: encryption.kmsKeyId }),
          },
        },
      ],
    },
    VersioningConfiguration: versioning && { Status: versioning.status },
    LoggingConfiguration: logging && { DestinationBucketName: logging.bucket, LogFilePrefix: logging.prefix },
    OwnershipControls: ownership && { Rules: [{ ObjectOwnership: ownership }] },
    Tags: tags && Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  });
}

export function withoutNothing(properties: { readonly [name: string]: Json | undefined }): BucketProperties {
  return Object.fromEntries(
    Object.entries(properties).filter((entry): entry is [string, Json] => entry[1] !== null && entry[1] !== undefined),
  );
}

export type Difference = {
  PropertyPath: string;
  ExpectedValue: string;
  ActualValue: string;
  DifferenceType: "ADD" | "REMOVE" | "NOT_EQUAL";
};

/** @returns where something is not what the template says. What it does not say is not compared, except in lists. */
export function differencesOf(expected: Json, actual: Json | undefined, path = ""): Difference[] {
  if (actual === undefined || actual === null) {
    return [{ PropertyPath: path, ExpectedValue: textOf(expected), ActualValue: "null", DifferenceType: "REMOVE" }];
  }
  if (isList(expected) && isList(actual)) return listDifferences(expected, actual, path);
  if (isObject(expected) && isObject(actual)) {
    return Object.entries(expected).flatMap(([name, value]) => differencesOf(value, actual[name], `${path}/${name}`));
  }
  if (textOf(expected) === textOf(actual)) return [];
  return [
    { PropertyPath: path, ExpectedValue: textOf(expected), ActualValue: textOf(actual), DifferenceType: "NOT_EQUAL" },
  ];
}

function listDifferences(expected: readonly Json[], actual: readonly Json[], path: string): Difference[] {
  const changed = expected.flatMap((value, n) => differencesOf(value, actual[n], `${path}/${n}`));
  const added = actual.slice(expected.length).map(
    (value, n): Difference => ({
      PropertyPath: `${path}/${expected.length + n}`,
      ExpectedValue: "null",
      ActualValue: textOf(value),
      DifferenceType: "ADD",
    }),
  );
  return [...changed, ...added];
}

const textOf = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const isObject = (value: Json): value is { readonly [name: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
