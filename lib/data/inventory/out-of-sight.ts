import type { ResourceType } from "@/lib/model/resource";
import type { Tx } from "../transaction";

/** @returns at most `limit` resources of an account after an id, by id; the organization it may hold is not among them */
export async function resourcesAfter(
  tx: Tx,
  accountId: number,
  after: number,
  limit: number,
): Promise<{ id: number; type: ResourceType }[]> {
  return tx.query(
    `select id, type from resource where account_id = $1 and retired_at is null and id > $2
       and type <> 'AWS::Organizations::Organization' order by id limit $3`,
    [accountId, after, limit],
  );
}

/** Notes that what can be listed in an account was not seen since; what was out of sight already keeps its date. */
export async function noteUnseen(tx: Tx, accountId: number, since: Date): Promise<void> {
  await tx.query(
    `update resource set not_seen_since = $2 where account_id = $1 and retired_at is null and not_seen_since is null
       and type in ('AWS::S3::Bucket', 'AWS::S3::AccessPoint')`,
    [accountId, since],
  );
}
