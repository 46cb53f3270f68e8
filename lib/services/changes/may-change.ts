import { isAppError } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { authorizeResource } from "../access/authorize";

/** @returns whether an actor may plan, confirm and undo changes of a resource: for pages; the verbs ask again */
export async function mayChange(actor: Actor, resourceId: number): Promise<boolean> {
  try {
    await authorizeResource(actor, "change", resourceId);
    return true;
  } catch (error) {
    if (isAppError(error)) return false;
    throw error;
  }
}
