import type * as Api from "@aws-sdk/client-kms";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function kms(_world: World): HandlersOf<typeof Api> {
  return {};
}
