import type * as Api from "@aws-sdk/client-securityhub";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function securityHub(_world: World): HandlersOf<typeof Api> {
  return {};
}
