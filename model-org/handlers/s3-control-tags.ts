import type * as S3Control from "@aws-sdk/client-s3-control";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { accessGrants, accessGrantsInstances, accessGrantsLocations } from "../world/access-grants";
import { accessPoints } from "../world/access-points";
import type { World } from "../world/world";
import { accountFor, type ControlInput } from "./s3-control-access";
import { tagsFrom } from "./s3-tagging";

type Tags = Record<string, string>;

/** Something that has tags, and how they are changed. */
type Tagged = { tags: Tags; policy?: string | null; put(tags: Tags): void };

type Place = { world: World; accountId: string; region: string };

/** @returns the bucket, access point or part of Access Grants that an ARN names in an account and region */
function taggedAt({ world, accountId, region }: Place, resource: string): Tagged | undefined {
  const { records } = world;
  const [kind, name = "", part, id = ""] = resource.split("/");
  if (kind === "accesspoint") {
    const point = records.get(accessPoints, accountId, region, name);
    return (
      point && {
        tags: point.tags ?? {},
        put: (tags) => records.put(accessPoints, accountId, region, { ...point, tags }),
      }
    );
  }
  if (kind === "access-grants") {
    const of = part === "grant" ? accessGrants : part === "location" ? accessGrantsLocations : accessGrantsInstances;
    const found = records.get<{ tags: Tags }>(of, accountId, region, part === undefined ? name : id);
    return (
      found && {
        tags: found.tags,
        put: (tags) => records.put<{ tags: Tags }>(of, accountId, region, { ...found, tags }),
      }
    );
  }
  const bucket = world.bucket(resource);
  if (bucket?.accountId !== accountId) return undefined;
  const put = (tags: Tags) =>
    world.changeBucket(bucket.name, { ...bucket, tags: Object.keys(tags).length > 0 ? tags : null });
  return { tags: bucket.tags ?? {}, policy: bucket.policy, put };
}

/** Tags of buckets, access points and Access Grants. The only way to tag a bucket under ABAC. */
export function s3ControlTags(world: World): HandlersOf<typeof S3Control> {
  function find(input: ControlInput & { ResourceArn?: string | undefined }, context: Context, action: string): Tagged {
    const { AccountId: accountId = "", ResourceArn: arn = "" } = input;
    const [, partition, region, owner, resource = ""] = /^arn:([a-z-]+):s3:([^:]*):([^:]*):(.+)$/.exec(arn) ?? [];
    const tagged = taggedAt({ world, accountId, region: context.region }, resource);
    accountFor(world, input, context, action, { resource: arn, policy: tagged?.policy ?? null });
    if (partition !== world.partition || (owner && owner !== accountId) || (region && region !== context.region)) {
      throw new AwsError("InvalidRequest", "The resource ARN does not match this request.");
    }
    if (!tagged) throw new AwsError("NoSuchResource", "The specified resource doesn't exist.", 404);
    return tagged;
  }

  return {
    ListTagsForResource(input, context) {
      const { tags } = find(input, context, "s3:ListTagsForResource");
      return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
    },
    TagResource(input, context) {
      const { tags, put } = find(input, context, "s3:TagResource");
      const merged = { ...tags, ...tagsFrom(input.Tags) };
      if (Object.keys(merged).length > 50) {
        throw new AwsError("TooManyTags", "The number of tags exceeds the limit of 50 tags.");
      }
      put(merged);
      return {};
    },
    UntagResource(input, context) {
      const { tags, put } = find(input, context, "s3:UntagResource");
      put(Object.fromEntries(Object.entries(tags).filter(([key]) => !input.TagKeys?.includes(key))));
      return {};
    },
  };
}
