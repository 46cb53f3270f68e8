import type * as Api from "@aws-sdk/client-health";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function health(_world: World): HandlersOf<typeof Api> {
  return {};
}
