import type * as Api from "@aws-sdk/client-sns";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function sns(_world: World): HandlersOf<typeof Api> {
  return {};
}
