import type * as Api from "@aws-sdk/client-cloudwatch-logs";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function logs(_world: World): HandlersOf<typeof Api> {
  return {};
}
