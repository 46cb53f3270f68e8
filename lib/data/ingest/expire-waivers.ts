import { recordAudit } from "../audit";
import { pool } from "../pool";
import { inTransaction } from "../transaction";
import { endWaiver } from "./waive";

const expire = "system/expire-waivers";

/**
 * Ends the waivers whose time is over, each dated when it was over, with an audit entry.
 * @returns how many there were
 */
export async function expireWaivers(at: Date): Promise<number> {
  const { rows } = await pool().query<{ id: number; until: Date; ouId: number }>(
    `select w.id, w.until, a.ou_id as "ouId"
     from waiver w join resource r on r.id = w.resource_id join aws_account a on a.id = r.account_id
     where w.ended_at is null and w.until <= $1 order by w.until, w.id`,
    [at],
  );
  let ended = 0;
  for (const { id, until, ouId } of rows) {
    const stood = await inTransaction(async (tx) => {
      if (!(await endWaiver(tx, id, expire, until))) return false;
      await recordAudit(tx, { at, actor: expire, action: "waiver.expire", target: `waiver/${id}`, ouId });
      return true;
    });
    if (stood) ended++;
  }
  return ended;
}
