import type * as Api from "@aws-sdk/client-eventbridge";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function eventBridge(_world: World): HandlersOf<typeof Api> {
  return {};
}
