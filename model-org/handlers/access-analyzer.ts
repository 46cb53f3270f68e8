import type * as Api from "@aws-sdk/client-accessanalyzer";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function accessAnalyzer(_world: World): HandlersOf<typeof Api> {
  return {};
}
