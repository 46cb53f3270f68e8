import type * as Api from "@aws-sdk/client-organizations";
import type { HandlersOf } from "../wire/handlers-of";
import { setTags, tagsOf } from "../world/organization/tags";
import type { World } from "../world/world";
import { constraint, invalidInput, noTarget } from "./organization-errors";

const mostTags = 50;

/** @returns the id of what may have tags. @throws TargetNotFoundException */
export function taggableOf(world: World, id: string | undefined): string {
  const { tree } = world;
  const known =
    id === tree.rootId || world.account(id ?? "") || world.ou(id ?? "") || tree.policies.some((one) => one.id === id);
  if (!known) throw noTarget();
  return id ?? "";
}

/** @throws InvalidInputException for tags AWS does not take */
export function tagsFrom(tags: readonly Api.Tag[] | undefined): Record<string, string> {
  const keys = (tags ?? []).map(({ Key }) => Key ?? "");
  if (new Set(keys).size < keys.length) throw invalidInput("DUPLICATE_TAG_KEY", "Tag keys must be unique.");
  refuseSystemKeys(keys);
  return Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key ?? "", Value ?? ""]));
}

function refuseSystemKeys(keys: readonly string[]): void {
  if (keys.some((key) => key.toLowerCase().startsWith("aws:"))) {
    throw invalidInput("INVALID_SYSTEM_TAGS_PARAMETER", "You specified a tag key that is a system tag.");
  }
}

/** Changes the tags of accounts, OUs, the root and policies. */
export function organizationTagChanges(world: World): HandlersOf<typeof Api> {
  return {
    TagResource({ ResourceId, Tags }) {
      const id = taggableOf(world, ResourceId);
      const tags = { ...tagsOf(world, id), ...tagsFrom(Tags) };
      if (Object.keys(tags).length > mostTags) {
        throw constraint("MAX_TAG_LIMIT_EXCEEDED", "You have exceeded the number of tags allowed on this resource.");
      }
      setTags(world, id, tags);
      return {};
    },

    UntagResource({ ResourceId, TagKeys = [] }) {
      const id = taggableOf(world, ResourceId);
      refuseSystemKeys(TagKeys);
      setTags(
        world,
        id,
        Object.fromEntries(Object.entries(tagsOf(world, id)).filter(([key]) => !TagKeys.includes(key))),
      );
      return {};
    },
  };
}
