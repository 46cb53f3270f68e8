import type * as Api from "@aws-sdk/client-cloudfront";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function cloudFront(_world: World): HandlersOf<typeof Api> {
  return {};
}
