import { type ChangeRow, findChange } from "@/lib/data/change/change";
import type { Permission } from "@/lib/model/role";
import { AppError, isAppError } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { authorizeResource } from "../access/authorize";

const unseen = () => new AppError("not_found", "There is no such change, or it is outside what you may read.");

/**
 * @returns a change, for an actor who holds the permission where its resource is
 * @throws AppError `not_found`, in the same words for one that is not there and one the actor may not read;
 * `not_allowed` where reading is all
 */
export async function authorizeChange(actor: Actor, permission: Permission, changeId: number): Promise<ChangeRow> {
  const change = Number.isSafeInteger(changeId) && changeId > 0 ? await findChange(changeId) : undefined;
  if (!change) throw unseen();
  try {
    await authorizeResource(actor, permission, change.resourceId);
  } catch (error) {
    throw isAppError(error) && error.code === "not_found" ? unseen() : error;
  }
  return change;
}
