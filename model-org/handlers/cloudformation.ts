import type * as Api from "@aws-sdk/client-cloudformation";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function cloudFormation(_world: World): HandlersOf<typeof Api> {
  return {};
}
