import type * as Api from "@aws-sdk/client-resource-groups-tagging-api";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function tagging(_world: World): HandlersOf<typeof Api> {
  return {};
}
