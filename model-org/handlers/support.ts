import type * as Api from "@aws-sdk/client-support";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function support(_world: World): HandlersOf<typeof Api> {
  return {};
}
