import type * as Api from "@aws-sdk/client-ec2";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";

export function ec2(_world: World): HandlersOf<typeof Api> {
  return {};
}
