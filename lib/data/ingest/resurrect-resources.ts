import { inTransaction } from "../transaction";
import { bumpVersion } from "../version";
import { lockAccount } from "./account";

/**
 * Takes back resources that are seen again. Their verdicts begin anew with the next judging, their history goes on.
 * @returns the resources that had been retired
 */
export async function resurrectResources(accountId: number, resourceIds: readonly number[]): Promise<number[]> {
  if (resourceIds.length === 0) return [];
  return inTransaction(async (tx) => {
    await lockAccount(tx, accountId);
    const rows = await tx.query<{ id: number }>(
      `update resource set retired_at = null, not_seen_since = null
       where account_id = $1 and id = any($2) and retired_at is not null returning id`,
      [accountId, resourceIds],
    );
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return [];
    await tx.query(
      `update edge e set to_id = r.id from resource r where r.id = any($1) and e.to_arn = r.arn and e.to_id is null`,
      [ids],
    );
    await bumpVersion(tx, "inventory");
    return ids;
  });
}
