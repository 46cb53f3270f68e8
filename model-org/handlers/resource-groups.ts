import type * as Api from "@aws-sdk/client-resource-groups";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function resourceGroups(_world: World): HandlersOf<typeof Api> {
  return {};
}
