import type * as Api from "../wire/control-tower";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function controlTower(_world: World): HandlersOf<typeof Api> {
  return {};
}
