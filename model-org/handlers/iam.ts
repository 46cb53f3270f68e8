import type * as Api from "@aws-sdk/client-iam";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function iam(_world: World): HandlersOf<typeof Api> {
  return {};
}
