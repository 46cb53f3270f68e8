import type * as Api from "@aws-sdk/client-resource-explorer-2";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function resourceExplorer(_world: World): HandlersOf<typeof Api> {
  return {};
}
