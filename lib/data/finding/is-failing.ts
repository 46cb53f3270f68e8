import type { Tx } from "../transaction";

/** @returns whether a resource fails a control now */
export async function isFailing(tx: Tx, resourceId: number, controlId: number): Promise<boolean> {
  const rows = await tx.query("select since from finding where resource_id = $1 and control_id = $2", [
    resourceId,
    controlId,
  ]);
  return rows.length > 0;
}
