import type * as Api from "@aws-sdk/client-s3tables";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function s3Tables(_world: World): HandlersOf<typeof Api> {
  return {};
}
