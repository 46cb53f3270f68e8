import { z } from "zod";
import { recordAudit } from "@/lib/data/audit";
import { moveChange } from "@/lib/data/change/steps";
import { inTransaction } from "@/lib/data/transaction";
import { now } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { refuseWhileArriving } from "../replay/arriving";
import { authorizeChange } from "./authorize-change";

export const DropChange = z.object({ changeId: z.coerce.number().int().positive() });

/** Drops a plan nobody confirmed. @throws AppError `conflict` for a change that went on already */
export async function dropChange(actor: Actor, input: z.input<typeof DropChange>): Promise<{ changeId: number }> {
  const { changeId } = DropChange.parse(input);
  const { ouId } = await authorizeChange(actor, "change", changeId);
  await refuseWhileArriving();
  const at = now();
  await inTransaction(async (tx) => {
    const because = "It was dropped before anybody confirmed it.";
    if (!(await moveChange(tx, changeId, ["planned"], "expired", { ended_at: at, because }))) {
      throw new AppError("conflict", "This change was confirmed or ended already.");
    }
    await recordAudit(tx, { at, actor: actor.id, action: "change.drop", target: `change/${changeId}`, ouId });
  });
  return { changeId };
}
