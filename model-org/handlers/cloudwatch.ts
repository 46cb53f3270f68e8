import type * as Api from "@aws-sdk/client-cloudwatch";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function cloudWatch(_world: World): HandlersOf<typeof Api> {
  return {};
}
