import type * as Api from "@aws-sdk/client-kms";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";
import { kmsChanges } from "./kms-changes";
import { kmsReads } from "./kms-reads";

/** Keys: those buckets name, and what protects them. */
export function kms(world: World): HandlersOf<typeof Api> {
  return { ...kmsReads(world), ...kmsChanges(world) };
}
