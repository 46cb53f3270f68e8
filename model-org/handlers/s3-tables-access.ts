import * as Api from "@aws-sdk/client-s3tables";
import type { Context } from "../wire/context";
import type { Place } from "../world/records";
import { type Table, type TableBucket, tableBucketArn, tableBuckets, tables } from "../world/table-buckets";
import type { World } from "../world/world";

const $metadata = {};
const arnPattern = /^arn:[^:]+:s3tables:([a-z0-9-]+):(\d{12}):bucket\/([a-z0-9_-]{3,63})(?:\/table\/([a-zA-Z0-9-]+))?$/;

export const notFound = (message: string) => new Api.NotFoundException({ message, $metadata });

export const badRequest = (message: string) => new Api.BadRequestException({ message, $metadata });

/** Where a call is: the caller's own account, in the region that was asked. */
export function placeOf(world: World, { caller, region }: Context): Place {
  const account = world.account(caller.accountId);
  if (!account) throw new Api.ForbiddenException({ message: "The account is not of this organization.", $metadata });
  return { world, account, region };
}

/**
 * @returns the table bucket of an ARN, and the table where the ARN names one
 * @throws as S3 Tables answers: malformed, another account's, or no such thing here
 */
export function byArn(
  world: World,
  arn: string | undefined,
  context: Context,
): { bucket: TableBucket; table: Table | undefined } {
  const [, region, owner, name = "", tableId] = arnPattern.exec(arn ?? "") ?? [];
  if (region === undefined) throw badRequest("The specified ARN is not valid.");
  if (owner !== context.caller.accountId) {
    throw new Api.AccessDeniedException({
      message: `User: ${context.caller.arn} is not authorized to perform: s3tables:${context.operation} on resource: ${arn} because no resource-based policy allows the s3tables:${context.operation} action`,
      $metadata,
    });
  }
  const place = placeOf(world, context);
  const bucket = world.records.get(tableBuckets, owner, region, name);
  if (region !== context.region || !bucket) throw notFound("The specified bucket does not exist.");
  if (tableId === undefined) return { bucket, table: undefined };
  const table = world.records.list(tables, place.account.id, region).find(({ id }) => id === tableId);
  if (!table) throw notFound("The specified table does not exist.");
  return { bucket, table };
}

/** @throws NotFoundException where the bucket, the namespace or the table is not there */
export function tableOf(
  world: World,
  input: { tableBucketARN?: string | undefined; namespace?: string | undefined; name?: string | undefined },
  context: Context,
): { bucket: TableBucket; table: Table } {
  const { bucket } = byArn(world, input.tableBucketARN, context);
  const id = `${bucket.name}/${input.namespace}/${input.name}`;
  const table = world.records.get(tables, context.caller.accountId, context.region, id);
  if (!table) throw notFound("The specified table does not exist.");
  return { bucket, table };
}

export const tableArn = (place: Place, { bucket, id }: Table): string => `${tableBucketArn(place, bucket)}/table/${id}`;

/** The policy a request puts. @throws BadRequestException where it is none */
export function policyFrom(text: string | undefined): string {
  try {
    const parsed: unknown = JSON.parse(text ?? "");
    if (typeof parsed === "object" && parsed !== null && "Statement" in parsed) return text ?? "";
  } catch {
    // Said below.
  }
  throw badRequest("The resource policy is not valid.");
}

/** @throws BadRequestException for an encryption S3 Tables does not know */
export function encryptionFrom(given: Api.EncryptionConfiguration | undefined): NonNullable<TableBucket["encryption"]> {
  const { sseAlgorithm, kmsKeyArn } = given ?? {};
  if (sseAlgorithm === "AES256" && kmsKeyArn === undefined) return { sseAlgorithm };
  if (sseAlgorithm === "aws:kms" && kmsKeyArn !== undefined) return { sseAlgorithm, kmsKeyArn };
  throw badRequest("The encryption configuration is not valid: aws:kms needs a key, AES256 has none.");
}
