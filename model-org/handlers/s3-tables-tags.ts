import type * as Api from "@aws-sdk/client-s3tables";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { tableBuckets, tables } from "../world/table-buckets";
import type { World } from "../world/world";
import { byArn } from "./s3-tables-access";

/** Tags of table buckets and of tables. */
export function s3TablesTags(world: World): HandlersOf<typeof Api> {
  const tagged = (arn: string | undefined, context: Context) => {
    const { bucket, table } = byArn(world, arn, context);
    return (table ?? bucket).tags;
  };
  const put = (arn: string | undefined, context: Context, tags: Record<string, string>) => {
    const { bucket, table } = byArn(world, arn, context);
    const { accountId } = context.caller;
    if (table) world.records.put(tables, accountId, context.region, { ...table, tags });
    else world.records.put(tableBuckets, accountId, context.region, { ...bucket, tags });
  };
  return {
    ListTagsForResource: ({ resourceArn }, context) => ({ tags: tagged(resourceArn, context) }),
    TagResource({ resourceArn, tags }, context) {
      put(resourceArn, context, { ...tagged(resourceArn, context), ...tags });
      return {};
    },
    UntagResource({ resourceArn, tagKeys = [] }, context) {
      const left = Object.entries(tagged(resourceArn, context)).filter(([key]) => !tagKeys.includes(key));
      put(resourceArn, context, Object.fromEntries(left));
      return {};
    },
  };
}
