import type * as Api from "@aws-sdk/client-macie2";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function macie(_world: World): HandlersOf<typeof Api> {
  return {};
}
