import type * as S3 from "@aws-sdk/client-s3";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";
import { bucketFor } from "./bucket-access";

type Given = readonly { Key?: string | undefined; Value?: string | undefined }[];

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/CostAllocTagging.html */
const mostTags = 50;
const spelling = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** @throws AwsError for tags AWS does not take */
export function tagsFrom(given: Given | undefined): Record<string, string> {
  const refuse = (message: string, key = ""): never => {
    throw new AwsError("InvalidTag", message, 400, key ? { TagKey: key } : {});
  };
  const tags = new Map<string, string>();
  for (const { Key: key = "", Value: value = "" } of given ?? []) {
    if (key === "" || key.length > 128 || !spelling.test(key)) refuse("The TagKey you have provided is invalid", key);
    if (value.length > 256 || !spelling.test(value)) refuse("The TagValue you have provided is invalid", key);
    if (/^aws:/i.test(key)) refuse("System tags cannot be added/updated by requester", key);
    if (tags.has(key)) refuse("Cannot provide multiple Tags with the same key", key);
    tags.set(key, value);
  }
  if (tags.size > mostTags) throw new AwsError("BadRequest", `Bucket tag count cannot be greater than ${mostTags}`);
  return Object.fromEntries(tags);
}

/** Tags of a bucket as S3 itself writes them. */
export function s3Tagging(world: World): HandlersOf<typeof S3> {
  return {
    GetBucketTagging(input, context) {
      const { tags, name } = bucketFor(world, input, context, "s3:GetBucketTagging");
      if (!tags || Object.keys(tags).length === 0) {
        throw new AwsError("NoSuchTagSet", "The TagSet does not exist", 404, { BucketName: name });
      }
      return { TagSet: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
    },
    PutBucketTagging(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketTagging");
      refuseUnderAbac(bucket.abac);
      world.changeBucket(bucket.name, { ...bucket, tags: tagsFrom(input.Tagging?.TagSet) });
      return {};
    },
    DeleteBucketTagging(input, context) {
      const bucket = bucketFor(world, input, context, "s3:PutBucketTagging");
      refuseUnderAbac(bucket.abac);
      world.changeBucket(bucket.name, { ...bucket, tags: null });
      return {};
    },
  };
}

/** Once ABAC rules, only the tagging API of S3 Control writes tags. */
function refuseUnderAbac(abac: boolean): void {
  if (!abac) return;
  throw new AwsError(
    "MethodNotAllowed",
    "Bucket tagging is managed with TagResource and UntagResource while ABAC is enabled.",
    405,
  );
}
