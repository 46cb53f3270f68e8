import type * as Api from "@aws-sdk/client-cloudtrail";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function cloudTrail(_world: World): HandlersOf<typeof Api> {
  return {};
}
