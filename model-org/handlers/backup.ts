import type * as Api from "@aws-sdk/client-backup";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function backup(_world: World): HandlersOf<typeof Api> {
  return {};
}
