import { isAppError } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { authorizeScan } from "./authorize-scan";

/** @returns whether an actor may cancel a scan: for pages; the verb asks again */
export async function mayCancel(actor: Actor, scanId: number): Promise<boolean> {
  try {
    await authorizeScan(actor, "administer", scanId);
    return true;
  } catch (error) {
    if (isAppError(error)) return false;
    throw error;
  }
}
