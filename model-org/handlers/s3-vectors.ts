import type * as Api from "@aws-sdk/client-s3vectors";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function s3Vectors(_world: World): HandlersOf<typeof Api> {
  return {};
}
