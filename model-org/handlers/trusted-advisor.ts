import type * as Api from "@aws-sdk/client-trustedadvisor";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function trustedAdvisor(_world: World): HandlersOf<typeof Api> {
  return {};
}
