import type * as S3 from "@aws-sdk/client-s3";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import { type Block, type Bucket, blockAll } from "../world/configuration";
import type { World } from "../world/world";
import { bucketFor } from "./bucket-access";
import { malformedXml } from "./s3-errors";

/** Settings AWS was given; one that was left out is off. */
export const blockFrom = (given: Partial<Record<keyof Block, boolean | undefined>> | undefined): Block =>
  Object.fromEntries(Object.keys(blockAll).map((name) => [name, given?.[name as keyof Block] ?? false])) as Block;

/** @returns whether a setting is on for a bucket: its own, its account's or the organization's */
export function isBlocked(
  world: World,
  { accountId, block }: Pick<Bucket, "accountId" | "block">,
  setting: keyof Block,
): boolean {
  const account = world.account(accountId);
  return Boolean(block?.[setting] || (account && world.effectiveBlock(account)?.[setting]));
}

/** @throws AwsError where a setting of any level keeps a public policy or access list from being written */
export function refuseBlocked(
  world: World,
  bucket: Pick<Bucket, "accountId" | "block">,
  setting: "BlockPublicPolicy" | "BlockPublicAcls",
  { arn, action }: { arn: string; action: string },
): void {
  if (!isBlocked(world, bucket, setting)) return;
  const what = setting === "BlockPublicPolicy" ? "policies" : "ACLs";
  throw new AwsError(
    "AccessDenied",
    `User: ${arn} is not authorized to perform: ${action} because public ${what} are prevented by the ${setting} setting in S3 Block Public Access.`,
    403,
  );
}

/** A bucket's own block. */
export function s3Block(world: World): HandlersOf<typeof S3> {
  return {
    GetPublicAccessBlock(input, context) {
      const { block, name } = bucketFor(world, input, context, "s3:GetBucketPublicAccessBlock");
      if (!block) {
        throw new AwsError(
          "NoSuchPublicAccessBlockConfiguration",
          "The public access block configuration was not found",
          404,
          { BucketName: name },
        );
      }
      return { PublicAccessBlockConfiguration: block };
    },
    PutPublicAccessBlock(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketPublicAccessBlock");
      if (!input.PublicAccessBlockConfiguration) throw malformedXml();
      world.changeBucket(bucket.name, { ...bucket, block: blockFrom(input.PublicAccessBlockConfiguration) });
      return {};
    },
    DeletePublicAccessBlock(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketPublicAccessBlock");
      world.changeBucket(bucket.name, { ...bucket, block: null });
      return {};
    },
  };
}
