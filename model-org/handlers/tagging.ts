import * as Api from "@aws-sdk/client-resource-groups-tagging-api";
import type { HandlersOf } from "../wire/handlers-of";
import type { Bucket } from "../world/configuration";
import type { World } from "../world/world";

const arnPrefix = /^arn:[^:]+:s3:::/;

/** How many buckets one page looks through: one may come back with fewer than were asked for, as AWS's do. */
const looked = 2_000;

const invalid = (message: string) => new Api.InvalidParameterException({ message, $metadata: {} });

/** The tagging API: tagged buckets of a region, as their own tags say. */
export function tagging(world: World): HandlersOf<typeof Api> {
  return {
    GetResources(input, { caller, region }) {
      const { PaginationToken, ResourcesPerPage, TagFilters = [], ResourceTypeFilters, ResourceARNList } = input;
      const most = ResourcesPerPage ?? 50;
      if (most < 1 || most > 100) throw invalid("ResourcesPerPage must be between 1 and 100.");
      if (TagFilters.length > 50) throw invalid("There are too many tag filters.");
      const asksForBuckets =
        !ResourceTypeFilters?.length || ResourceTypeFilters.some((type) => type === "s3" || type === "s3:bucket");
      const names = !asksForBuckets
        ? []
        : ResourceARNList?.length
          ? ResourceARNList.filter((arn) => arnPrefix.test(arn)).map((arn) => arn.replace(arnPrefix, ""))
          : world.bucketNames(caller.accountId);
      const found: Bucket[] = [];
      let at = offsetOf(PaginationToken, names.length);
      for (const end = Math.min(names.length, at + looked); at < end && found.length < most; at++) {
        const bucket = world.bucket(names[at] ?? "");
        if (bucket?.accountId === caller.accountId && bucket.region === region && matches(bucket, TagFilters)) {
          found.push(bucket);
        }
      }
      return {
        ResourceTagMappingList: found.map(({ name, tags }) => ({
          ResourceARN: `arn:${world.partition}:s3:::${name}`,
          Tags: Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
        })),
        PaginationToken: at < names.length ? Buffer.from(String(at)).toString("base64url") : "",
      };
    },
  };
}

/** @throws InvalidParameterException for a token this list never gave */
function offsetOf(token: string | undefined, length: number): number {
  if (!token) return 0;
  const offset = Number(Buffer.from(token, "base64url").toString());
  if (Number.isInteger(offset) && offset >= 0 && offset <= length) return offset;
  throw invalid("The pagination token is not valid.");
}

/** A bucket that never had a tag is not found at all. Filters hold together; values of one hold apart. */
function matches({ tags }: Bucket, filters: readonly Api.TagFilter[]): boolean {
  if (tags === null) return false;
  return filters.every(({ Key, Values }) => {
    const value = tags[Key ?? ""];
    return value !== undefined && (!Values?.length || Values.includes(value));
  });
}
