import type { ResourceType } from "@/lib/model/resource";
import { pool } from "../pool";

/** A resource that is in no region: the organization, an account. */
export type GlobalResource = { type: ResourceType; arn: string; name: string; accountId: number };

/**
 * Puts resources into the inventory, or their new names where they are in it.
 * @param at when they are first seen, if they are new
 * @returns their ids by `accountId/arn`
 */
export async function keepResources(resources: readonly GlobalResource[], at: Date): Promise<Map<string, number>> {
  const { rows } = await pool().query<{ id: number; accountId: number; arn: string }>(
    `insert into resource (type, arn, account_id, region, name, first_seen)
     select type, arn, account_id, null, name, $5 from unnest($1::text[], $2::text[], $3::int[], $4::text[])
       as l (type, arn, account_id, name)
     on conflict (account_id, arn) do update set name = excluded.name, retired_at = null
     returning id, account_id as "accountId", arn`,
    [
      resources.map(({ type }) => type),
      resources.map(({ arn }) => arn),
      resources.map(({ accountId }) => accountId),
      resources.map(({ name }) => name),
      at,
    ],
  );
  return new Map(rows.map(({ id, accountId, arn }) => [`${accountId}/${arn}`, id]));
}
