import type * as Api from "@aws-sdk/client-controltower";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function controlTower(_world: World): HandlersOf<typeof Api> {
  return {};
}
