import type * as Api from "@aws-sdk/client-s3vectors";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { vectorBuckets, vectorIndexes } from "../world/vector-buckets";
import type { World } from "../world/world";
import { bucketOf, indexOf, namesOf } from "./s3-vectors-access";

/** Tags of vector buckets and of their indexes. */
export function s3VectorsTags(world: World): HandlersOf<typeof Api> {
  const found = (arn: string | undefined, context: Context) =>
    namesOf(undefined, arn, context).index === undefined
      ? { bucket: bucketOf(world, { vectorBucketArn: arn }, context), index: undefined }
      : indexOf(world, { indexArn: arn }, context);
  const change = (
    arn: string | undefined,
    context: Context,
    by: (tags: Record<string, string>) => Record<string, string>,
  ) => {
    const { bucket, index } = found(arn, context);
    const { accountId } = context.caller;
    if (index) world.records.put(vectorIndexes, accountId, context.region, { ...index, tags: by(index.tags) });
    else world.records.put(vectorBuckets, accountId, context.region, { ...bucket, tags: by(bucket.tags) });
  };
  return {
    ListTagsForResource({ resourceArn }, context) {
      const { bucket, index } = found(resourceArn, context);
      return { tags: (index ?? bucket).tags };
    },
    TagResource({ resourceArn, tags }, context) {
      change(resourceArn, context, (before) => ({ ...before, ...tags }));
      return {};
    },
    UntagResource({ resourceArn, tagKeys = [] }, context) {
      change(resourceArn, context, (before) =>
        Object.fromEntries(Object.entries(before).filter(([key]) => !tagKeys.includes(key))),
      );
      return {};
    },
  };
}
