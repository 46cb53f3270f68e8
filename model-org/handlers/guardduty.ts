import type * as Api from "@aws-sdk/client-guardduty";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function guardDuty(_world: World): HandlersOf<typeof Api> {
  return {};
}
